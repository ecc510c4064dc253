package dev.belfry.networks.mastodon;

import dev.belfry.networks.http.Dialect;
import dev.belfry.networks.http.EarlierWords;
import dev.belfry.networks.http.Reply.Answer;
import dev.belfry.publish.Outcome;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What Mastodon says to <a href="https://docs.joinmastodon.org/methods/statuses/#create">a status
 * that was sent</a>. Some servers make a post of its own of an answer to what they don't know.
 *
 * @param parent the id of the post that was to be answered; null for none
 */
record SentStatus(MastodonDialect base, @Nullable String parent) implements Dialect {

  @Override
  public Optional<Outcome.Posted> posted(Answer answer) {
    return base.posted(answer);
  }

  @Override
  public String words(Answer answer) {
    return base.words(answer);
  }

  @Override
  public Optional<Outcome> ownMeaning(Answer answer) {
    if (answer.isSuccess()) {
      return Status.of(answer.json())
          .filter(status -> !Objects.equals(status.parent(), parent))
          .map(this::misplaced)
          .map(Outcome.Unconfirmed::new);
    }
    return parent != null && (answer.status() == 404 || answer.status() == 410)
        ? Optional.of(parentIsGone(answer))
        : base.ownMeaning(answer);
  }

  private Outcome parentIsGone(Answer answer) {
    return new Outcome.Refused(
        "%s answered %d: it does not know the post %s, which this part answers; was it deleted?"
            .formatted(answer.host(), answer.status(), parent),
        /* retryable= */ false);
  }

  /**
   * What a person is told who must decide what becomes of a status that is live, and not where it
   * belongs: nothing may be hung under it unasked, and nothing be deleted.
   */
  String misplaced(Status status) {
    return "it is live at %s, but as %s and not as %s; delete it there and say --not-posted,"
            .formatted(status.posted(base.account()).url(), place(status.parent()), place(parent))
        + " or say --posted to go on from where it is";
  }

  /** The same of one that is in its place, and says what it said before it was edited. */
  String saidBefore(Status status) {
    return EarlierWords.at(status.posted(base.account()).url());
  }

  private static String place(@Nullable String parent) {
    return parent == null ? "a post of its own" : "an answer to " + parent;
  }
}
