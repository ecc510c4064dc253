package dev.belfry.networks.mastodon;

import dev.belfry.networks.http.ReadReply;
import dev.belfry.networks.http.Reply;
import dev.belfry.networks.http.Reply.Answer;
import dev.belfry.publish.Outcome;
import dev.belfry.publish.Retraction;

/**
 * Reads what came of <a href="https://docs.joinmastodon.org/methods/statuses/#delete">deleting a
 * status</a>.
 */
final class TakenBack implements Outcome.Cases<Retraction> {
  private static final TakenBack BY_OUTCOME = new TakenBack();

  private TakenBack() {}

  static Retraction by(Reply reply, ReadReply read) {
    if (reply instanceof Answer answer) {
      if (answer.isSuccess()) {
        return new Retraction.Gone("deleted");
      } else if (answer.status() == 404 || answer.status() == 410) {
        return new Retraction.Gone("it was not there any more");
      }
    }
    return read.outcome(reply).fold(BY_OUTCOME);
  }

  @Override
  public Retraction posted(Outcome.Posted outcome) {
    return new Retraction.Gone("deleted");
  }

  @Override
  public Retraction deferred(Outcome.Deferred outcome) {
    return new Retraction.NotNow(outcome.words(), outcome.until());
  }

  @Override
  public Retraction notSent(Outcome.NotSent outcome) {
    return notNow(outcome);
  }

  @Override
  public Retraction absent(Outcome.Absent outcome) {
    return notNow(outcome);
  }

  @Override
  public Retraction refused(Outcome.Refused outcome) {
    return outcome.retryable() ? notNow(outcome) : new Retraction.Refused(outcome.words());
  }

  @Override
  public Retraction accountRefused(Outcome.AccountRefused outcome) {
    return new Retraction.Refused(outcome.words());
  }

  @Override
  public Retraction unconfirmed(Outcome.Unconfirmed outcome) {
    return notNow(outcome);
  }

  private static Retraction notNow(Outcome outcome) {
    return new Retraction.NotNow(outcome.words(), /* until= */ null);
  }
}
