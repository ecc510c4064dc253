package dev.belfry.audit;

import dev.belfry.audit.HistoryCursor.Row;
import dev.belfry.audit.SealCursor.Covering;
import dev.belfry.post.Sha256;
import dev.belfry.sql.Database;
import dev.belfry.sql.DatabaseException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Holds the history to its seals: recomputes every line, every leaf and every seal, and stops at
 * the first thing that does not fit. Streams; it holds one seal's leaves at a time.
 */
public final class VerifyHistory implements AutoCloseable {
  private final Connection connection;
  private final List<Anchor> anchors;
  private final LongConsumer progress;
  private final SealCursor seals;
  private final HistoryCursor rows;
  private Seal newest = Seal.NONE;
  private long seen;

  /** The first row behind the last anchor that was confirmed. */
  private long unconfirmedFrom = Long.MIN_VALUE;

  private VerifyHistory(Connection connection, List<Anchor> anchors, LongConsumer progress)
      throws SQLException {
    this.connection = connection;
    this.anchors = anchors;
    this.progress = progress;
    this.seals = new SealCursor(connection);
    this.rows = HistoryCursor.open(connection, HistoryFilter.ALL);
  }

  /**
   * Verifies all of it, as it stands at one moment.
   *
   * @param anchors seals that must be among those of the history
   * @param progress told after each row how many there were
   */
  public static Verdict verify(Database database, List<Anchor> anchors, LongConsumer progress) {
    try {
      return database.inTransaction(
          connection -> {
            freeze(connection);
            try (VerifyHistory verify = new VerifyHistory(connection, anchors, progress)) {
              return verify.verdict();
            }
          });
    } catch (DatabaseException e) {
      return HistoryTables.altered(database)
          .map(altered -> doesNotFit(Seal.NONE, Misfit.tableAltered(altered.says())))
          .orElseThrow(() -> e);
    }
  }

  /**
   * How many rows there are to verify, by what the newest seal says of those that are sealed; 0
   * where a table is not as Belfry made it.
   */
  public static long rows(Database database) {
    try {
      return database.lend(
          connection ->
              Seals.newestOrUnreadable(connection).rows()
                  + UnsealedRows.counted(connection).count());
    } catch (DatabaseException e) {
      if (HistoryTables.altered(database).isPresent()) {
        return 0;
      }
      throw e;
    }
  }

  /** The transaction sees everything as it stands at its first query. */
  static void freeze(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
    }
  }

  private Verdict verdict() throws SQLException {
    Optional<Misfit> misfit = sealed();
    if (misfit.isEmpty()) {
      misfit = cutOff();
    }
    return misfit.isPresent() ? doesNotFit(newest, misfit.get()) : unsealed();
  }

  private static Verdict doesNotFit(Seal newest, Misfit misfit) {
    return new Verdict(newest, new UnsealedRows(0, null), misfit);
  }

  private Optional<Misfit> sealed() throws SQLException {
    @Nullable Covering covering = seals.next();
    while (covering != null) {
      Optional<Misfit> misfit = misfit(covering);
      if (misfit.isPresent()) {
        return misfit;
      }
      newest = covering.seal();
      covering = seals.next();
    }
    return Optional.empty();
  }

  /** The seal itself comes first: where it was rewritten, what it says of rows proves nothing. */
  private Optional<Misfit> misfit(Covering covering) throws SQLException {
    Seal seal = covering.seal();
    List<Leaf> leaves = covering.leaves();
    long first = leaves.isEmpty() ? nextRow() : leaves.get(0).seq();
    long last = leaves.isEmpty() ? first : leaves.get(leaves.size() - 1).seq();
    if (seal.number() > newest.number() + 1) {
      return Optional.of(Misfit.sealMissing(newest, nextRow()));
    }
    if (leaves.isEmpty() || !seal.isReadable()) {
      return Optional.of(Misfit.sealUnreadable(seal.number(), first));
    }
    if (!seal.equals(newest.then(seal.at(), seal.below(), leaves))) {
      return Optional.of(Misfit.sealRewritten(seal.number(), first, last));
    }
    for (Leaf leaf : leaves) {
      Optional<Misfit> misfit = misfit(leaf, seal.number());
      if (misfit.isPresent()) {
        return misfit;
      }
    }
    @Nullable Row row = rows.current();
    return row != null && row.seq() < seal.below()
        ? Optional.of(Misfit.inserted(row.seq(), seal.number()))
        : notOfAnchor(seal, last);
  }

  private Optional<Misfit> misfit(Leaf leaf, long seal) throws SQLException {
    @Nullable Row row = rows.current();
    if (row == null || row.seq() > leaf.seq()) {
      return Optional.of(Misfit.missing(leaf.seq(), seal));
    }
    if (row.seq() < leaf.seq()) {
      return Optional.of(Misfit.inserted(row.seq(), seal));
    }
    if (row.readable() == null) {
      return Optional.of(Misfit.changed(row.seq(), seal));
    }
    if (!Leaf.of(row.event()).equals(leaf)) {
      return Optional.of(
          origin(CanonicalLine.of(row.event()))
              .map(origin -> Misfit.reordered(row.seq(), seal, origin))
              .orElseGet(() -> Misfit.changed(row.seq(), seal)));
    }
    advance();
    return Optional.empty();
  }

  /** The number under which what a line says was sealed, if it was. */
  private Optional<Long> origin(String line) throws SQLException {
    try (SealCursor all = new SealCursor(connection)) {
      @Nullable Covering covering = all.next();
      while (covering != null) {
        for (Leaf leaf : covering.leaves()) {
          if (Sha256.hex(CanonicalLine.renumbered(line, leaf.seq())).equals(leaf.sha256())) {
            return Optional.of(leaf.seq());
          }
        }
        covering = all.next();
      }
    }
    return Optional.empty();
  }

  private Optional<Misfit> notOfAnchor(Seal seal, long last) {
    for (Anchor anchor : anchors) {
      if (anchor.seal() == seal.number()) {
        if (!anchor.sha256().equals(seal.sha256())) {
          long first = Math.max(unconfirmedFrom, 1);
          return Optional.of(Misfit.allRewritten(seal.number(), first, last));
        }
        unconfirmedFrom = seal.below();
      }
    }
    return Optional.empty();
  }

  private Optional<Misfit> cutOff() {
    return anchors.stream()
        .filter(anchor -> anchor.seal() > newest.number())
        .min(Comparator.comparingLong(Anchor::seal))
        .map(anchor -> Misfit.tailCut(anchor, newest));
  }

  /** Of what no seal covers, no more can be told than that it may be Belfry's. */
  private Verdict unsealed() throws SQLException {
    long count = 0;
    @Nullable Instant since = null;
    @Nullable Row row = rows.current();
    while (row != null) {
      if (row.readable() == null) {
        return doesNotFit(newest, Misfit.unlike(row.seq(), newest.number() + 1));
      }
      Instant at = row.event().at();
      since = since == null || at.isBefore(since) ? at : since;
      count++;
      advance();
      row = rows.current();
    }
    return new Verdict(newest, new UnsealedRows(count, since), null);
  }

  private void advance() throws SQLException {
    rows.advance();
    progress.accept(++seen);
  }

  /** The number of the next row; where there is none left, one that it may have had. */
  private long nextRow() {
    @Nullable Row row = rows.current();
    return row == null ? Math.max(newest.below(), 1) : row.seq();
  }

  @Override
  public void close() throws SQLException {
    rows.close();
    seals.close();
  }
}
