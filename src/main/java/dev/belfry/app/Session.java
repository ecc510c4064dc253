package dev.belfry.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.app.postgres.DbAddress;
import dev.belfry.sql.Connections;
import java.net.URLDecoder;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * How Belfry connects: as the address says, save what a promise hangs on. To the driver a URL's
 * parameters count for more than anything that it is given beside it. Thread-safe.
 */
final class Session implements Connections {
  private static final String OPTIONS = "options";

  private final String url;
  private final Properties properties;

  private Session(String url, Properties properties) {
    this.url = url;
    this.properties = properties;
  }

  /**
   * A session at the address.
   *
   * @param options settings of the server's, as {@code -c name=value}; those that the address has
   *     stay, and these count for more
   * @param driver the driver's own, in place of those that the address has
   */
  static Session of(DbAddress address, String options, Map<String, String> driver) {
    String[] halves = address.url().split("\\?", 2);
    List<String> kept = new ArrayList<>();
    String before = "";
    for (String parameter :
        halves.length == 2 ? List.of(halves[1].split("&")) : List.<String>of()) {
      String[] pair = parameter.split("=", 2);
      if (pair[0].equals(OPTIONS)) {
        before = pair.length == 2 ? URLDecoder.decode(pair[1], UTF_8) + " " : "";
      } else if (!driver.containsKey(pair[0])) {
        kept.add(parameter);
      }
    }
    Properties properties = address.credentials();
    properties.putAll(driver);
    // The server lets the last one of a name hold.
    properties.setProperty(OPTIONS, before + options);
    return new Session(
        halves[0] + (kept.isEmpty() ? "" : "?" + String.join("&", kept)), properties);
  }

  /** The address as a {@code jdbc:} URL, without what {@link #properties} hold. */
  String url() {
    return url;
  }

  /** What the driver takes beside the URL. */
  Properties properties() {
    Properties copy = new Properties();
    copy.putAll(properties);
    return copy;
  }

  /** Opens a connection. */
  @Override
  public Connection borrow() throws SQLException {
    return DriverManager.getConnection(url, properties());
  }

  /** Closes it. */
  @Override
  public void giveBack(Connection connection) throws SQLException {
    connection.close();
  }
}
