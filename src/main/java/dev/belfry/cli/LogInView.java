package dev.belfry.cli;

import dev.belfry.account.LogInState;
import dev.belfry.cli.terminal.VisibleText;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * An account's log-in as {@code --json} writes it.
 *
 * @param state {@code none}, {@code present}, {@code refused} or {@code expired}
 * @param says the network's words where it is refused, else null
 */
record LogInView(
    String state,
    @Nullable String kind,
    @Nullable String server,
    @Nullable String remoteId,
    @Nullable LogInTimes times,
    @Nullable String says) {

  /**
   * @param since when somebody logged in
   * @param freshUntil until when it is taken as it is; a node renews it before that
   * @param expiresAt when somebody must log in again
   * @param refusedAt since when the network takes it no more
   */
  record LogInTimes(
      Instant since,
      @Nullable Instant freshUntil,
      @Nullable Instant expiresAt,
      @Nullable Instant refusedAt) {}

  static LogInView of(@Nullable LogInState state, Instant now) {
    if (state == null) {
      return new LogInView("none", null, null, null, null, null);
    }
    LogInState.@Nullable Refusal refused = state.refused();
    String word = refused != null ? "refused" : state.isUsable(now) ? "present" : "expired";
    LogInTimes times =
        new LogInTimes(
            state.since(),
            state.times().freshUntil(),
            state.times().expiresAt(),
            refused == null ? null : refused.at());
    return new LogInView(
        word,
        state.kind(),
        state.server(),
        state.remoteId(),
        times,
        refused == null ? null : refused.words());
  }

  boolean isPresent() {
    return state.equals("present");
  }

  /** Whether somebody must log in again. */
  boolean isRefused() {
    return state.equals("refused") || state.equals("expired");
  }

  /** In a word or two, for a table. */
  String inShort(ZoneId zone) {
    if (times == null) {
      return "none";
    }
    if (times.refusedAt() != null) {
      return "refused";
    }
    @Nullable Instant end = times.expiresAt();
    return end == null ? "yes" : (isPresent() ? "until " : "ended ") + Times.local(end, zone);
  }

  /** In a sentence, for one account. */
  String inWords(ZoneId zone) {
    if (times == null) {
      return "nobody yet";
    }
    if (times.refusedAt() != null) {
      return "refused since %s: %s"
          .formatted(
              Times.local(times.refusedAt(), zone), VisibleText.oneLine(String.valueOf(says)));
    }
    String since = "since " + Times.local(times.since(), zone);
    @Nullable Instant end = times.expiresAt();
    return end == null
        ? since
        : since + (isPresent() ? ", until " : ", ended ") + Times.local(end, zone);
  }
}
