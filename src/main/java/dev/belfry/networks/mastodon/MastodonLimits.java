package dev.belfry.networks.mastodon;

import dev.belfry.account.Credentials;
import dev.belfry.networks.http.BaseUrl;
import dev.belfry.networks.http.Call;
import dev.belfry.networks.http.Deadline;
import dev.belfry.networks.http.Exchange;
import dev.belfry.networks.http.Reply;
import dev.belfry.post.AccountName;
import dev.belfry.publish.AskLimits;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Asks a server for its limits: <a href="https://docs.joinmastodon.org/methods/instance/#v2">{@code
 * /api/v2/instance}</a>, or v1 where it knows no other. Both are open to everybody: no token is
 * sent. Thread-safe.
 */
public final class MastodonLimits implements AskLimits {
  private final Credentials credentials;
  private final InstantSource clock;

  public MastodonLimits(Credentials credentials, InstantSource clock) {
    this.credentials = credentials;
    this.clock = clock;
  }

  @Override
  public Answer ask(AccountName account, Duration within) {
    return credentials
        .server(account)
        .map(server -> ask(new BaseUrl(server), within))
        .orElseGet(Answer.NotAsked::new);
  }

  private Answer ask(BaseUrl base, Duration within) {
    Deadline deadline = new Deadline(within, clock);
    Reply newer = Exchange.make(Call.get(base, "/api/v2/instance"), deadline.left());
    return read(
        newer instanceof Reply.Answer answer && answer.status() == 404
            ? Exchange.make(Call.get(base, "/api/v1/instance"), deadline.left())
            : newer);
  }

  private Answer read(Reply reply) {
    return reply.heard(
        answer ->
            answer.isSuccess() && answer.json().isObject()
                ? new Answer.Told(ReadInstance.limits(answer.json(), clock.instant()))
                : new Answer.NotTold(answer.told() + ", and did not tell its limits"),
        Answer.NotTold::new);
  }
}
