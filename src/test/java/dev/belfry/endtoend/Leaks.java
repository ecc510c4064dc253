package dev.belfry.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** Looks for secrets: as they are, and as base64, hexadecimal digits and a URL would have them. */
final class Leaks {
  private Leaks() {}

  /** Where each was found: {@code SECRET in PLACE}. */
  static List<String> of(List<String> secrets, Map<String, String> places) {
    List<String> leaks = new ArrayList<>();
    for (String secret : secrets) {
      for (Map.Entry<String, String> place : places.entrySet()) {
        if (forms(secret).stream().anyMatch(place.getValue()::contains)) {
          leaks.add(secret + " in " + place.getKey());
        }
      }
    }
    return leaks;
  }

  private static List<String> forms(String secret) {
    byte[] bytes = secret.getBytes(UTF_8);
    return List.of(
        secret,
        HexFormat.of().formatHex(bytes),
        Base64.getEncoder().withoutPadding().encodeToString(bytes),
        URLEncoder.encode(secret, UTF_8));
  }

  /** Every row of every table, as text. */
  static Map<String, String> tables(DataSource source) {
    Map<String, String> tables = new LinkedHashMap<>();
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      for (String table :
          column(
              statement,
              "SELECT table_name FROM information_schema.tables"
                  + " WHERE table_schema = 'public' AND table_type = 'BASE TABLE'")) {
        tables.put(
            "table " + table,
            String.join("\n", column(statement, "SELECT t::text FROM " + table + " t")));
      }
    } catch (SQLException e) {
      throw new AssertionError("the tables can't be read", e);
    }
    return tables;
  }

  private static List<String> column(Statement statement, String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }
}
