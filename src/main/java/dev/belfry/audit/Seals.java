package dev.belfry.audit;

import static dev.belfry.sql.Rows.first;
import static dev.belfry.sql.Rows.instant;
import static dev.belfry.sql.Rows.timestamp;

import dev.belfry.sql.Database;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The seals as they are stored. */
public final class Seals {
  private static final HexFormat HEX = HexFormat.of();

  private Seals() {}

  /**
   * The newest seal; {@link Seal#NONE} where there is none.
   *
   * @throws HistoryUnreadable where it can't be read, or a table of the history is not as Belfry
   *     made it
   */
  public static Seal newest(Database database) {
    return HistoryTables.ask(database, () -> database.lend(Seals::newestReadable));
  }

  /**
   * The same.
   *
   * @throws HistoryUnreadable where it can't be read
   */
  static Seal newestReadable(Connection connection) throws SQLException {
    return newestOrUnreadable(connection).requireReadable();
  }

  /** The newest seal, or what stands for it where it can't be read. */
  static Seal newestOrUnreadable(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT number, sealed_at, rows, below, sha256 FROM seals ORDER BY number DESC LIMIT 1
            """)) {
      return first(statement, Seals::seal).orElse(Seal.NONE);
    }
  }

  /** Stores the seal. A second one of its number is refused. */
  static void add(Connection connection, Seal seal, List<Leaf> leaves) throws SQLException {
    StringBuilder hashes = new StringBuilder(64 * leaves.size());
    leaves.forEach(leaf -> hashes.append(leaf.sha256()));
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO seals (number, sealed_at, rows, below, sha256, hashes, seqs)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """)) {
      statement.setLong(1, seal.number());
      statement.setObject(2, timestamp(seal.at()));
      statement.setLong(3, seal.rows());
      statement.setLong(4, seal.below());
      statement.setBytes(5, HEX.parseHex(seal.sha256()));
      statement.setBytes(6, HEX.parseHex(hashes));
      Unnest.from(statement, 7, leaves).column("bigint", Leaf::seq);
      statement.executeUpdate();
    }
  }

  /** The seal, or what stands for one that can't be read. */
  static Seal seal(ResultSet row) throws SQLException {
    long number = row.getLong("number");
    return Tampered.read(row, Seals::whole).orElseGet(() -> Seal.unreadable(number));
  }

  private static Optional<Seal> whole(ResultSet row) throws SQLException {
    @Nullable Instant at = instant(row, "sealed_at");
    @Nullable Long rows = row.getObject("rows", Long.class);
    @Nullable Long below = row.getObject("below", Long.class);
    byte @Nullable [] sha256 = row.getBytes("sha256");
    return at == null || rows == null || below == null || sha256 == null
        ? Optional.empty()
        : Optional.of(new Seal(row.getLong("number"), at, rows, below, HEX.formatHex(sha256)));
  }
}
