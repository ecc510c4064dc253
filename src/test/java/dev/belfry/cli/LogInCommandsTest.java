package dev.belfry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.account.Credential;
import dev.belfry.account.Credentials.Renewed;
import dev.belfry.cli.TestWorkplace.Ran;
import dev.belfry.cli.terminal.Screen;
import dev.belfry.post.AccountName;
import dev.belfry.publish.LogIn.Standing;
import dev.belfry.publish.Outcome;
import dev.belfry.testing.LoggedInNetworks;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import dev.belfry.testing.ScriptedLogIn;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(PostgresExtension.class)
final class LogInCommandsTest {
  private static final AccountName ME = AccountName.parse("x:me");
  private static final String ANSWERS = "4711\nswordfish\n";

  private final ScriptedLogIn network = new ScriptedLogIn();
  private final AtomicReference<LoggedInNetworks> publishers = new AtomicReference<>();
  private final TestWorkplace workplace;
  private final QueueFixture queue;

  LogInCommandsTest(DataSource source) {
    this.queue = new QueueFixture(source);
    this.workplace =
        TestWorkplace.onTime(
            source,
            credentials -> {
              LoggedInNetworks made = new LoggedInNetworks(credentials, network);
              publishers.set(made);
              return made;
            });
  }

  @Test
  void a_log_in_says_whose_it_is_and_adds_the_account() {
    Ran ran = logIn();

    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .startsWith("x:me is logged in as @me (id-me) at https://api.example.org.\n")
        .contains("It has no end that is known.", "x:me is added; ");
    assertThat(ran.err())
        .contains("https://example.org/authorize?for=me", "PIN: ", "App password: ");
    assertThat(ran.out() + ran.err()).doesNotContain("swordfish", "4711");
    assertThat(workplace.vault().of(ME).map(Credential::secret))
        .contains("{\"pin\":\"4711\",\"password\":\"swordfish\"}");
  }

  @Test
  void a_secret_may_come_from_the_environment() {
    workplace.set(ScriptedLogIn.VARIABLE, "swordfish");

    Ran ran = workplace.runWith("4711\n", "account", "login", "x:me");

    assertThat(ran.exit()).isZero();
    assertThat(ran.err()).contains("App password: taken from SCRIPTED_PASSWORD");
    assertThat(workplace.vault().of(ME).map(Credential::secret).orElse("")).contains("swordfish");
  }

  @Test
  void a_secret_may_be_typed() {
    Ran ran = workplace.runOn(Screen.typing(ANSWERS), "account", "login", "x:me");

    assertThat(ran.exit()).isZero();
    assertThat(ran.out() + ran.err()).doesNotContain("swordfish");
  }

  @Test
  void where_an_answer_is_missing_that_is_told_and_nothing_is_kept() {
    Ran ran = workplace.runWith("4711\n", "account", "login", "x:me");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err())
        .contains("nothing was given for: App password, and SCRIPTED_PASSWORD is not set");
    assertNothingIsKept();
  }

  /** Whoever pasted the wrong PIN must not post as somebody else. */
  @Test
  void somebody_else_s_log_in_is_refused() {
    network.thenSays(new Standing.Works("them"));

    Ran ran = logIn();

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains("that is the log-in of them, not of me; nothing is kept");
    assertNothingIsKept();
  }

  @Test
  void a_log_in_that_the_network_does_not_confirm_is_not_kept() {
    network.thenSays(new Standing.Unknown("timed out")).thenSays(new Standing.Refused("401"));

    for (String words : List.of("timed out", "401")) {
      Ran ran = logIn();
      assertThat(ran.exit()).isEqualTo(1);
      assertThat(ran.err()).contains("X did not confirm whose log-in that is (" + words + ")");
    }
    assertNothingIsKept();
  }

  @Test
  void a_handle_may_be_told_with_its_host_or_without() {
    AccountName there = AccountName.parse("mastodon:me@example.social");
    assertThat(ConfirmOwner.isTheirs(there, "me")).isTrue();
    assertThat(ConfirmOwner.isTheirs(there, "@Me@example.social")).isTrue();
    assertThat(ConfirmOwner.isTheirs(there, "me@elsewhere.social")).isFalse();
    assertThat(ConfirmOwner.isTheirs(AccountName.parse("x:mie"), "MIE")).isTrue();
    assertThat(ConfirmOwner.isTheirs(ME, "me2")).isFalse();
  }

  @Test
  void what_is_asked_for_in_vain_is_told() {
    assertThat(workplace.run("account", "login", "dry-run:x:me").exit()).isEqualTo(4);
    assertThat(workplace.run("account", "login", "bluesky:me.example", "--oauth2").exit())
        .isEqualTo(2);
    for (String server : List.of("example.org", "ftp://example.org", "https://me:pw@example.org")) {
      assertThat(workplace.run("account", "login", "x:me", "--server", server).exit())
          .as(server)
          .isEqualTo(2);
    }
  }

  @Test
  void options_reach_the_network() {
    Ran ran =
        workplace.runWith(
            ANSWERS, "account", "login", "x:me", "--oauth2", "--server", "http://127.0.0.1:7/api");

    assertThat(ran.exit()).isZero();
    Credential kept = workplace.vault().of(ME).orElseThrow();
    assertThat(kept.server()).isEqualTo(URI.create("http://127.0.0.1:7/api"));
    assertThat(kept.kind()).isEqualTo("scripted-oauth2");
  }

  @Test
  void logging_in_again_keeps_the_account_as_it_is_set() {
    fine("account", "add", "x:me", "--spacing", "5m");

    assertThat(logIn().out()).doesNotContain("is added");

    assertThat(json("account", "show", "x:me", "--json").get("spacing").asString())
        .isEqualTo("PT5M");
  }

  @Test
  void posts_for_an_account_without_a_log_in_wait_and_go_out_when_somebody_logs_in() {
    fine("account", "add", "x:me");
    Ran draft = workplace.run("draft", "Ding", "--to", "x:me", "--now");
    assertThat(draft.exit()).isZero();
    assertThat(draft.err())
        .contains("nobody is logged in to x:me yet: ", "run: belfry account login x:me");
    fine("run", "--once");
    assertThat(fine("account", "list").out()).contains("nobody is logged in to x:me;");
    assertThat(workplace.run("queue").err()).containsOnlyOnce("belfry account login x:me");

    assertThat(logIn().out()).contains("x:me was held for want of a log-in; it goes on.");
    fine("run", "--once");

    assertThat(json("show", "1", "--json").get("state").asString()).isEqualTo("published");
    assertThat(workplace.run("draft", "Dong", "--to", "x:me", "--in", "1h").err()).isEmpty();
  }

  @Test
  void a_person_s_hold_outlives_a_log_in() {
    fine("account", "add", "x:me");
    fine("hold", "--account", "x:me", "--reason", "a news day");

    Ran ran = logIn();

    assertThat(ran.out()).doesNotContain("goes on");
    assertThat(ran.err()).contains("x:me is held by", "a news day");
  }

  /** 402: it is not the credential that the network refuses. */
  @Test
  void a_hold_for_want_of_payment_outlives_a_log_in() {
    logIn();
    sender().then((attempt, credential) -> new Outcome.AccountRefused("402 pay first"));
    fine("draft", "Ding", "--to", "x:me", "--now");
    fine("run", "--once");

    Ran ran = logIn();

    assertThat(ran.exit()).isZero();
    assertThat(ran.err()).contains("402 pay first", "belfry resume --account x:me");
  }

  @Test
  void a_hold_because_the_network_took_the_log_in_no_more_ends_with_the_next() {
    logIn();
    sender()
        .then(
            (attempt, credential) -> {
              Renewed renewed =
                  sender()
                      .credentials()
                      .renew(credential, current -> network.refresh(current, Duration.ZERO));
              assertThat(renewed).isInstanceOf(Renewed.NeedsLogIn.class);
              return new Outcome.AccountRefused("log in again");
            });
    fine("draft", "Ding", "--to", "x:me", "--now");
    fine("run", "--once");
    assertThat(workplace.run("draft", "Dong", "--to", "x:me", "--in", "1h").err())
        .contains("X takes the log-in of x:me no more");

    assertThat(logIn().out()).contains("it goes on");
  }

  /** A node that was frozen while it asked records a good one after another was refused. */
  @Test
  void an_account_goes_on_when_a_fresher_log_in_is_recorded_after_the_old_one_was_refused() {
    logIn();
    fine("draft", "Ding", "--to", "x:me", "--now");
    Credential old = workplace.vault().of(ME).orElseThrow();
    Credential fresh = old.renewed("{\"pin\":\"fresh\"}", null);

    Renewed late =
        workplace
            .vault()
            .renew(
                old,
                current -> {
                  queue.execute("UPDATE credentials SET renewing_until = '2000-01-01'");
                  sender().then((attempt, stale) -> needsLogIn(stale));
                  fine("run", "--once");
                  return new Renewed.Fresh(fresh);
                });
    assertThat(late).isEqualTo(new Renewed.Fresh(fresh));
    assertThat(workplace.run("queue").err()).contains("x:me is held by");

    fine("run", "--once");
    fine("run", "--once");

    assertThat(json("show", "1", "--json").get("state").asString()).isEqualTo("published");
    assertThat(fine("history", "--account", "x:me").out()).contains("resumed");
    assertThat(workplace.vault().of(ME)).contains(fresh);
  }

  /** It was recorded between the refusal and the moment that the refusal was written down. */
  @Test
  void an_account_goes_on_when_the_log_in_that_was_missing_is_there_by_then() {
    logIn();
    fine("draft", "Ding", "--to", "x:me", "--now");
    sender().then((attempt, credential) -> Outcome.AccountRefused.nobodyIn(ME));

    fine("run", "--once");
    assertThat(fine("history", "--account", "x:me").out()).contains("held", "resumed");
    fine("run", "--once");

    assertThat(json("show", "1", "--json").get("state").asString()).isEqualTo("published");
  }

  private Outcome needsLogIn(Credential stale) {
    assertThat(sender().credentials().renew(stale, current -> new Renewed.NeedsLogIn("used up")))
        .isEqualTo(new Renewed.NeedsLogIn("used up"));
    return new Outcome.AccountRefused("used up", /* needsLogIn= */ true);
  }

  @Test
  void who_logged_in_and_out_is_in_the_history() {
    logIn();
    fine("account", "logout", "x:me");

    List<JsonNode> events =
        fine("history", "--json")
            .out()
            .lines()
            .map(line -> JsonMapper.shared().readTree(line))
            .toList();
    assertThat(events)
        .extracting(event -> event.get("event").asString() + " by " + event.get("actor").asString())
        .containsExactly("logged_in by ann@tower", "logged_out by ann@tower");
    assertThat(events).allSatisfy(e -> assertThat(e.get("account").asString()).isEqualTo("x:me"));
    assertThat(fine("history", "--account", "x:me").out())
        .contains("logged in: as id-me at https://api.example.org", "logged out")
        .doesNotContain("swordfish", "4711");
  }

  @Test
  void logging_out_forgets_the_secret_and_keeps_the_account() {
    logIn();

    assertThat(fine("account", "logout", "x:me").out()).contains("Nobody is logged in to x:me");

    assertThat(workplace.vault().of(ME)).isEmpty();
    assertThat(workplace.run("account", "logout", "x:me").exit()).isEqualTo(4);
    assertThat(workplace.run("account", "logout", "x:nobody").exit()).isEqualTo(4);
    assertThat(fine("account", "show", "x:me").out()).contains("log-in   nobody yet");
  }

  @Test
  void the_list_says_who_is_logged_in_and_until_when() {
    Instant now = workplace.clock().instant();
    fine("account", "add", "bluesky:a.example");
    fine("account", "add", "dry-run:x:demo");
    logIn();
    network.givesUntil(now.plusSeconds(3600), now.plus(Duration.ofDays(90)));
    logIn("bluesky:b.example");

    JsonNode list = json("account", "list", "--json");
    assertThat(list.get(0).get("logIn").get("state").asString()).isEqualTo("none");
    JsonNode b = list.get(1).get("logIn");
    assertThat(b.get("state").asString()).isEqualTo("present");
    assertThat(b.get("times").get("expiresAt").asString())
        .isEqualTo(now.plus(Duration.ofDays(90)).toString());
    assertThat(list.get(2).get("logIn").isNull()).isTrue();
    assertThat(list.get(3).get("logIn").get("state").asString()).isEqualTo("present");

    workplace.clock().tick(Duration.ofDays(91));
    assertThat(fine("account", "list").lines())
        .satisfiesExactly(
            head -> assertThat(head).contains(" LOG-IN "),
            a -> assertThat(a).endsWith(" none"),
            ended -> assertThat(ended).contains(" ended "),
            dryRun -> assertThat(dryRun).endsWith(" dry-run"),
            me -> assertThat(me).endsWith(" yes"));
  }

  @Test
  void each_network_is_asked_what_it_says_to_a_log_in() {
    logIn();
    logIn("bluesky:b.example");
    fine("account", "add", "mastodon:c@example.social");

    Ran good = workplace.run("account", "list", "--check");
    assertThat(good.exit()).isZero();
    assertThat(good.out()).contains("works: @me", "works: @b.example");

    network.thenSays(new Standing.Unknown("timed out")).thenSays(new Standing.Unknown("timed out"));
    assertThat(workplace.run("account", "list", "--check").exit()).isZero();

    network.thenSays(new Standing.Refused("revoked")).thenSays(new Standing.Refused("revoked"));
    Ran bad = workplace.run("account", "list", "--check", "--json");
    assertThat(bad.exit()).isEqualTo(1);
    assertThat(JsonMapper.shared().readTree(bad.out()).get(2).get("check").get("state").asString())
        .isEqualTo("refused");
    assertThat(workplace.vault().of(ME)).isEmpty();
    assertThat(workplace.run("account", "list", "--check").exit()).isEqualTo(1);
  }

  @Test
  void a_log_in_that_has_only_gone_stale_is_renewed_and_works() {
    logIn();
    Credential fresh = workplace.vault().of(ME).orElseThrow().renewed("{\"t\":\"fresh\"}", null);
    network.thenSays(new Standing.Refused("401")).thenRenews(new Renewed.Fresh(fresh));

    Ran ran = workplace.run("account", "list", "--check");

    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).contains("works: @me");
    assertThat(workplace.vault().of(ME)).contains(fresh);
  }

  @Test
  void a_node_renews_what_goes_stale_before_long_once() {
    Instant now = workplace.clock().instant();
    network.givesUntil(now.plusSeconds(60), now.plus(Duration.ofDays(9)));
    logIn();
    Credential stale = workplace.vault().of(ME).orElseThrow();
    queue.execute("UPDATE credentials SET logged_in_at = now() - interval '2h'");
    network.thenRenews(
        new Renewed.Fresh(
            stale.renewed("{\"t\":\"fresh\"}", null).withFreshUntil(now.plusSeconds(7200))));

    fine("run", "--once");
    fine("run", "--once");

    assertThat(network.refreshed()).isEqualTo(1);
    assertThat(workplace.vault().of(ME).map(Credential::secret)).contains("{\"t\":\"fresh\"}");
  }

  @Test
  void a_new_key_leaves_everybody_logged_in() {
    assertThat(workplace.run("account", "rekey").exit()).isEqualTo(4);
    logIn();

    assertThat(fine("account", "rekey").out()).startsWith("1 log-in is sealed with a new key.");
    assertThat(workplace.vault().of(ME)).isPresent();
  }

  @Test
  void the_doctor_names_what_is_missing_refused_or_about_to_end() {
    fine("account", "add", "bluesky:a.example");
    assertThat(logIns())
        .isEqualTo(
            Check.warn(
                "log-ins",
                "nobody is logged in to bluesky:a.example; run: belfry account login"
                    + " bluesky:a.example"));

    Instant now = workplace.clock().instant();
    network.givesUntil(null, now.plus(Duration.ofDays(10)));
    logIn("bluesky:a.example");
    assertThat(logIns().verdict()).isEqualTo(Check.Verdict.WARN);
    assertThat(logIns().says()).contains("the log-in of bluesky:a.example ends at ");
    workplace.clock().tick(Duration.ofDays(11));
    assertThat(logIns().verdict()).isEqualTo(Check.Verdict.BAD);
    assertThat(logIns().says()).contains("the log-in of bluesky:a.example has ended");

    network.givesUntil(null, null);
    logIn("bluesky:a.example");
    assertThat(logIns().verdict()).isEqualTo(Check.Verdict.OK);
    Credential kept = workplace.vault().of(AccountName.parse("bluesky:a.example")).orElseThrow();
    Renewed unused = workplace.vault().renew(kept, c -> new Renewed.NeedsLogIn("revoked"));
    assertThat(logIns().verdict()).isEqualTo(Check.Verdict.BAD);
    assertThat(logIns().says()).contains("is refused since ", "(revoked)");
  }

  @Test
  void a_page_is_opened_where_there_is_a_screen_and_only_a_page_of_the_web() {
    URI page = URI.create("https://example.org/a?b=c");
    TestWorkplace at = workplace;
    at.runOn(Screen.typing(""), "version");
    OpenPage linux = new OpenPage(at, "Linux");
    assertThat(linux.command(page)).isEmpty();
    at.set("DISPLAY", ":0");
    assertThat(linux.command(page)).containsExactly("xdg-open", page.toString());
    assertThat(new OpenPage(at, "Mac OS X").command(page)).first().isEqualTo("open");
    assertThat(linux.command(URI.create("file:///etc/passwd"))).isEmpty();
    at.run("version");
    assertThat(linux.command(page)).isEmpty();
  }

  private Check logIns() {
    return new CheckLogIns(workplace).checks().get(0);
  }

  private void assertNothingIsKept() {
    assertThat(workplace.vault().of(ME)).isEmpty();
    assertThat(json("account", "list", "--json")).isEmpty();
  }

  private LoggedInNetworks sender() {
    return Objects.requireNonNull(publishers.get());
  }

  private Ran logIn() {
    return workplace.runWith(ANSWERS, "account", "login", "x:me");
  }

  private void logIn(String account) {
    assertThat(workplace.runWith(ANSWERS, "account", "login", account).exit()).isZero();
  }

  private Ran fine(String... args) {
    Ran ran = workplace.run(args);
    assertThat(ran.exit()).as(ran.err()).isZero();
    return ran;
  }

  private JsonNode json(String... args) {
    return JsonMapper.shared().readTree(fine(args).out());
  }
}
