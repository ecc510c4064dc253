package dev.belfry.audit;

import dev.belfry.audit.HistoryCursor.Row;
import dev.belfry.sql.Database;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the history, in its order, in bounded memory. */
public final class ReadHistory {
  private ReadHistory() {}

  /**
   * Hands every event that the filter lets through to the consumer, oldest first.
   *
   * @throws HistoryUnreadable at a row that is none of Belfry's, or where its table is not
   */
  public static void read(
      Database database, HistoryFilter filter, Consumer<HistoryEvent> consumer) {
    HistoryTables.transact(
        database,
        connection -> {
          try (HistoryCursor cursor = HistoryCursor.open(connection, filter)) {
            @Nullable Row row = cursor.current();
            while (row != null) {
              consumer.accept(row.event());
              cursor.advance();
              row = cursor.current();
            }
          }
        });
  }
}
