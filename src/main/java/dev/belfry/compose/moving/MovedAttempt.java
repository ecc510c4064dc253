package dev.belfry.compose.moving;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A try at a part.
 *
 * @param through the last of the parts that its request carries; null: its own part alone
 * @param claim the token of the lease under which it was made
 * @param body the request
 * @param correlation what the network can be asked for afterwards
 * @param outcome one of {@link #OUTCOMES}: of one that was open, that it is not known
 */
public record MovedAttempt(
    int part,
    @Nullable Integer through,
    int number,
    long claim,
    String node,
    Instant opened,
    String body,
    @Nullable String correlation,
    Instant settled,
    String outcome,
    @Nullable String remoteId,
    @Nullable String remoteCid,
    @Nullable String url,
    @Nullable String detail) {
  private static final Set<String> LIVE = Set.of("posted", "repeated");
  private static final Set<String> DOUBTFUL = Set.of("absent", "unconfirmed");
  private static final Set<String> OUTCOMES =
      Set.of(
          "posted",
          "repeated",
          "deferred",
          "not_sent",
          "absent",
          "refused",
          "account_refused",
          "unconfirmed");

  public MovedAttempt {
    Absent.refuse("node", node);
    Absent.refuse("opened", opened);
    Absent.refuse("settled", settled);
    Absent.refuse("body", body);
    Absent.refuse("outcome", outcome);
    if (!OUTCOMES.contains(outcome)) {
      throw new IllegalArgumentException("\"outcome\" can't be \"%s\"".formatted(outcome));
    }
    if (LIVE.contains(outcome) != (remoteId != null)) {
      throw new IllegalArgumentException("what is live has a \"remoteId\", and nothing else has");
    }
    InRange.check("part", part, 1);
    InRange.check("number", number, 1);
    if (through != null) {
      InRange.check("through", through, 1);
    }
    if (through != null && through <= part) {
      throw new IllegalArgumentException("\"through\" comes after \"part\"");
    }
  }

  boolean mayHaveArrived() {
    return LIVE.contains(outcome) || DOUBTFUL.contains(outcome);
  }
}
