package dev.belfry.app;

import dev.belfry.app.postgres.DbAddress;
import dev.belfry.post.InvalidInput;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the ways in which people write down a Postgres: {@code jdbc:postgresql://host/db} and
 * libpq's {@code postgres://user:password@host:5432/db?sslmode=require}
 * (<https://www.postgresql.org/docs/17/libpq-connect.html#LIBPQ-CONNSTRING-URIS>). Credentials in
 * either are taken out, so that the URL may be shown.
 */
final class DatabaseUrl {
  private static final Pattern FORM =
      Pattern.compile(
          "(?:jdbc:postgresql|postgres|postgresql)://(?:(?<user>[^:@/?]*)(?::(?<password>[^@/?]*))?@)?"
              + "(?<hosts>[^/?@]+)(?:/(?<database>[^?]*))?(?:\\?(?<query>.*))?");

  /** Names that libpq and pgjdbc (<https://jdbc.postgresql.org/documentation/use/>) don't share. */
  private static final Map<String, String> PGJDBC_NAMES =
      Map.of(
          "channel_binding", "channelBinding",
          "connect_timeout", "connectTimeout",
          "application_name", "ApplicationName",
          "keepalives", "tcpKeepAlive");

  private DatabaseUrl() {}

  /**
   * The same database as pgjdbc takes it.
   *
   * @param where the setting that it comes from, for the error
   * @throws InvalidInput when it is none; the message does not repeat it, for it may hold a
   *     password
   */
  static DbAddress parse(String where, String url) {
    Matcher form = FORM.matcher(url);
    if (!form.matches()) {
      throw new InvalidInput(
          where,
          "is no Postgres URL; write jdbc:postgresql://HOST:5432/DATABASE or"
              + " postgres://USER:PASSWORD@HOST:5432/DATABASE");
    }
    String user = part(form, "user");
    String password = part(form, "password");
    List<String> kept = new ArrayList<>();
    for (String parameter : parameters(part(form, "query"))) {
      String[] pair = parameter.split("=", 2);
      String value = pair.length == 2 ? pair[1] : "";
      switch (pair[0]) {
        case "user" -> user = value;
        case "password" -> password = value;
        default -> kept.add(PGJDBC_NAMES.getOrDefault(pair[0], pair[0]) + "=" + value);
      }
    }
    String query = kept.isEmpty() ? "" : "?" + String.join("&", kept);
    return new DbAddress(
        "jdbc:postgresql://" + part(form, "hosts") + "/" + part(form, "database") + query,
        decoded(user),
        decoded(password));
  }

  private static List<String> parameters(String query) {
    return query.isEmpty() ? List.of() : List.of(query.split("&", -1));
  }

  private static String part(Matcher form, String name) {
    String found = form.group(name);
    return found == null ? "" : found;
  }

  /** In a URL's user, password and parameters a plus is a plus. */
  private static String decoded(String escaped) {
    return URLDecoder.decode(escaped.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
