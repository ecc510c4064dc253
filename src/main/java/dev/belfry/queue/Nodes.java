package dev.belfry.queue;

import static dev.belfry.sql.Rows.first;
import static dev.belfry.sql.Rows.instant;
import static dev.belfry.sql.Rows.list;
import static java.util.Objects.requireNonNull;

import dev.belfry.post.AccountName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** The nodes that share the database, and their signs of life. */
public final class Nodes {

  /**
   * What a node says of itself.
   *
   * @param pid its process on its host
   * @param version of the program
   * @param lease for how long it takes accounts
   */
  public record Introduction(String name, String host, long pid, String version, Duration lease) {}

  /**
   * A node as the others see it.
   *
   * @param alive whether it has given a sign of life within the length of its leases
   * @param holds the accounts that it holds now
   */
  public record Node(
      String name,
      String host,
      long pid,
      String version,
      Instant startedAt,
      Instant seenAt,
      boolean alive,
      List<AccountName> holds) {
    public Node {
      holds = List.copyOf(holds);
    }
  }

  private Nodes() {}

  /**
   * A number for a node that starts. It is drawn at random, since one that the database counts up
   * to may be given out again after the database was restored from a backup, while the node that
   * has it runs on.
   */
  public static long newNumber() {
    return ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
  }

  /**
   * Makes a node known, and forgets those that have been gone for a month.
   *
   * @param number a {@link #newNumber}
   */
  public static void register(Connection connection, long number, Introduction node)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            WITH forgotten AS (
              DELETE FROM nodes WHERE seen_at < clock_timestamp() - interval '30 days')
            INSERT INTO nodes (id, name, host, pid, version, lease)
            VALUES (?, ?, ?, ?, ?, make_interval(secs => ?))
            """)) {
      statement.setLong(1, number);
      statement.setString(2, node.name());
      statement.setString(3, node.host());
      statement.setLong(4, node.pid());
      statement.setString(5, node.version());
      statement.setDouble(6, node.lease().toMillis() / 1000.0);
      statement.executeUpdate();
    }
  }

  /**
   * Says that the node lives.
   *
   * @return when it did, by the database's clock; empty where the database does not know the node,
   *     as one that was restored from a backup may not
   */
  public static Optional<Instant> beat(Connection connection, long node) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "UPDATE nodes SET seen_at = clock_timestamp() WHERE id = ? RETURNING seen_at")) {
      statement.setLong(1, node);
      return first(statement, row -> requireNonNull(instant(row, "seen_at")));
    }
  }

  /** Says that the node has stopped in order. */
  public static void leave(Connection connection, long node) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("UPDATE nodes SET left_at = clock_timestamp() WHERE id = ?")) {
      statement.setLong(1, node);
      statement.executeUpdate();
    }
  }

  /** The nodes that have not stopped in order, the longest running first; dead ones for a day. */
  public static List<Node> all(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT n.*, n.seen_at > clock_timestamp() - n.lease AS alive,
                   ARRAY(SELECT a.name FROM leases l JOIN accounts a ON a.id = l.account_id
                         WHERE l.node_id = n.id AND l.held_until > clock_timestamp()
                         ORDER BY a.name) AS holds
            FROM nodes n
            WHERE n.left_at IS NULL AND n.seen_at > clock_timestamp() - interval '1 day'
            ORDER BY n.started_at, n.id
            """)) {
      return list(statement, Nodes::node);
    }
  }

  private static Node node(ResultSet row) throws SQLException {
    return new Node(
        row.getString("name"),
        row.getString("host"),
        row.getLong("pid"),
        row.getString("version"),
        requireNonNull(instant(row, "started_at")),
        requireNonNull(instant(row, "seen_at")),
        row.getBoolean("alive"),
        Stream.of((String[]) row.getArray("holds").getArray()).map(AccountName::parse).toList());
  }
}
