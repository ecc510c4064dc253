package dev.belfry.compose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.belfry.compose.ReadMedia.AltText;
import dev.belfry.compose.ReadMedia.FindStored;
import dev.belfry.media.Images;
import dev.belfry.media.MediaContent;
import dev.belfry.post.Network;
import dev.belfry.post.Part;
import dev.belfry.post.Post;
import dev.belfry.post.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonLinesTest {
  private static final Path FOLDER = Path.of("letters");

  private final Path folder;

  JsonLinesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void lines_of_both_forms_are_read() {
    List<RawPost> posts =
        read(
            """
            {"id": "a-1", "text": "Ding", "media": [{"file": "b/bell.png", "alt": "A bell"}]}

            {"parts": [{"text": "one"}, {"media": [{"file": "c.png"}]}],\
             "to": ["x:me"], "at": "2026-12-01 09:00", "zone": "America/New_York"}
            {"text": "\\ud83d\\udd14", "id": null, "to": null}
            """);

    assertThat(posts)
        .containsExactly(
            new RawPost(
                "line 1",
                "a-1",
                List.of(
                    new RawPart(
                        "Ding", List.of(new RawMedia(FOLDER.resolve("b/bell.png"), "A bell")))),
                List.of(),
                null,
                null),
            new RawPost(
                "line 3",
                null,
                List.of(
                    new RawPart("one", List.of()),
                    new RawPart("", List.of(new RawMedia(FOLDER.resolve("c.png"), "")))),
                List.of("x:me"),
                "2026-12-01 09:00",
                "America/New_York"),
            new RawPost(
                "line 4", null, List.of(new RawPart("🔔", List.of())), List.of(), null, null));
  }

  @Test
  void a_byte_order_mark_windows_line_ends_and_a_missing_last_one_do_no_harm() {
    assertThat(read("\ufeff{\"text\": \"one\"}\r\n \r\n{\"text\": \"two\"}"))
        .extracting(post -> post.parts().get(0).text())
        .containsExactly("one", "two");
  }

  @Test
  void each_mistake_is_told_by_its_line_and_the_good_lines_go_on() {
    ProblemList problems = new ProblemList();
    List<RawPost> good =
        read(
            stream(
                """
                {"id": "a", "text": "fine"}
                {"text": "no end
                {"text": "Ding", "txet": "Dong"}
                {"text": "Ding", "mood": "good"}
                {"text": "Ding", "parts": []}
                {"id": "b"}
                {"id": "a", "text": "again"}
                {"text": 42, "to": "x:me"}
                ["text"]
                {"parts": [{"text": "one", "media": [{"alt": "A bell"}]}, "two"], "media": []}
                {"text": "Ding", "text": "Dong"}
                {"text": "Ding"} {"text": "Dong"}
                {"text": "fine too"}
                """),
            problems);

    assertThat(good).extracting(RawPost::where).containsExactly("line 1", "line 13");
    Problems.of(problems::throwIfAny)
        .satisfiesExactly(
            p -> assertThat(p.toString()).startsWith("line 2, column 17: not JSON: "),
            p -> said(p, "line 3", "\"txet\" is not known here; did you mean \"text\"?"),
            p ->
                said(
                    p,
                    "line 4",
                    "\"mood\" is not known here; what may stand here: id, text, wording, media,"
                        + " parts, to, at, zone, quote, visibility, language, warning, not-before,"
                        + " skip-checks, state"),
            p -> said(p, "line 5", "a post has either a \"text\" or \"parts\""),
            p -> said(p, "line 6", "a post has either a \"text\" or \"parts\""),
            p -> said(p, "line 7", "the id \"a\" is on line 1 already"),
            p -> said(p, "line 8", "\"text\" is text in quotes, not a number"),
            p -> said(p, "line 8", "\"to\" is a list [ … ], not text"),
            p -> said(p, "line 9", "an object { … } is wanted, not a list"),
            p -> said(p, "line 9", "a post has either a \"text\" or \"parts\""),
            p ->
                said(
                    p,
                    "line 10",
                    "\"media\" stands in one of the \"parts\", to tell where the images go"),
            p -> said(p, "line 10, part 2", "an object { … } is wanted, not text"),
            p -> said(p, "line 10, part 1, image 1", "each of the \"media\" has a \"file\""),
            p -> assertThat(p.toString()).startsWith("line 11, column ").contains("not JSON: "),
            p -> assertThat(p.toString()).startsWith("line 12, column ").contains("not JSON: "));
  }

  @Test
  void what_is_wrong_with_wording_and_presentation_is_told_by_its_line() {
    ProblemList problems = new ProblemList();
    List<RawPost> good =
        read(
            stream(
                """
                {"text": "Ding", "wording": {"bluesky": "Dong"}, "quote": "https://x.com/a/status/1"}
                {"text": "Ding", "wording": {"blusky": "Dong", "x": 1}, "language": "xx"}
                {"parts": [{"text": "a", "wording": "b"}], "wording": {}, "visibility": "all"}
                {"text": "Ding", "quote": ["https://x.com/a/status/1", "https://x.com/b/status/2"]}
                """),
            problems);

    assertThat(good.get(0).parts())
        .containsExactly(new RawPart("Ding", Map.of(Network.BLUESKY, "Dong"), List.of()));
    Problems.of(problems::throwIfAny)
        .containsExactly(
            new Problem(
                "line 2, \"wording\"", "\"blusky\" is not known here; did you mean \"bluesky\"?"),
            new Problem("line 2, \"wording\"", "\"x\" is text in quotes, not a number"),
            new Problem(
                "line 2", "\"xx\" is not a language; write its code, such as en, pt-BR or zh-Hant"),
            new Problem(
                "line 3", "\"wording\" stands in one of the \"parts\", to tell which it words"),
            new Problem("line 3, part 1, \"wording\"", "an object { … } is wanted, not text"),
            new Problem(
                "line 3",
                "\"all\" does not say who may see it; write one of public, unlisted, private,"
                    + " direct"),
            new Problem("line 4", "two posts on X are quoted; only one can be"));
  }

  @Test
  void bytes_that_are_not_utf_8_are_told_by_line_and_column() {
    problems(new byte[] {'{', '}', '\n', '{', '"', (byte) 0xE9, '"', '}', '\n'})
        .last()
        .isEqualTo(new Problem("line 2, column 3", "the byte 0xE9 is not UTF-8; save it as UTF-8"));
  }

  @Test
  void a_line_without_end_is_told_and_skipped() {
    String huge = "{\"text\": \"" + "a".repeat(ImportJsonLines.LONGEST + 1) + "\"}\n";
    ProblemList problems = new ProblemList();

    assertThat(read(stream(huge + "{\"text\": \"fine\"}\n"), problems))
        .extracting(RawPost::where)
        .containsExactly("line 2");
    Problems.of(problems::throwIfAny)
        .containsExactly(
            new Problem(
                "line 1, column 1",
                "the line is longer than 8,388,608 bytes; is this JSON Lines?"));
  }

  @Test
  void a_line_of_just_the_bound_is_read() {
    String frame = "{\"text\": \"\"}";
    String text = "a".repeat(ImportJsonLines.LONGEST - frame.length());

    assertThat(read("{\"text\": \"" + text + "\"}\n{\"text\": \"two\"}")).hasSize(2);
    problems(("{\"text\": \"a" + text + "\"}").getBytes(UTF_8)).hasSize(1);
  }

  @Test
  void nesting_without_end_is_not_json_here() {
    problems("[".repeat(500_000).getBytes(UTF_8)).hasSize(1);
  }

  @Test
  void many_problems_are_counted_and_only_some_are_told() {
    problems("{}\n".repeat(1_000).getBytes(UTF_8))
        .hasSize(101)
        .last()
        .isEqualTo(new Problem("", "and 900 more"));
  }

  @Test
  void what_is_not_consumed_is_not_read() {
    ByteArrayInputStream in =
        new ByteArrayInputStream("{\"text\": \"Ding\"}\n".repeat(100_000).getBytes(UTF_8));

    assertThat(ImportJsonLines.read(in, FOLDER, new ProblemList()).limit(3)).hasSize(3);
    assertThat(in.available()).isGreaterThan(1_000_000);
  }

  @Test
  void a_hundred_thousand_posts_are_read_and_composed_one_by_one() throws IOException {
    String line = "{\"id\": \"%d\", \"text\": \"" + "Ding 🔔 ".repeat(25) + "\"}";
    Path many = folder.resolve("many.jsonl");
    Files.write(many, IntStream.range(0, 100_000).mapToObj(line::formatted).toList());
    ComposePost compose = new ComposePost(AltText.REQUIRED, FindStored.NOTHING);
    ProblemList problems = new ProblemList();

    try (InputStream in = Files.newInputStream(many)) {
      assertThat(
              ImportJsonLines.read(in, FOLDER, problems)
                  .map(compose::compose)
                  .filter(composed -> composed.files().isEmpty())
                  .mapToInt(composed -> composed.post().parts().size())
                  .sum())
          .isEqualTo(100_000);
    }
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void what_was_exported_is_imported_as_the_same_posts() throws IOException {
    Images.png(folder, "bell.png");
    String written =
        """
        {"id":"a-1","text":"Ding \\"🔔\\"\\r\\n\\u2028\\tdong","media":[{"file":"bell.png","alt":"A bell"}]}
        {"parts":[{"text":"one"},{"text":"","media":[{"file":"bell.png","alt":"Again"}]}],\
        "to":["x:me"],"at":"2026-12-01T09:00-05:00","zone":"America/New_York"}
        """;
    List<Composed> posts = compose(Files.writeString(folder.resolve("in.jsonl"), written));

    Path out = folder.resolve("out.jsonl");
    List<RawPost> raws = read(stream(written), new ProblemList());
    export(raws, posts, out);

    assertThat(compose(out)).isEqualTo(posts);
    assertThat(read(stream(Files.readString(out)), new ProblemList()))
        .extracting(RawPost::key, RawPost::to, RawPost::at, RawPost::zone)
        .isEqualTo(
            read(stream(written), new ProblemList()).stream()
                .map(p -> tuple(p.key(), p.to(), p.at(), p.zone()))
                .toList());
    assertThat(folder.resolve("out.jsonl.media")).isDirectoryContaining("glob:**.png");
  }

  @Test
  void an_export_that_was_not_finished_leaves_the_file_as_it_was() throws IOException {
    Path out = Files.writeString(folder.resolve("out.jsonl"), "before");

    try (ExportJsonLines export =
        new ExportJsonLines(out, whole(out), sha256 -> InputStream.nullInputStream())) {
      export.write(new ExportedPost(null, new Post(List.of(Part.of("a"))), List.of(), null, null));
    }

    assertThat(out).hasContent("before");
    assertThat(folder).isDirectoryNotContaining("glob:**unfinished");
  }

  @ParameterizedTest
  @ValueSource(strings = {"posts.jsonl", "threads.jsonl"})
  void the_corpus_comes_back_byte_for_byte(String name) throws IOException {
    Path corpus = Shared.path("corpus/" + name);
    List<Composed> posts = compose(corpus);
    List<RawPost> raws;
    try (InputStream in = Files.newInputStream(corpus)) {
      raws = read(in, new ProblemList());
    }

    Path out = folder.resolve(name);
    export(raws, posts, out);

    assertThat(posts).hasSizeGreaterThanOrEqualTo(4);
    assertThat(compose(out)).isEqualTo(posts);
    for (RawPost raw : raws) {
      RawPost back = PostFile.parse(PostFile.write(raw, FOLDER), FOLDER);
      assertThat(back.parts()).isEqualTo(raw.parts());
    }
  }

  private static List<Composed> compose(Path file) throws IOException {
    ComposePost compose = new ComposePost(AltText.REQUIRED, FindStored.NOTHING);
    ProblemList problems = new ProblemList();
    try (InputStream in = Files.newInputStream(file)) {
      Path beside = file.toAbsolutePath().getParent();
      List<Composed> posts =
          ImportJsonLines.read(in, beside == null ? file : beside, problems)
              .flatMap(raw -> problems.gather(() -> compose.compose(raw)).stream())
              .toList();
      problems.throwIfAny();
      return posts;
    }
  }

  private static void export(List<RawPost> raws, List<Composed> posts, Path out) {
    Map<String, MediaContent> stored = new HashMap<>();
    posts.stream()
        .flatMap(post -> post.files().stream())
        .forEach(file -> stored.put(file.media().sha256(), file.content()));
    try (ExportJsonLines export =
        new ExportJsonLines(out, whole(out), hash -> open(stored, hash))) {
      for (int i = 0; i < raws.size(); i++) {
        RawPost raw = raws.get(i);
        export.write(
            new ExportedPost(raw.key(), posts.get(i).post(), raw.to(), raw.at(), raw.zone()));
      }
      export.finish();
    }
  }

  private static InputStream open(Map<String, MediaContent> stored, String hash) {
    try {
      return Objects.requireNonNull(stored.get(hash)).open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void said(Problem problem, String where, String message) {
    assertThat(problem).isEqualTo(new Problem(where, message));
  }

  private static WholeFile whole(Path file) {
    return new WholeFile(Destination.of(file));
  }

  private static InputStream stream(String lines) {
    return new ByteArrayInputStream(lines.getBytes(UTF_8));
  }

  private static List<RawPost> read(String lines) {
    ProblemList problems = new ProblemList();
    List<RawPost> posts = read(stream(lines), problems);
    problems.throwIfAny();
    return posts;
  }

  private static List<RawPost> read(InputStream in, ProblemList problems) {
    return ImportJsonLines.read(in, FOLDER, problems).toList();
  }

  private static ListAssert<Problem> problems(byte[] lines) {
    ProblemList problems = new ProblemList();
    read(new ByteArrayInputStream(lines), problems);
    return Problems.of(problems::throwIfAny);
  }
}
