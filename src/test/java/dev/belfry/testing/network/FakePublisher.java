package dev.belfry.testing.network;

import dev.belfry.networks.http.BaseUrl;
import dev.belfry.networks.http.Call;
import dev.belfry.networks.http.Dialect;
import dev.belfry.networks.http.Exchange;
import dev.belfry.networks.http.ReadReply;
import dev.belfry.networks.http.Reply.Answer;
import dev.belfry.post.AccountName;
import dev.belfry.post.Network;
import dev.belfry.publish.Attempt;
import dev.belfry.publish.Look;
import dev.belfry.publish.OpenAttempt;
import dev.belfry.publish.Outcome;
import dev.belfry.publish.Publisher;
import dev.belfry.publish.Retraction;
import dev.belfry.queue.SentPart;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends for accounts of all three networks to a {@link FakeNetwork}. It goes by the network's
 * guarantee: under a key where there is one, and then a post that is not there is proved not to be.
 */
final class FakePublisher implements Publisher {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** The clocks of the database and of the network may differ by this much. */
  private static final Duration CLOCKS_APART = Duration.ofSeconds(5);

  private final BaseUrl base;
  private final Guarantee guarantee;
  private final InstantSource clock;

  FakePublisher(BaseUrl base, Guarantee guarantee, InstantSource clock) {
    this.base = base;
    this.guarantee = guarantee;
    this.clock = clock;
  }

  @Override
  public Outcome publish(Attempt attempt, Duration within) {
    AccountName account = attempt.claim().account();
    Said said = Said.in(account.network(), attempt.request().body());
    String body =
        JSON.createObjectNode()
            .put("account", account.toString())
            .put("text", said.text())
            .put("parent", said.parent())
            .put("key", key(account, attempt.request().correlation()))
            .toString();
    return read(account).outcome(Exchange.make(Call.postJson(base, "/posts", body), within));
  }

  @Override
  public Retraction retract(AccountName account, SentPart part, Duration within) {
    throw new UnsupportedOperationException("this network forgets nothing");
  }

  @Override
  public Look look(OpenAttempt attempt, Duration within) {
    String key = key(attempt.account(), attempt.correlation());
    return key == null ? lookByText(attempt, within) : lookByKey(attempt.account(), key, within);
  }

  /** X knows none: what its attempts are known by is for Belfry's own look. */
  private @Nullable String key(AccountName account, @Nullable String correlation) {
    return guarantee.hasKeys() && account.network() != Network.X ? correlation : null;
  }

  private Look lookByKey(AccountName account, String key, Duration within) {
    Call call =
        Call.get(base, "/posts/by-key/%s?account=%s".formatted(escaped(key), escaped(account)));
    return read(account)
        .look(
            Exchange.make(call, within),
            answer ->
                answer.status() == 404
                    ? Optional.of(new Look.ProvedAbsent())
                    : found(account.network(), answer.json()));
  }

  private Look lookByText(OpenAttempt attempt, Duration within) {
    AccountName account = attempt.account();
    Call call =
        Call.get(
            base,
            "/posts?account=%s&since=%s"
                .formatted(escaped(account), attempt.openedAt().minus(CLOCKS_APART)));
    Said said = Said.in(account.network(), attempt.body());
    return read(account)
        .look(
            Exchange.make(call, within),
            answer ->
                answer.json().isArray()
                    ? Optional.of(among(answer.json(), said, account.network()))
                    : Optional.empty());
  }

  private static Look among(JsonNode posts, Said said, Network network) {
    return StreamSupport.stream(posts.spliterator(), false)
        .filter(post -> said.text().equals(post.path("text").stringValue()))
        .filter(post -> Objects.equals(said.parent(), post.path("parent").stringValue(null)))
        .findFirst()
        .flatMap(post -> found(network, post))
        .orElseGet(() -> new Look.Absent("it is not among the account's posts"));
  }

  private static Optional<Look> found(Network network, JsonNode post) {
    return posted(network, post).map(Look.Found::new);
  }

  private static Optional<Outcome.Posted> posted(Network network, JsonNode post) {
    return post.path("id")
        .stringValueOpt()
        .map(
            id ->
                new Outcome.Posted(
                    id,
                    network == Network.BLUESKY ? "cid-" + id : null,
                    post.path("url").stringValue()));
  }

  private ReadReply read(AccountName account) {
    return new ReadReply(
        new Dialect() {
          @Override
          public Optional<Outcome.Posted> posted(Answer answer) {
            return FakePublisher.posted(account.network(), answer.json());
          }

          @Override
          public String words(Answer answer) {
            return answer.json().path("error").stringValue("");
          }
        },
        clock);
  }

  private static String escaped(Object value) {
    return URLEncoder.encode(value.toString(), StandardCharsets.UTF_8);
  }
}
