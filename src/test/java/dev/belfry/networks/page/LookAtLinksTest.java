package dev.belfry.networks.page;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.publish.AskLinks.Answer;
import dev.belfry.publish.AskLinks.Leads;
import dev.belfry.testing.network.Caller;
import dev.belfry.testing.network.RawServer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where links lead, and what is not taken for an answer. */
final class LookAtLinksTest {
  private static final Duration AMPLE = Duration.ofSeconds(20);

  /** What is in the open, on this machine. */
  private static final FetchPage.From ANYWHERE =
      new FetchPage.From(address -> true, Set.of("http", "https"), null);

  @ParameterizedTest
  @CsvSource({
    "200, SOMEWHERE",
    "404, NOWHERE",
    "410, NOWHERE",
    "401, UNKNOWN",
    "403, UNKNOWN",
    "429, UNKNOWN",
    "500, UNKNOWN",
    "503, UNKNOWN"
  })
  void what_a_server_says_of_a_page(int status, Leads leads) {
    try (RawServer server = answering(status)) {
      Answer answer = ask(links(true), server.url() + "/a");

      assertThat(answer.leads()).isEqualTo(leads);
      if (leads != Leads.SOMEWHERE) {
        assertThat(answer.words()).endsWith("answered " + status);
      }
    }
  }

  @Test
  void where_a_redirect_leads_is_what_counts() {
    try (RawServer gone = answering(404);
        RawServer here =
            RawServer.start(
                caller -> {
                  caller.next();
                  caller.answer(301, "Location: " + gone.url() + "/b\r\n", "{}");
                })) {
      assertThat(ask(links(true), here.url() + "/a").leads()).isEqualTo(Leads.NOWHERE);
    }
  }

  @Test
  void a_host_that_does_not_exist_leads_nowhere_unless_nothing_can_be_found() {
    String link = "https://nobody-is-here.invalid/a";

    assertThat(ask(links(true), link))
        .isEqualTo(new Answer(Leads.NOWHERE, "there is no such host"));
    assertThat(ask(links(false), link).leads()).isEqualTo(Leads.UNKNOWN);
  }

  @Test
  void this_machine_and_other_schemes_are_not_asked() {
    LookAtLinks open = new LookAtLinks(InstantSource.system());
    try (RawServer server = RawServer.start(Caller::awaitHangUp)) {
      String port = server.url().substring(server.url().lastIndexOf(':') + 1);

      assertThat(ask(open, "https://127.0.0.1:" + port + "/"))
          .isEqualTo(new Answer(Leads.UNKNOWN, "127.0.0.1 is not on the open Internet"));
      assertThat(ask(open, "http://127.0.0.1:" + port + "/").words())
          .isEqualTo("only https:// is looked at");
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void many_are_asked_each_once_and_those_without_a_turn_are_left_out() {
    try (RawServer server = answering(200)) {
      List<String> many =
          IntStream.range(0, 40).mapToObj(i -> server.url() + "/" + i % 20).toList();

      assertThat(links(true).ask(many, AMPLE)).hasSize(20);
      assertThat(server.connections()).isEqualTo(20);
      assertThat(links(true).ask(many, Duration.ZERO)).isEmpty();
      assertThat(links(true).ask(List.of(), AMPLE)).isEmpty();
    }
  }

  @Test
  void a_server_that_says_nothing_holds_nobody_up() {
    try (RawServer silent = RawServer.start(Caller::awaitHangUp)) {
      Map<String, Answer> answers = links(true).ask(List.of(silent.url()), Duration.ofMillis(300));

      assertThat(answers.values()).allMatch(answer -> answer.leads() == Leads.UNKNOWN);
    }
  }

  private static RawServer answering(int status) {
    return RawServer.start(
        caller -> {
          caller.next();
          caller.answer(status, "{}");
        });
  }

  private static LookAtLinks links(boolean online) {
    return new LookAtLinks(ANYWHERE, () -> online, InstantSource.system());
  }

  private static Answer ask(LookAtLinks links, String link) {
    return requireNonNull(links.ask(List.of(link), AMPLE).get(link));
  }
}
