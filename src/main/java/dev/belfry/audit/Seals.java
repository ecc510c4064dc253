package dev.belfry.audit;

import static dev.belfry.sql.Rows.first;
import static dev.belfry.sql.Rows.instant;
import static dev.belfry.sql.Rows.timestamp;
import static java.util.Objects.requireNonNull;

import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;

/** The seals as they are stored. */
public final class Seals {
  private static final HexFormat HEX = HexFormat.of();

  private Seals() {}

  /** The newest seal; {@link Seal#NONE} where there is none. */
  public static Seal newest(Connection connection) throws SQLException {
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

  static Seal seal(ResultSet row) throws SQLException {
    return new Seal(
        row.getLong("number"),
        requireNonNull(instant(row, "sealed_at")),
        row.getLong("rows"),
        row.getLong("below"),
        HEX.formatHex(row.getBytes("sha256")));
  }
}
