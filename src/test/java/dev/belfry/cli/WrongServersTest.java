package dev.belfry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.account.Credential;
import dev.belfry.audit.TripBreaker;
import dev.belfry.cli.AskNetworks.Answer;
import dev.belfry.cli.TestWorkplace.Ran;
import dev.belfry.networks.NetworkTools;
import dev.belfry.networks.Networks;
import dev.belfry.post.AccountName;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.network.RawServer;
import dev.belfry.testing.network.Servers;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a person reads where the server is not there, is not the one that was meant, or takes what
 * it was given no more: at the log-in, of a post that is due, and when the networks are asked. The
 * servers are real, and so are the adapters of all three networks.
 */
@ExtendWith(PostgresExtension.class)
final class WrongServersTest {
  private static final List<String> ACCOUNTS =
      List.of("mastodon:ann@example.social", "bluesky:ann.example", "x:ann");
  private static final String SECRET = "s3cret-that-nobody-reads";
  private static final String NO_HOST = "https://no-such-host.invalid";

  private final List<AutoCloseable> started = new ArrayList<>();
  private final TestWorkplace workplace;
  private final Path folder;

  WrongServersTest(DataSource source, @TempDir Path folder) {
    this.folder = folder;
    this.workplace =
        TestWorkplace.onTime(
            source,
            credentials ->
                new Networks(
                    new NetworkTools(
                        credentials,
                        sha256 -> {
                          throw new AssertionError("no post here has an image");
                        },
                        Clock.systemUTC())));
    workplace.set("BELFRY_LOOK_UPS", "off");
    workplace.set("BELFRY_X_CONSUMER_KEY", SECRET + "-key");
    workplace.set("BELFRY_X_CONSUMER_SECRET", SECRET);
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : started) {
      each.close();
    }
  }

  @Test
  void a_log_in_at_a_host_that_there_is_not_says_so_and_what_to_do() {
    assertThat(logInsAt(NO_HOST))
        .allSatisfy(
            says ->
                assertThat(says)
                    .startsWith(
                        "there is no server no-such-host.invalid, or this machine is offline; ")
                    .contains("--server"));
    Ran ran = workplace.run("account", "login", "mastodon:ann@no-such-host.invalid");
    assertThat(says(ran))
        .isEqualTo(
            "there is no server no-such-host.invalid, or this machine is offline; look at the name"
                + " behind the @ of mastodon:ann@no-such-host.invalid, and where its server has"
                + " another one say --server https://…");
  }

  @Test
  void a_log_in_where_nobody_listens_says_so_and_what_to_do() {
    assertThat(logInsAt(Servers.nobody()))
        .allSatisfy(says -> assertThat(says).contains(" takes no connections; ", "--server"));
  }

  @Test
  void a_log_in_at_a_server_with_a_certificate_that_nobody_vouches_for_sends_nothing_there() {
    assertThat(logInsAt(withStrangeCertificate()))
        .allSatisfy(
            says ->
                assertThat(says)
                    .contains(
                        " has a certificate from nobody whom this machine trusts, so it may be"
                            + " anybody; ",
                        "--server"));
  }

  @Test
  void a_log_in_at_a_server_of_web_pages_says_that_it_is_one() {
    for (int status : List.of(200, 401, 403, 404)) {
      assertThat(logInsAt(page(status)))
          .allSatisfy(
              says ->
                  assertThat(says)
                      .contains(
                          " answered %d with a page for people, where its API should be; "
                              .formatted(status),
                          "--server")
                      .doesNotContain("traveller"));
    }
  }

  @Test
  void a_log_in_at_a_server_that_is_down_says_to_try_later() {
    for (int status : List.of(500, 502, 503)) {
      assertThat(logInsAt(page(status)))
          .allSatisfy(
              says -> assertThat(says).endsWith(" answered %d; try again later".formatted(status)));
    }
  }

  @Test
  void wrong_keys_a_wrong_pin_and_a_wrong_password_are_told_apart() {
    String keys =
        serve(401, "{\"errors\":[{\"code\":32,\"message\":\"Could not authenticate you.\"}]}");
    assertThat(logIn("x:ann", keys))
        .endsWith(
            " answered 401: Could not authenticate you; check the app's API key and its secret, and"
                + " that the app may read and write");
    assertThat(
            logIn(
                "bluesky:ann.example",
                serve(
                    401,
                    "{\"error\":\"AuthenticationRequired\",\"message\":\"Invalid identifier or"
                        + " password\"}")))
        .endsWith(
            " answered 401: Invalid identifier or password; check the name and the app password");
    assertThat(logIn("bluesky:ann.example", serve(429, "{\"error\":\"RateLimitExceeded\"}")))
        .endsWith(" answered 429: RateLimitExceeded; try again later");
  }

  @Test
  void an_address_to_which_no_secret_may_go_is_told_as_that_of_every_network() {
    for (String account : ACCOUNTS) {
      Ran open = workplace.runWith("a\n", "account", "login", account, "--server", "http://e.org");
      assertThat(open.exit()).isEqualTo(3);
      assertThat(open.err())
          .isEqualTo("belfry: --server: credentials would travel in the open; write https://\n");
    }
  }

  /** People copy addresses with a slash at the end. */
  @Test
  void a_slash_at_the_end_of_an_address_is_no_part_of_it() {
    List<String> asked = new ArrayList<>();
    RawServer server =
        RawServer.start(
            caller ->
                caller
                    .next()
                    .ifPresent(
                        first -> {
                          asked.add(first.path());
                          caller.drop();
                        }));
    started.add(server);

    ACCOUNTS.forEach(account -> logIn(account, server.url() + "/"));

    assertThat(asked)
        .hasSize(3)
        .allSatisfy(path -> assertThat(path).startsWith("/").doesNotStartWith("//"));
  }

  @Test
  void what_is_due_waits_whatever_the_server_is_and_says_why_and_what_comes_next() {
    Map<String, String> servers = new LinkedHashMap<>();
    servers.put(NO_HOST, "there is no server no-such-host.invalid, or this machine is offline");
    servers.put(Servers.nobody(), " takes no connections");
    servers.put(
        withStrangeCertificate(), " has a certificate from nobody whom this machine trusts");
    servers.put(page(200), " answered 200 with a page for people, where its API should be");
    servers.put(page(401), " answered 401 with a page for people, where its API should be");
    servers.put(page(403), " answered 403 with a page for people, where its API should be");
    servers.put(page(404), " answered 404 with a page for people, where its API should be");
    servers.put(page(502), " answered 502");
    Map<Integer, String> expected = new LinkedHashMap<>();
    servers.forEach(
        (server, says) -> {
          for (String account : accounts(servers.size() + expected.size())) {
            loggedIn(account, server);
            fine("draft", "Ding for " + account, "--to", account, "--now");
            expected.put(expected.size() + 1, says);
          }
        });

    fine("run", "--once");

    JsonNode queue = json("queue", "--json");
    assertThat(queue).as("nothing has failed, and nothing is lost").hasSize(expected.size());
    for (JsonNode each : queue) {
      assertThat(each.get("reason").asString())
          .contains(expected.get(each.get("post").intValue()))
          .doesNotContain("traveller");
    }
    expected.forEach(
        (post, says) ->
            assertThat(fine("show", post.toString()).out())
                .contains(says)
                .containsAnyOf(
                    "it is tried again then; belfry retry %d tries now".formatted(post),
                    "the network is asked again at "));
    assertThat(fine("history", "--json").out()).doesNotContain(SECRET, "\"failed\"");
    assertThat(json("account", "list", "--json"))
        .as("a page says nothing of a log-in")
        .allSatisfy(
            account -> assertThat(account.at("/logIn/state").asString()).isEqualTo("present"));
  }

  /** The breaker is quicker than the number of tries that a post has. */
  @Test
  void a_server_that_stays_away_holds_its_account_and_no_post_fails() {
    String away = "mastodon:away@example.social";
    String pages = "x:pages";
    loggedIn(away, NO_HOST);
    loggedIn(pages, page(403));
    fine("draft", "Ding", "--to", away, "--to", pages, "--now");

    for (int i = 0; i < TripBreaker.FAILURES; i++) {
      fine("run", "--once");
      workplace.run("retry", "1");
    }

    for (JsonNode each : json("queue", "--json")) {
      assertThat(each.get("state").asString()).isEqualTo("scheduled");
      assertThat(each.get("hold").asString())
          .startsWith("the network failed 5 times in a row, last with: ")
          .containsAnyOf("there is no server no-such-host.invalid", "a page for people");
    }
    assertThat(fine("show", "1").out()).contains("it waits, and goes out when its account goes on");
    assertThat(fine("show", "1").err())
        .contains("belfry resume --account " + away, "belfry resume --account " + pages);
  }

  @Test
  void a_revoked_log_in_holds_the_account_until_somebody_logs_in() {
    loggedIn("x:ann", serve(401, "{\"title\":\"Unauthorized\",\"status\":401}"));
    loggedIn(
        "bluesky:ann.example",
        serve(400, "{\"error\":\"ExpiredToken\",\"message\":\"Token has been revoked\"}"));
    loggedIn(
        "mastodon:ann@example.social", serve(401, "{\"error\":\"The access token is invalid\"}"));
    for (String account : ACCOUNTS) {
      fine("draft", "Ding", "--to", account, "--now");
    }

    fine("run", "--once");

    for (int post = 1; post <= 3; post++) {
      String account = ACCOUNTS.get(post - 1);
      Ran shown = fine("show", Integer.toString(post));
      assertThat(shown.out())
          .containsOnlyOnce("; log in again: belfry account login " + account)
          .contains("its account is held because of it", "it waits, and goes out when")
          .contains("scheduled");
      assertThat(shown.err())
          .containsOnlyOnce("belfry account login " + account)
          .doesNotContain("belfry resume");
    }
    assertThat(json("account", "list", "--json"))
        .allSatisfy(each -> assertThat(each.at("/logIn/state").asString()).isEqualTo("refused"));
    assertThat(new CheckLogIns(workplace).checks().get(0).says())
        .contains("x:ann is refused since ", "run: belfry account login x:ann");
  }

  @Test
  void the_doctor_says_of_each_server_what_is_wrong_and_what_to_do() {
    assertThat(new CheckNetworks(workplace).check())
        .isEqualTo(Check.ok("networks", "none is asked, for nobody is logged in"));
    loggedIn("x:ann", serve(200, "{\"data\":{\"id\":\"7\",\"username\":\"ann\"}}"));
    assertThat(new CheckNetworks(workplace).check())
        .isEqualTo(Check.ok("networks", "the one account with a log-in is let in"));

    loggedIn("bluesky:ann.example", NO_HOST);
    loggedIn("mastodon:ann@example.social", page(404));
    loggedIn("mastodon:bob@example.social", withStrangeCertificate());
    loggedIn("x:bob", serve(401, "{\"title\":\"Unauthorized\",\"status\":401}"));

    Check check = new CheckNetworks(workplace).check();
    assertThat(check.verdict()).isEqualTo(Check.Verdict.BAD);
    assertThat(check.says())
        .contains(
            "bluesky:ann.example can't be asked (there is no server no-such-host.invalid, or this"
                + " machine is offline); its posts wait, and if its server has moved, run: belfry"
                + " account login bluesky:ann.example --server https://…",
            "answered 404 with a page for people, where its API should be); its posts wait",
            "has a certificate from nobody whom this machine trusts, so it may be anybody); its",
            "x:bob is refused (127.0.0.1:",
            " answered 401: Unauthorized); run: belfry account login x:bob")
        .doesNotContain("x:ann", "traveller");
    assertThat(workplace.run("account", "list", "--check").exit()).isEqualTo(1);
  }

  @Test
  void servers_that_hang_keep_nobody_waiting_for_long() {
    String mute = track(Servers.mute()).url();
    String good = serve(200, "{\"data\":{\"id\":\"7\",\"username\":\"u\"}}");
    List<AccountName> all = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      String account = "x:u" + i;
      loggedIn(account, i % 4 == 0 ? mute : good);
      all.add(AccountName.parse(account));
    }

    long start = System.nanoTime();
    Map<AccountName, Answer> answers = new AskNetworks(workplace).ask(all);
    Duration took = Duration.ofNanos(System.nanoTime() - start);

    assertThat(took).isLessThan(Duration.ofSeconds(10));
    assertThat(answers.values())
        .extracting(Answer::state)
        .hasSize(12)
        .filteredOn("unknown"::equals)
        .hasSize(3);
    assertThat(answers.get(all.get(0)))
        .isNotNull()
        .satisfies(answer -> assertThat(answer.says()).contains("gave no whole answer within 5 s"));
  }

  /** X refuses what is signed at a wrong time with the words that it has for wrong keys. */
  @Test
  void a_clock_that_is_wrong_is_told_from_a_log_in_that_is_refused() {
    RawServer server =
        track(
            RawServer.start(
                caller -> {
                  while (caller.next().isPresent()) {
                    caller.answer(
                        401,
                        "Date: Wed, 25 Nov 2020 12:00:00 GMT\r\n",
                        "{\"title\":\"Unauthorized\"}");
                  }
                }));
    assertThat(logIn("x:ann", server.url()))
        .contains("goes by another time: this machine's clock is ", " min ahead; set whichever");

    loggedIn("x:ann", server.url());
    fine("draft", "Ding", "--to", "x:ann", "--now");
    fine("run", "--once");

    assertThat(new CheckNetworks(workplace).check().says()).contains("this machine's clock is ");
    assertThat(json("show", "1", "--json").at("/deliveries/0/state").asString())
        .isEqualTo("scheduled");
    assertThat(json("account", "list", "--json").get(0).at("/logIn/state").asString())
        .isEqualTo("present");
  }

  private List<String> logInsAt(String server) {
    return ACCOUNTS.stream().map(account -> logIn(account, server)).toList();
  }

  /** The one sentence that a log-in there ends with. */
  private String logIn(String account, String server) {
    Ran ran = workplace.runWith(SECRET + "\n", "account", "login", account, "--server", server);
    assertThat(ran.exit()).as("%s at %s", account, server).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).doesNotContain(SECRET, "Exception", "inside Belfry");
    assertThat(workplace.vault().of(AccountName.parse(account))).isEmpty();
    return says(ran);
  }

  private static String says(Ran ran) {
    List<String> sentences = ran.err().lines().filter(line -> line.startsWith("belfry: ")).toList();
    assertThat(sentences).as(ran.err()).hasSize(1);
    return sentences.get(0).substring("belfry: ".length());
  }

  private static List<String> accounts(int number) {
    return List.of(
        "mastodon:u%d@example.social".formatted(number),
        "bluesky:u%d.example".formatted(number),
        "x:u%d".formatted(number));
  }

  /** Adds the account, with a log-in that was good once. */
  private void loggedIn(String account, String server) {
    AccountName name = AccountName.parse(account);
    Credential credential =
        switch (name.network()) {
          case X ->
              credential(
                  name,
                  "x-oauth1",
                  server,
                  "{\"consumerKey\":\"k\",\"consumerSecret\":\"%1$s\",\"token\":\"7-t\",\"tokenSecret\":\"%1$s\"}");
          case BLUESKY ->
              credential(
                  name,
                  "bluesky-session",
                  server,
                  "{\"accessJwt\":\"%1$s\",\"refreshJwt\":\"%1$s\"}");
          case MASTODON ->
              credential(
                  name,
                  "mastodon-oauth2",
                  server,
                  "{\"access_token\":\"%1$s\",\"client_id\":\"c\",\"client_secret\":\"%1$s\"}");
        };
    assertThat(workplace.run("account", "add", account).exit()).isZero();
    workplace
        .database()
        .transact(connection -> workplace.vault().keep(connection, credential, "ann@tower"));
  }

  private static Credential credential(
      AccountName name, String kind, String server, String secret) {
    return new Credential(
        name,
        kind,
        URI.create(server),
        "did:plc:ewvi7nxzyoun6zhxrhs64oiz",
        secret.formatted(SECRET),
        /* expiresAt= */ null);
  }

  private String page(int status) {
    return track(Servers.page(status)).url();
  }

  private String serve(int status, String json) {
    return track(Servers.always(status, "application/json", json)).url();
  }

  private String withStrangeCertificate() {
    ServerSocket server = track(Servers.secure(Servers.keyStore(folder)));
    return "https://127.0.0.1:" + server.getLocalPort();
  }

  private <T extends AutoCloseable> T track(T server) {
    started.add(server);
    return server;
  }

  private Ran fine(String... args) {
    Ran ran = workplace.run(args);
    assertThat(ran.exit()).as("%s: %s", List.of(args), ran.err()).isZero();
    return ran;
  }

  private JsonNode json(String... args) {
    return JsonMapper.shared().readTree(fine(args).out());
  }
}
