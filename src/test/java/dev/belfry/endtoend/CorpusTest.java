package dev.belfry.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.compose.Shared;
import dev.belfry.media.Images;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole way: posts go in from a file, a running node releases each at its instant, and the
 * history gives back what was written.
 *
 * <p>The corpus lies beside the project; where it does not ({@code -Dbelfry.shared=FOLDER} says
 * where else), its tests are skipped.
 */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
final class CorpusTest {
  private static final String X = "dry-run:x:demo";
  private static final String BLUESKY = "dry-run:bluesky:demo";

  /** From the writing of the file to the first post: an import must be over by then. */
  private static final Duration AHEAD = Duration.ofSeconds(5);

  private final Path scratch;
  private final Belfry belfry;
  private final Aftermath aftermath;

  CorpusTest(TestDatabase database, @TempDir Path scratch) {
    this.scratch = scratch;
    this.belfry = Belfry.on(database.address(), scratch);
    this.aftermath = new Aftermath(database.dataSource());
  }

  @AfterEach
  void killAll() {
    belfry.close();
  }

  @Test
  void what_people_write_comes_out_of_the_history_byte_for_byte() throws IOException {
    Path images = Files.createDirectory(scratch.resolve("images"));
    Images.png(images, "belfry.png");

    goesInAndComesOut(
        Written.in(
            Stream.of(
                """
                {"id": "plain", "text": "The bells are back. They’re “louder” — much louder…"}""",
                """
                {"id": "signs", "text": "Tabs\\tand\\n\\nblank lines,  two spaces, a \\\\ and a / and \\u201cquotes\\u201d "}""",
                """
                {"id": "cjk", "text": "鐘が鳴る。今日は三回、明日は四回。종이 울린다"}""",
                """
                {"id": "emoji", "text": "🔔🔔 👩🏽‍🔧 fixes it 👨‍👩‍👧‍👦 listen 🏴󠁧󠁢󠁳󠁣󠁴󠁿 e\\u0301 é"}""",
                """
                {"id": "rtl", "text": "الجرس يدق في الثامنة — הפעמון מצלצל (at 8:00)"}""",
                """
                {"id": "image", "text": "Our new bell, at bells.example", "media": [{"file": "images/belfry.png", "alt": "A bell’s \\"mouth\\"\\nseen from below 🔔"}]}""",
                """
                {"id": "thread", "parts": [{"text": "A thread @ringer, #bells"}, {"text": "in three parts", "media": [{"file": "images/belfry.png", "alt": "第二"}]}, {"text": "1/2 ½ ﬁn"}]}"""),
            scratch),
        Duration.ofMillis(200));
  }

  @Test
  void the_corpus_comes_out_of_the_history_byte_for_byte() throws IOException {
    goesInAndComesOut(corpus(), Duration.ofMillis(100));
  }

  @Test
  void the_corpus_one_second_apart_comes_out_of_the_history_byte_for_byte() throws IOException {
    goesInAndComesOut(corpus(), Duration.ofSeconds(1));
  }

  private Written corpus() throws IOException {
    Path posts = Shared.path("corpus/posts.jsonl");
    Path threads = Shared.path("corpus/threads.jsonl");
    copy(posts.resolveSibling("media"), Files.createDirectory(scratch.resolve("media")));
    Written corpus =
        Written.in(
            Stream.of(Files.readAllLines(posts), Files.readAllLines(threads)).flatMap(List::stream),
            scratch);
    assertThat(corpus.posts()).isEqualTo(78 + 4);
    return corpus;
  }

  private static void copy(Path folder, Path to) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private void goesInAndComesOut(Written written, Duration apart) throws IOException {
    List<String> accounts = List.of(X, BLUESKY);
    accounts.forEach(account -> belfry.run("account", "add", account));
    BelfryProcess node = belfry.node("demo");

    String file = written.scheduled(accounts, AHEAD, apart).toString();
    belfry.run("import", file);
    belfry.run("import", file);
    aftermath.awaitEmptyQueue(AHEAD.plusSeconds(10).plus(apart.multipliedBy(written.posts())));
    node.signal("TERM");
    assertThat(node.ended().err()).isEmpty();

    List<Told> history = Told.read(belfry.run("history", "--json"));
    for (String account : accounts) {
      List<Told> published =
          history.stream()
              .filter(told -> told.event().equals("published") && told.account().equals(account))
              .toList();
      assertThat(published.stream().map(Told::part)).containsExactlyElementsOf(written.parts());
      assertThat(IntStream.range(1, published.size()))
          .as("in order")
          .allSatisfy(
              i -> assertThat(published.get(i).seq()).isGreaterThan(published.get(i - 1).seq()));
    }
  }
}
