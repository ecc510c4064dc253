package dev.belfry.networks.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.belfry.networks.http.Reply.Answer;
import dev.belfry.networks.http.Reply.NoAnswer;
import dev.belfry.networks.http.Reply.NotSent;
import dev.belfry.publish.Look;
import dev.belfry.publish.Outcome;
import dev.belfry.publish.Retraction;
import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an answer means, whichever network it comes from. */
final class ReadReplyTest {
  private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
  private static final Outcome.Posted POSTED = new Outcome.Posted("7", null, "https://e.org/7");
  private static final String ID = "{\"id\":\"7\"}";
  private static final String ERROR = "{\"error\":\"Not\\n today\"}";

  private final ReadReply read = new ReadReply(new Simple(), () -> NOON);

  /** Says its id, or its error; 418 is its own. */
  private static final class Simple implements Dialect {
    @Override
    public Optional<Outcome.Posted> posted(Answer answer) {
      return answer.json().path("id").stringValueOpt().map(id -> POSTED);
    }

    @Override
    public String words(Answer answer) {
      return answer.json().path("error").stringValue("");
    }

    @Override
    public Optional<Outcome> ownMeaning(Answer answer) {
      return answer.status() == 418
          ? Optional.of(new Outcome.Refused("short and stout", true))
          : Optional.empty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202})
  void success_with_an_id_is_posted(int status) {
    assertThat(read.outcome(answer(status, ID))).isEqualTo(POSTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "[]", "null", "{\"id\":7}", "{\"id\":\"7\""})
  void success_that_does_not_say_what_is_posted_leaves_it_open(String body) {
    assertThat(read.outcome(answer(200, body)))
        .isEqualTo(new Outcome.Unconfirmed("e.org answered 200, but did not say what it posted"));
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 199, 300, 302, 303, 304, 500, 502, 503, 504, 599, 999})
  void what_may_have_been_done_is_left_open(int status) {
    assertThat(read.outcome(answer(status, ID))).isInstanceOf(Outcome.Unconfirmed.class);
  }

  @ParameterizedTest
  @CsvSource({
    "400, false",
    "403, false",
    "404, false",
    "409, false",
    "422, false",
    "301, false",
    "307, false",
    "308, false",
    "408, true",
    "425, true"
  })
  void a_refusal_has_the_networks_own_words(int status, boolean retryable) {
    assertThat(read.outcome(answer(status, ERROR)))
        .isEqualTo(
            new Outcome.Refused("e.org answered %d: Not today".formatted(status), retryable));
    assertThat(read.outcome(answer(status, "{}")).words())
        .isEqualTo("e.org answered %d".formatted(status));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 402})
  void the_account_itself_may_be_refused(int status) {
    assertThat(read.outcome(answer(status, ERROR)))
        .isEqualTo(new Outcome.AccountRefused("e.org answered %d: Not today".formatted(status)));
  }

  /** A proxy, or whoever has the name now: it knows nothing of the post, nor of the log-in. */
  @ParameterizedTest
  @ValueSource(ints = {400, 401, 402, 403, 404, 405, 408, 410, 418, 422, 425, 451})
  void a_page_that_turns_a_post_away_is_no_refusal_by_the_network(int status) {
    for (String page : List.of("<html>", "\n<!DOCTYPE html><html>", "<HTML lang=\"en\">")) {
      assertThat(read.outcome(answer(status, page)))
          .isEqualTo(
              new Outcome.NotSent(
                  "e.org answered %d with a page for people, where its API should be"
                      .formatted(status)));
    }
  }

  @Test
  void a_proxy_that_wants_a_log_in_is_no_refusal_by_the_network() {
    assertThat(read.outcome(answer(407, "")))
        .isEqualTo(
            new Outcome.NotSent("a proxy on the way to e.org wants a log-in of its own (407)"));
    assertThat(read.retraction(answer(407, ""), any -> false))
        .isInstanceOf(Retraction.NotNow.class);
  }

  @Test
  void what_is_too_large_or_too_much_for_now_is_so_on_a_page_too() {
    assertThat(read.outcome(answer(413, "<html>")))
        .isEqualTo(new Outcome.Refused("e.org answered 413", false));
    assertThat(read.outcome(answer(429, "<html>"))).isInstanceOf(Outcome.Deferred.class);
  }

  @Test
  void a_page_that_may_hide_a_success_leaves_it_open() {
    assertThat(read.outcome(answer(200, "<html>")))
        .isEqualTo(
            new Outcome.Unconfirmed(
                "e.org answered 200 with a page for people, where its API should be"));
    assertThat(read.outcome(answer(502, "<html>")))
        .isEqualTo(new Outcome.Unconfirmed("e.org answered 502"));
  }

  /** As it is for whoever asks for a page that there is not. */
  @ParameterizedTest
  @ValueSource(ints = {200, 404, 410})
  void a_page_shows_neither_that_a_post_is_live_nor_that_it_is_gone(int status) {
    assertThat(read.look(answer(status, "<html>"), any -> Optional.of(new Look.ProvedAbsent())))
        .isInstanceOf(Look.Unknown.class);
    assertThat(read.retraction(answer(status, "<html>"), any -> true))
        .isInstanceOf(Retraction.NotNow.class);
  }

  @Test
  void a_network_may_give_an_answer_a_meaning_of_its_own() {
    assertThat(read.outcome(answer(418, ERROR)))
        .isEqualTo(new Outcome.Refused("short and stout", true));
  }

  /** The database takes no such text: the outcome could never be recorded. */
  @Test
  void a_nul_in_what_a_network_says_is_replaced() {
    assertThat(read.outcome(answer(400, "{\"error\":\"no\\u0000pe, \\\\\\u0000\"}")).words())
        .isEqualTo("e.org answered 400: no\uFFFDpe, \\\uFFFD");
    assertThat(read.outcome(answer(400, "{\"error\":\"say \\\\u0000\"}")).words())
        .isEqualTo("e.org answered 400: say \\u0000");
  }

  @Test
  void words_are_a_sentence_and_not_a_page() {
    assertThat(read.outcome(answer(400, "{\"error\":\"" + "🔔".repeat(301) + "\"}")).words())
        .isEqualTo("e.org answered 400: " + "🔔".repeat(300) + "…");
  }

  @Test
  void without_an_answer_what_is_known_decides() {
    assertThat(read.outcome(new NotSent("no server"))).isEqualTo(new Outcome.NotSent("no server"));
    assertThat(read.outcome(new NoAnswer("too late")))
        .isEqualTo(new Outcome.Unconfirmed("too late"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Retry-After           | 90                            | 2026-12-01T12:01:30Z",
        "Retry-After           | Tue, 01 Dec 2026 12:10:00 GMT | 2026-12-01T12:10:00Z",
        "x-rate-limit-reset    | 1796126700                    | 2026-12-01T12:05:00Z",
        "X-RateLimit-Reset     | 2026-12-01T12:05:00.123456Z   | 2026-12-01T12:05:00.123456Z",
        "X-RateLimit-Reset     | 2026-12-01T14:05:00+02:00     | 2026-12-01T12:05:00Z",
        "ratelimit-reset       | 1796126700                    | 2026-12-01T12:05:00Z",
        "RateLimit-Reset       | 60                            | 2026-12-01T12:01:00Z",
        "Retry-After           | soon                          | 2026-12-01T12:05:00Z",
        "Retry-After           | 99999999999999999999          | 2026-12-01T12:05:00Z",
        "X-Other               | 1                             | 2026-12-01T12:05:00Z",
        "Retry-After           | 0                             | 2026-12-01T12:00:01Z",
        "x-rate-limit-reset    | 1700000000                    | 2026-12-01T12:00:01Z",
        "x-rate-limit-reset    | 1796126700000                 | 2026-12-02T12:00:00Z",
        "Retry-After           | 999999999                     | 2026-12-02T12:00:00Z",
      })
  void too_many_requests_are_put_off_to_when_the_network_says(
      String header, String value, Instant until) {
    assertThat(read.outcome(answer(429, ERROR, header, value)))
        .isEqualTo(new Outcome.Deferred(until, "e.org answered 429: Not today"));
  }

  @Test
  void a_time_to_come_back_after_goes_before_a_reset() {
    HttpHeaders both =
        HttpHeaders.of(
            Map.of("x-rate-limit-reset", List.of("1796126700"), "retry-after", List.of("30")),
            (name, value) -> true);

    assertThat(read.outcome(new Answer("e.org", 429, both, "")))
        .asInstanceOf(type(Outcome.Deferred.class))
        .returns(NOON.plusSeconds(30), Outcome.Deferred::until);
  }

  @Test
  void a_look_shows_what_the_network_reads_out_of_it() {
    Look found = new Look.Found(POSTED);

    assertThat(read.look(answer(200, ID), answer -> Optional.of(found))).isEqualTo(found);
    assertThat(look(answer(500, ERROR)))
        .isEqualTo(new Look.Unknown("e.org answered 500: Not today"));
    assertThat(look(answer(429, ERROR, "Retry-After", "90")))
        .isEqualTo(new Look.Later(NOON.plusSeconds(90), "e.org answered 429: Not today"));
    assertThat(look(new NoAnswer("too late"))).isEqualTo(new Look.Unanswered("too late"));
    assertThat(look(new NotSent("no server"))).isEqualTo(new Look.Unanswered("no server"));
  }

  /** A server that is being mended for hours must not use all looks up. */
  @ParameterizedTest
  @ValueSource(ints = {401, 502, 503, 504})
  void a_look_that_came_to_nobody_who_knows_is_taken_again_for_as_long_as_it_takes(int status) {
    assertThat(look(answer(status, ERROR)))
        .isEqualTo(new Look.Unanswered("e.org answered %d: Not today".formatted(status)));
    assertThat(look(answer(status, "<html>"))).isInstanceOf(Look.Unanswered.class);
  }

  private Look look(Reply reply) {
    return read.look(reply, answer -> Optional.empty());
  }

  private static Answer answer(int status, String body) {
    return answer(status, body, "X-Nothing", "0");
  }

  @ParameterizedTest
  @CsvSource({
    "403, Refused",
    "400, Refused",
    "401, NotNow",
    "402, NotNow",
    "408, NotNow",
    "429, NotNow",
    "500, NotNow",
    "200, NotNow",
    "302, NotNow"
  })
  void what_is_not_gone_may_be_taken_back_later_unless_the_network_says_no(
      int status, String retraction) {
    assertThat(read.retraction(answer(status, ERROR), gone -> false).getClass().getSimpleName())
        .isEqualTo(retraction);
  }

  @Test
  void what_is_gone_is_gone_and_no_answer_leaves_it_open() {
    assertThat(read.retraction(answer(404, ERROR), gone -> gone.status() == 404))
        .isInstanceOf(Retraction.Gone.class);
    assertThat(read.retraction(new NoAnswer("late"), gone -> true))
        .isEqualTo(new Retraction.NotNow("late", null));
    assertThat(read.retraction(new NotSent("offline"), gone -> true))
        .isEqualTo(new Retraction.NotNow("offline", null));
  }

  private static Answer answer(int status, String body, String header, String value) {
    return new Answer(
        "e.org",
        status,
        HttpHeaders.of(Map.of(header, List.of(value)), (name, each) -> true),
        body);
  }
}
