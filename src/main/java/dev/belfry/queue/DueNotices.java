package dev.belfry.queue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * The word from whichever process queues something to whichever nodes wait for it: the instant that
 * is due, sent with the transaction that queues it.
 */
public final class DueNotices {
  private static final String CHANNEL = "belfry_due";

  private DueNotices() {}

  /**
   * Tells, once the transaction is committed, that something is due at the instant. A session that
   * only rehearses has another channel, on which no node listens.
   */
  public static void send(Connection connection, Instant dueAt) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT pg_notify(coalesce(current_setting('belfry.due_channel', true), 'belfry_due'), ?)
            """)) {
      statement.setString(1, dueAt.toString());
      statement.execute();
    }
  }

  /** From here on the connection receives notices; the queue must be read once after this. */
  public static void listen(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("LISTEN " + CHANNEL);
    }
  }

  /**
   * The instants that notices tell of, as soon as there is one; {@link Instant#MIN} for a notice
   * that names none.
   *
   * @param patience how long to wait for the first; positive
   * @return empty where none came
   */
  public static List<Instant> await(Connection connection, Duration patience) throws SQLException {
    PGNotification[] notices =
        connection
            .unwrap(PGConnection.class)
            .getNotifications(Math.toIntExact(patience.toMillis()));
    List<Instant> instants = new ArrayList<>();
    if (notices != null) {
      for (PGNotification notice : notices) {
        instants.add(instant(notice.getParameter()));
      }
    }
    return instants;
  }

  /** Anybody may send on a channel: what can't be read says only that the queue is to be read. */
  private static Instant instant(String notice) {
    try {
      return Instant.parse(notice);
    } catch (DateTimeParseException e) {
      return Instant.MIN;
    }
  }
}
