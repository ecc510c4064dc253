package dev.belfry.cli;

import dev.belfry.audit.HistoryUnreadable;
import dev.belfry.audit.SealHistory;
import dev.belfry.audit.UnsealedRows;
import dev.belfry.queue.DatabaseClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What {@code doctor} looks at in the history: whether it is being sealed. It verifies nothing. */
final class CheckSeals {
  /** Twenty times as long as it takes; who runs no node does without for longer. */
  private static final Duration LATE = Duration.ofHours(1);

  private final Workplace workplace;

  CheckSeals(Workplace workplace) {
    this.workplace = workplace;
  }

  Check check() {
    try {
      // Where that fails nothing is sealed any more, however many nodes run.
      SealHistory.check(workplace.database());
      return check(UnsealedRows.count(workplace.database()));
    } catch (HistoryUnreadable e) {
      return Check.bad("history", String.valueOf(e.getMessage()));
    }
  }

  private Check check(UnsealedRows rows) {
    @Nullable Instant since = rows.since();
    if (since == null) {
      return Check.ok("history", "every row is sealed; belfry history verify proves the seals");
    }
    Instant now = new DatabaseClock(workplace.database(), workplace.clock()).instant();
    String says =
        String.format(Locale.ROOT, "%,d rows since %s are not sealed yet", rows.count(), since);
    return Duration.between(since, now).compareTo(LATE) < 0
        ? Check.ok("history", says)
        : Check.warn("history", says + "; " + Sealing.comes());
  }
}
