package dev.belfry.cli;

import dev.belfry.audit.ResolveDoubt;
import dev.belfry.audit.Restores;
import dev.belfry.publish.OpenAttempt;
import dev.belfry.publish.SettleDoubt;
import dev.belfry.publish.Settlement;
import dev.belfry.queue.HoldDeliveries;
import dev.belfry.queue.HoldDeliveries.Stopped;
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
    boolean several = doubt.through() > doubt.position();
    String what = what(stored, doubt);
    String are = several ? "are" : "is";
    if (verdict.url() != null) {
      return "%s %s live on %s; %s"
          .formatted(what, are, doubt.account(), whatFollows(connection, stored, doubt));
    }
    return isLiveByAnother(stored, doubt)
        ? "%s %s not live a second time on %s, and %s not sent again."
            .formatted(what, are, doubt.account(), are)
        : "%s %s not live on %s; %s sent again now."
            .formatted(what, are, doubt.account(), several ? "they are" : "it is");
  }

  private static boolean isLiveByAnother(StoredPost stored, OpenAttempt doubt) {
    return stored.deliveries().stream()
        .filter(each -> each.id() == doubt.delivery())
        .flatMap(each -> each.parts().stream())
        .anyMatch(part -> part.position() == doubt.position() && part.remoteId() != null);
  }

  private static String what(StoredPost stored, OpenAttempt doubt) {
    if (!stored.post().isThread()) {
      return "Post " + stored.id();
    }
    return doubt.through() == doubt.position()
        ? "Part %d of post %s".formatted(doubt.position(), stored.id())
        : "Parts %d to %d of post %s".formatted(doubt.position(), doubt.through(), stored.id());
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
    int next = doubt.through() + 1;
    if (!Restores.wasResumedSince(connection, doubt.openedAt())) {
      return "part %d follows now.".formatted(next);
    }
    // Parts that followed in a time which the database has forgotten must not be sent again.
    List<Stopped> unused =
        HoldDeliveries.hold(
            connection,
            List.of(doubt.delivery()),
            "part %d may be live already, from before the database was restored".formatted(next),
            workplace.actor());
    return "part %d may be live already, too, so the rest is held; belfry resume %s sends it."
        .formatted(next, stored.id());
  }
}
