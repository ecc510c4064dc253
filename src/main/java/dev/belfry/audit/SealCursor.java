package dev.belfry.audit;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Walks through the seals in their order, in bounded memory: a transaction is needed for that, as
 * for {@link HistoryCursor}. Not thread-safe.
 */
final class SealCursor implements AutoCloseable {
  /** A seal is up to 700 kB on its way. */
  private static final int FETCH = 8;

  private static final int HASH = 32;

  private final PreparedStatement statement;
  private final ResultSet rows;

  /**
   * A seal with what it covers.
   *
   * @param leaves none where somebody has made them unreadable
   */
  record Covering(Seal seal, List<Leaf> leaves) {}

  /**
   * Stands before the first seal.
   *
   * @param connection in a transaction
   */
  SealCursor(Connection connection) throws SQLException {
    this.statement =
        connection.prepareStatement(
            """
            SELECT number, sealed_at, rows, below, sha256, seqs, hashes FROM seals ORDER BY number
            """);
    statement.setFetchSize(FETCH);
    this.rows = statement.executeQuery();
  }

  /** The next seal; null behind the last. */
  @Nullable Covering next() throws SQLException {
    return rows.next()
        ? new Covering(
            Seals.seal(rows), Tampered.read(rows, SealCursor::leaves).orElseGet(List::of))
        : null;
  }

  /** Empty where they are not as many numbers as hashes. */
  private static Optional<List<Leaf>> leaves(ResultSet row) throws SQLException {
    byte @Nullable [] hashes = row.getBytes("hashes");
    @Nullable Array array = row.getArray("seqs");
    if (hashes == null
        || array == null
        || !(array.getArray() instanceof Long[] seqs)
        || hashes.length != seqs.length * HASH) {
      return Optional.empty();
    }
    List<Leaf> leaves = new ArrayList<>();
    for (@Nullable Long seq : seqs) {
      if (seq == null) {
        return Optional.empty();
      }
      int at = leaves.size() * HASH;
      leaves.add(new Leaf(seq, HexFormat.of().formatHex(hashes, at, at + HASH)));
    }
    return Optional.of(leaves);
  }

  @Override
  public void close() throws SQLException {
    rows.close();
    statement.close();
  }
}
