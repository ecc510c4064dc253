package dev.belfry.app.postgres;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;

/**
 * What a home remembers about its server: a small file, mode 0600, that is all a command reads when
 * the server is up.
 *
 * @param data the cluster's folder
 * @param port where it listened last, on 127.0.0.1
 * @param password 256 random bits in hexadecimal
 */
record SavedConnection(Path data, int port, String password) {
  static final String ROLE = "belfry";
  static final String DATABASE = "belfry";
  private static final String FILE = "postgres.properties";
  private static final int PASSWORD_BYTES = 32;

  /** For a cluster that is still to be made. */
  static SavedConnection fresh(Path data) {
    byte[] secret = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(secret);
    return new SavedConnection(data, 0, HexFormat.of().formatHex(secret));
  }

  static Path file(Path home) {
    return home.resolve(FILE);
  }

  static Optional<SavedConnection> read(Path home) throws IOException {
    Properties saved = new Properties();
    try (Reader in = Files.newBufferedReader(file(home))) {
      saved.load(in);
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
    return Optional.of(
        new SavedConnection(
            home.resolve(saved.getProperty("data", "postgres")),
            Integer.parseInt(saved.getProperty("port", "0")),
            saved.getProperty("password", "")));
  }

  /** A power cut must not leave a cluster whose password was never written out. */
  void write(Path home) throws IOException {
    Properties saved = new Properties();
    saved.setProperty(
        "data", data.startsWith(home) ? home.relativize(data).toString() : data.toString());
    saved.setProperty("port", Integer.toString(port));
    saved.setProperty("password", password);
    StringWriter text = new StringWriter();
    saved.store(text, "Belfry's own; made and kept by the program");
    OwnersFile.replace(home, file(home), text.toString());
  }

  SavedConnection at(int newPort) {
    return new SavedConnection(data, newPort, password);
  }

  /**
   * Loopback needs no TLS, and asking for it costs two round trips. {@code requireAuth} keeps the
   * driver from showing the password to whoever else has taken the port.
   */
  DbAddress address() {
    return new DbAddress(
        "jdbc:postgresql://127.0.0.1:"
            + port
            + "/"
            + DATABASE
            + "?sslmode=disable&gssEncMode=disable&requireAuth=scram-sha-256",
        ROLE,
        password);
  }
}
