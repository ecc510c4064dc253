package dev.belfry.cli;

import dev.belfry.audit.ResolveDoubt;
import dev.belfry.audit.Restores;
import dev.belfry.publish.OpenAttempt;
import dev.belfry.publish.SettleDoubt;
import dev.belfry.publish.Settlement;
import dev.belfry.queue.HoldDeliveries;
import dev.belfry.queue.StoredPost;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes down what a person knows of a part in doubt, and says what follows from it. */
final class DecideDoubt {
  /**
   * What the person says.
   *
   * @param url where the part is; null: nowhere
   * @param reason how they know; perhaps blank
   */
  record Verdict(@Nullable String url, String reason) {
    String words() {
      String words = "a person says that it is " + (url == null ? "not live" : "live");
      return reason.isBlank() ? words : words + ": " + reason.strip();
    }
  }

  private final Workplace workplace;

  DecideDoubt(Workplace workplace) {
    this.workplace = workplace;
  }

  /**
   * Settles the attempt, in the connection's transaction.
   *
   * @return what the person is told
   */
  String decide(Connection connection, StoredPost stored, OpenAttempt doubt, Verdict verdict)
      throws SQLException {
    ResolveDoubt.settle(
        connection,
        settlement(doubt, verdict),
        verdict.words(),
        workplace.clock().instant(),
        workplace.actor());
    String what =
        stored.post().isThread()
            ? "Part %d of post %s".formatted(doubt.position(), stored.id())
            : "Post " + stored.id();
    return verdict.url() == null
        ? "%s is not live on %s; it is sent again now.".formatted(what, doubt.account())
        : "%s is live on %s; %s"
            .formatted(what, doubt.account(), whatFollows(connection, stored, doubt));
  }

  private Settlement settlement(OpenAttempt doubt, Verdict verdict) {
    return verdict.url() == null
        ? SettleDoubt.isNotLive(doubt, verdict.words())
        : SettleDoubt.isLive(
            doubt, workplace.publishers().urls(doubt.account()).read(doubt, verdict.url()));
  }

  private String whatFollows(Connection connection, StoredPost stored, OpenAttempt doubt)
      throws SQLException {
    if (doubt.isLast()) {
      return "post %s is published there.".formatted(stored.id());
    }
    int next = doubt.position() + 1;
    if (!Restores.wasResumedSince(connection, doubt.openedAt())) {
      return "part %d follows now.".formatted(next);
    }
    // Parts that followed in a time which the database has forgotten must not be sent again.
    List<Long> unused =
        HoldDeliveries.hold(
            connection,
            List.of(doubt.delivery()),
            "part %d may be live already, from before the database was restored".formatted(next),
            workplace.actor());
    return "part %d may be live already, too, so the rest is held; belfry resume %s sends it."
        .formatted(next, stored.id());
  }
}
