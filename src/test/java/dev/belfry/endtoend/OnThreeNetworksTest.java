package dev.belfry.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.app.Program;
import dev.belfry.app.postgres.DbAddress;
import dev.belfry.cli.terminal.Screen;
import dev.belfry.media.Images;
import dev.belfry.networks.Networks;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.network.Asked;
import dev.belfry.testing.network.FakeApi;
import dev.belfry.testing.network.FakeApi.Live;
import dev.belfry.testing.network.FakeApi.Picture;
import dev.belfry.testing.network.FakeMastodon;
import dev.belfry.testing.network.FakePds;
import dev.belfry.testing.network.FakeX;
import dev.belfry.testing.network.ServerKind;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a person does, from the log-in to taking back, on servers in the networks' own forms. */
@ExtendWith(PostgresExtension.class)
final class OnThreeNetworksTest {
  private static final String X = "x:ann";
  private static final String BLUESKY = "bluesky:" + FakePds.HANDLE;
  private static final String MASTODON = "mastodon:ann@example.social";
  private static final Pattern PAGE = Pattern.compile("(?m)^ *(http\\S+authorize\\S+)$");

  private final FakeX x = FakeX.start("ann");
  private final FakePds bluesky = FakePds.start();
  private final FakeMastodon mastodon = FakeMastodon.start(ServerKind.MASTODON);
  private final Map<String, String> environment = new HashMap<>();
  private final Belfry processes;
  private final Path folder;

  OnThreeNetworksTest(DbAddress address, @TempDir Path folder) {
    this.folder = folder;
    this.processes = Belfry.on(address, folder);
    environment.put("BELFRY_HOME", folder.resolve("home").toString());
    environment.put("BELFRY_KEY_FILE", processes.keyFile().toString());
    environment.put("BELFRY_DB_URL", address.url());
    environment.put("BELFRY_DB_USER", address.user());
    environment.put("BELFRY_DB_PASSWORD", address.password());
    environment.put("BELFRY_LOOK_UPS", "off");
    environment.put("BELFRY_X_CONSUMER_KEY", "consumer-key-of-the-app");
    environment.put("BELFRY_X_CONSUMER_SECRET", "consumer-secret-of-the-app");
  }

  @AfterEach
  void stop() {
    processes.close();
    x.close();
    bluesky.close();
    mastodon.close();
  }

  @Test
  void a_post_and_a_thread_go_from_the_log_in_to_every_network_and_back() {
    logIn();
    Path bell = Images.png(folder, "bell.png");
    draft("Hear, hear: Füße & 🔔 https://example.org/bell");
    draft("Look", "--media", bell.toString(), "--alt", "A \"bell\", seen <from> below");
    run(
        "thread", "-c", "one", "-c", "two", "-c", "three", "--to", X, "--to", BLUESKY, "--to",
        MASTODON);
    JsonNode preview = JsonMapper.shared().readTree(run("preview", "1", "--json"));

    for (int post = 1; post <= 3; post++) {
      run("schedule", Integer.toString(post), "--now");
    }
    run("run", "--once");

    for (FakeApi network : networks()) {
      assertThat(network.live())
          .extracting(Live::text)
          .containsExactly(
              "Hear, hear: Füße & 🔔 https://example.org/bell", "Look", "one", "two", "three");
      assertThat(network.live().get(1).pictures())
          .extracting(Picture::alt)
          .containsExactly("A \"bell\", seen <from> below");
      assertThat(network.live().get(4).parent()).isEqualTo(network.live().get(3).id());
    }
    assertThatWhatWasPreviewedWasSent(preview);
    assertThat(run("account", "list", "--check")).contains("works");
    assertThat(run("history", "verify")).isNotEmpty();

    for (int post = 1; post <= 3; post++) {
      run("retract", Integer.toString(post), "--yes");
    }
    assertThat(networks()).allSatisfy(network -> assertThat(network.live()).isEmpty());
  }

  private void logIn() {
    runFed(x.pin() + "\n", "account", "login", X, "--server", x.url());
    runFed(FakePds.APP_PASSWORD + "\n", "account", "login", BLUESKY, "--server", bluesky.url());
    BelfryProcess login =
        processes.startFed("account", "login", MASTODON, "--server", mastodon.url());
    await().until(() -> PAGE.matcher(login.err()).find());
    Matcher page = PAGE.matcher(login.err());
    assertThat(page.find()).isTrue();
    login.feed(mastodon.letIn(URI.create(page.group(1))) + "\n");
    assertThat(login.ended().exit()).as("%s", login.err()).isZero();
    for (String account : List.of(X, BLUESKY, MASTODON)) {
      run("account", "set", account, "--spacing", "0s");
    }
  }

  private void draft(String text, String... more) {
    run(
        Stream.of(
                Stream.of("draft", text, "--to", X, "--to", BLUESKY, "--to", MASTODON),
                Stream.of(more))
            .flatMap(each -> each)
            .toArray(String[]::new));
  }

  /** Byte for byte, but for what was not known before: who, under which key, and when. */
  private void assertThatWhatWasPreviewedWasSent(JsonNode preview) {
    assertThat(bodies(x)).contains(request(preview, X));
    assertThat(bodies(mastodon)).contains(request(preview, MASTODON));
    String sent =
        bodies(bluesky).stream().filter(body -> body.contains("Hear")).findFirst().orElseThrow();
    String record = bluesky.live().get(0).id();
    String key = record.substring(record.lastIndexOf('/') + 1);
    String made =
        request(preview, BLUESKY)
            .replace(
                "\"repo\":\"%s\"".formatted(FakePds.HANDLE),
                "\"repo\":\"%s\"".formatted(FakePds.DID))
            .replace("\"rkey\":\"(at release)\"", "\"rkey\":\"%s\"".formatted(key))
            .replace(
                "\"createdAt\":\"(at release)\"",
                "\"createdAt\":\"%s\""
                    .formatted(
                        JsonMapper.shared().readTree(sent).at("/record/createdAt").stringValue()));
    assertThat(sent).isEqualTo(made);
  }

  private static String request(JsonNode preview, String account) {
    Optional<JsonNode> target =
        StreamSupport.stream(preview.path("targets").spliterator(), false)
            .filter(each -> each.path("account").stringValue().equals(account))
            .findFirst();
    return target.orElseThrow().at("/parts/0/request").toString();
  }

  private static List<String> bodies(FakeApi network) {
    return network.asked().stream().map(Asked::body).toList();
  }

  private List<FakeApi> networks() {
    return List.of(x, bluesky, mastodon);
  }

  private String run(String... args) {
    return runFed("", args);
  }

  private String runFed(String input, String... args) {
    Screen screen = Screen.files(input.getBytes(UTF_8));
    int exit = new Program(environment, screen.console(), Networks::new).run(args);
    assertThat(exit).as("belfry %s: %s", String.join(" ", args), screen.err()).isZero();
    return screen.out();
  }
}
