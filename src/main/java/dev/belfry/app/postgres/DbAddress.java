package dev.belfry.app.postgres;

import java.util.Properties;

/**
 * Where a database answers, as {@link java.sql.DriverManager} takes it.
 *
 * @param url a {@code jdbc:postgresql:} URL that carries no credentials
 * @param user the role, or empty to leave it to the driver
 * @param password the secret, or empty where none is needed; it shows in no {@link #toString}
 */
public record DbAddress(String url, String user, String password) {

  /**
   * What the driver takes beside the URL; an empty user or password is left out, not sent empty.
   */
  public Properties credentials() {
    Properties credentials = new Properties();
    if (!user.isEmpty()) {
      credentials.setProperty("user", user);
    }
    if (!password.isEmpty()) {
      credentials.setProperty("password", password);
    }
    return credentials;
  }

  @Override
  public String toString() {
    return user.isEmpty() ? url : url + " as " + user;
  }
}
