package dev.belfry.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.compose.Shared;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.TestDatabase;
import dev.belfry.testing.network.RealPds;
import dev.belfry.testing.network.RealRecords;
import dev.belfry.testing.network.RealRecords.Live;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * What people wrote goes out to a real Bluesky server, by nodes that SIGKILL takes thirty times
 * meanwhile. Run by {@code mvn verify -Preal-bluesky}; {@code -Dbelfry.seed=…} plays the same
 * moments again, as far as the machine does.
 */
@Tag("real-bluesky")
@ExtendWith(PostgresExtension.class)
final class RealBlueskyTest {
  private static final int KILLS = 30;
  private static final int LONGEST_LIFE_MILLIS = 2_500;
  private static final Duration AHEAD = Duration.ofSeconds(5);
  private static final Duration APART = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final long seed = Long.getLong("belfry.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final RealPds pds = RealPds.start();
  private final String account = "bluesky:" + pds.handle();
  private final Path scratch;
  private final Aftermath aftermath;
  private final Belfry belfry;

  RealBlueskyTest(TestDatabase database, @TempDir Path scratch) {
    this.scratch = scratch;
    this.aftermath = new Aftermath(database.dataSource());
    this.belfry =
        Belfry.on(database.address(), scratch)
            .set("BELFRY_LEASE", "1s")
            .set("BELFRY_BLUESKY_APP_PASSWORD", pds.appPassword());
  }

  @AfterEach
  void endAll() {
    belfry.close();
    pds.close();
  }

  @Test
  void every_post_is_live_once_in_order_and_to_the_letter_whenever_nodes_die() throws IOException {
    System.out.printf("RealBlueskyTest: seed %d%n", seed);
    Written corpus = corpus();
    logIn();
    belfry.run("import", corpus.scheduled(List.of(account), AHEAD, APART).toString());

    for (int kill = 1; kill <= KILLS; kill++) {
      BelfryProcess node = belfry.node("n" + kill);
      node.runsFor(Duration.ofMillis(random.nextInt(LONGEST_LIFE_MILLIS)));
      node.kill();
    }
    BelfryProcess last = belfry.node("last");
    aftermath.awaitEmptyQueue(PATIENCE);
    last.kill();

    List<Live> live = RealRecords.of(pds).posts();
    tellFigures(live.size());
    assertThat(live)
        .extracting(Live::text)
        .containsExactlyElementsOf(corpus.parts().stream().map(Written.PartWritten::text).toList());
    assertThat(live)
        .extracting(RealBlueskyTest::alts)
        .containsExactlyElementsOf(corpus.parts().stream().map(Written.PartWritten::alts).toList());
    assertThatThreadsHang(live, corpus.parts());
    assertThat(live).allSatisfy(RealBlueskyTest::linksWhatItSays);
  }

  @Test
  void a_mention_is_looked_up_on_the_accounts_server_and_links_to_its_owner() {
    belfry.set("BELFRY_LOOK_UPS", "on");
    logIn();
    String words = "Füße 🔔 @%s and @nobody.test".formatted(pds.otherHandle());
    belfry.run("draft", words, "--to", account, "--now", "--skip-check", "mention");
    belfry.run("run", "--once");

    assertThat(RealRecords.of(pds).posts())
        .singleElement()
        .satisfies(live -> assertThat(live.text()).isEqualTo(words))
        .satisfies(
            live ->
                assertThat(live.value().path("facets"))
                    .singleElement()
                    .satisfies(
                        facet ->
                            assertThat(facet.at("/features/0/did").stringValue())
                                .isEqualTo(pds.otherDid())));
  }

  private void logIn() {
    belfry.run("account", "add", account, "--spacing", "0s", "--late", "post");
    assertThat(belfry.run("account", "login", account, "--server", pds.url()))
        .doesNotContain(pds.appPassword());
  }

  private void tellFigures(int live) {
    System.out.printf(
        "RealBlueskyTest: %d parts live after %d kills; %d attempts, %d looked into, %d sent again%n",
        live,
        KILLS,
        aftermath.count("SELECT count(*) FROM attempts"),
        aftermath.count("SELECT count(*) FROM history WHERE event IN ('resolved', 'unconfirmed')"),
        aftermath.count("SELECT count(*) FROM attempts WHERE number > 1"));
  }

  private static List<String> alts(Live live) {
    return StreamSupport.stream(live.value().at("/embed/images").spliterator(), false)
        .map(image -> image.path("alt").stringValue())
        .toList();
  }

  private static void assertThatThreadsHang(List<Live> live, List<Written.PartWritten> parts) {
    IntStream.range(0, live.size())
        .forEach(
            i -> {
              JsonNode reply = live.get(i).value().path("reply");
              int position = parts.get(i).position();
              assertThat(reply.isMissingNode()).isEqualTo(position == 1);
              if (position > 1) {
                assertRefersTo(reply.path("parent"), live.get(i - 1));
                assertRefersTo(reply.path("root"), live.get(i - position + 1));
              }
            });
  }

  private static void assertRefersTo(JsonNode reference, Live live) {
    assertThat(reference.path("uri").stringValue()).isEqualTo(live.uri());
    assertThat(reference.path("cid").stringValue()).isEqualTo(live.cid());
  }

  private static void linksWhatItSays(Live live) {
    byte[] utf8 = live.text().getBytes(StandardCharsets.UTF_8);
    for (JsonNode facet : live.value().path("facets")) {
      int start = facet.at("/index/byteStart").intValue();
      int end = facet.at("/index/byteEnd").intValue();
      String said = new String(utf8, start, end - start, StandardCharsets.UTF_8);
      JsonNode feature = facet.at("/features/0");
      assertThat(said)
          .isIn(
              feature.path("uri").asString(""),
              feature.path("uri").asString("").replaceFirst("^https://", ""),
              "#" + feature.path("tag").asString(""));
    }
  }

  private Written corpus() throws IOException {
    Path posts = Shared.path("corpus/posts.jsonl");
    Path media = Files.createDirectory(scratch.resolve("media"));
    try (Stream<Path> files = Files.list(posts.resolveSibling("media"))) {
      for (Path file : files.toList()) {
        Files.copy(file, media.resolve(file.getFileName()));
      }
    }
    return Written.in(
        Stream.of(
                Files.readAllLines(posts), Files.readAllLines(Shared.path("corpus/threads.jsonl")))
            .flatMap(List::stream),
        scratch);
  }
}
