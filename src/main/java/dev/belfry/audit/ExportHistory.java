package dev.belfry.audit;

import dev.belfry.audit.HistoryCursor.Row;
import dev.belfry.audit.SealCursor.Covering;
import dev.belfry.sql.Database;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The history with its seals as lines that can be verified without Belfry: each event's canonical
 * line in the order of their numbers, and each seal's line behind the last event that it covers.
 */
public final class ExportHistory {
  private ExportHistory() {}

  /**
   * Hands the consumer every line, as everything stands at one moment, in bounded memory. Nothing
   * is verified on the way.
   *
   * @throws HistoryUnreadable at a row or a seal that is none of Belfry's, or where their table is
   *     not
   */
  public static void lines(Database database, Consumer<String> consumer) {
    HistoryTables.transact(
        database,
        connection -> {
          VerifyHistory.freeze(connection);
          try (SealCursor seals = new SealCursor(connection);
              HistoryCursor rows = HistoryCursor.open(connection, HistoryFilter.ALL)) {
            Seal before = Seal.NONE;
            @Nullable Covering covering = seals.next();
            @Nullable Row row = rows.current();
            while (row != null || covering != null) {
              if (row != null && (covering == null || row.seq() < covering.seal().below())) {
                consumer.accept(CanonicalLine.of(row.event()));
                rows.advance();
                row = rows.current();
              } else if (covering != null) {
                consumer.accept(covering.seal().line(before));
                before = covering.seal();
                covering = seals.next();
              }
            }
          }
        });
  }
}
