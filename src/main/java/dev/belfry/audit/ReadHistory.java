package dev.belfry.audit;

import dev.belfry.sql.Database;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the history, in its order, in bounded memory. */
public final class ReadHistory {
  private ReadHistory() {}

  /** Hands every event that the filter lets through to the consumer, oldest first. */
  public static void read(
      Database database, HistoryFilter filter, Consumer<HistoryEvent> consumer) {
    database.transact(
        connection -> {
          try (HistoryCursor cursor = HistoryCursor.open(connection, filter)) {
            @Nullable HistoryEvent event = cursor.current();
            while (event != null) {
              consumer.accept(event);
              cursor.advance();
              event = cursor.current();
            }
          }
        });
  }
}
