package dev.belfry.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.belfry.cli.TestWorkplace.Ran;
import dev.belfry.cli.terminal.Screen;
import dev.belfry.media.Images;
import dev.belfry.testing.RowCounts;
import dev.belfry.testing.TestDatabase;
import dev.belfry.testing.TestPostgres;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is wrong with it: one clear sentence, the right exit code, and nothing is saved. So one
 * database is enough for all of them.
 */
class BadInputTest {
  private static final String ACCOUNT = "dry-run:x:demo";
  private static final TestDatabase DATABASE = TestPostgres.freshDatabase();

  private static Path folder;
  private static SortedMap<String, Long> before;

  private final TestWorkplace workplace = new TestWorkplace(DATABASE.dataSource());

  @BeforeAll
  static void there_is_an_account_and_there_are_images(@TempDir Path scratch) throws IOException {
    folder = scratch;
    Images.png(folder, "bell.png");
    Files.writeString(folder.resolve("notes.png"), "The bells are in the tower.");
    try (RandomAccessFile big = new RandomAccessFile(folder.resolve("big.png").toFile(), "rw")) {
      big.write(Files.readAllBytes(folder.resolve("bell.png")));
      big.setLength(64L * 1024 * 1024 + 1);
    }
    TestWorkplace workplace = new TestWorkplace(DATABASE.dataSource());
    assertThat(workplace.run("account", "add", ACCOUNT).exit()).isZero();
    before = RowCounts.of(DATABASE.dataSource());
    assertThat(before).containsEntry("accounts", 1L).containsEntry("posts", 0L);
  }

  @AfterAll
  static void drop() {
    DATABASE.close();
  }

  static List<BadPost> posts() {
    return List.of(
        BadPost.of(
            "too long",
            Map.of("text", "word ".repeat(69) + "word", "to", ACCOUNT),
            "too long for X by 69 characters (349 of 280)",
            "the limit falls here: \"…",
            " | word",
            "--split"),
        BadPost.of("empty", Map.of("text", "", "to", ACCOUNT), "the text is empty"),
        BadPost.of("blank", Map.of("text", " \t ", "to", ACCOUNT), "the text is empty"),
        BadPost.of(
                "unknown account",
                Map.of("to", "x:nobody"),
                "there is no account x:nobody here; belfry account add x:nobody makes it known")
            .exits(4),
        BadPost.of(
            "no account's name", Map.of("to", "nobody"), "not an account name", "write x:handle"),
        BadPost.of(
            "a time and no account", Map.of("at", "2026-12-01 09:00"), "a time and no account"),
        BadPost.of(
            "past",
            Map.of("to", ACCOUNT, "at", "2026-11-24 03:59"),
            "at: Tue 24 Nov 2026 03:59 America/New_York (08:59 UTC, 1 min ago) is past"),
        BadPost.of(
            "in a gap",
            Map.of("to", ACCOUNT, "at", "2027-03-14 02:30", "zone", "America/New_York"),
            "2027-03-14 02:30 does not exist in America/New_York",
            "write 2027-03-14 01:59 or 2027-03-14 03:00"),
        BadPost.of(
            "no zone",
            Map.of("to", ACCOUNT, "at", "2027-03-14 12:00", "zone", "Europe/Pariss"),
            "zone: there is no time zone \"Europe/Pariss\"; did you mean Europe/Paris"),
        BadPost.of(
            "no time",
            Map.of("to", ACCOUNT, "at", "tomorrow"),
            "at: \"tomorrow\" is not a date and a time; write 2026-12-01 09:00"),
        BadPost.of(
            "no image",
            Map.of("media", "notes.png", "alt", "Notes"),
            "notes.png: this is not a PNG, JPEG, GIF or WebP image or an MP4 video; it seems to be text"),
        BadPost.of(
            "an image too big",
            Map.of("media", "big.png", "alt", "A bell"),
            "big.png: the file is too big: at most 67"),
        BadPost.of(
            "a missing image",
            Map.of("media", "bel.png", "alt", "A bell"),
            "bel.png: there is no such file; did you mean \"bell.png\"?"),
        BadPost.of(
            "alt text too long",
            Map.of("media", "bell.png", "alt", "a".repeat(2_001)),
            "bell.png: the alt text has 2001 characters; no network takes more than 2000"),
        BadPost.of(
            "alt text too long for X",
            Map.of("to", ACCOUNT, "media", "bell.png", "alt", "a".repeat(1_001)),
            "image 1: the alt text has 1001 characters, 1 more than the 1000 that X takes"),
        BadPost.of("no alt text", Map.of("media", "bell.png"), "bell.png: the alt text is missing"),
        BadPost.of(
            "a control character", Map.of("text", "Ding\u0007"), "control character (U+0007)"));
  }

  @ParameterizedTest
  @MethodSource("posts")
  void draft_says_what_is_wrong(BadPost post) {
    List<String> args = new ArrayList<>(List.of("draft", post.text()));
    args.addAll(post.options(folder));
    check(workplace.run(args.toArray(String[]::new)), post.exit(), post.says());
  }

  @ParameterizedTest
  @MethodSource("posts")
  void draft_says_what_is_wrong_in_a_post_file(BadPost post) throws IOException {
    Path file = Files.writeString(folder.resolve("post.md"), post.file());
    check(workplace.run("draft", "-f", file.toString()), post.exit(), post.says());
  }

  @ParameterizedTest
  @MethodSource("posts")
  void thread_says_what_is_wrong_and_in_which_part(BadPost post) {
    List<String> args = new ArrayList<>(List.of("thread", "-c", "First", "-c", post.text()));
    args.addAll(post.options(folder));
    Ran ran = workplace.run(args.toArray(String[]::new));
    check(ran, post.exit(), post.says());
    if (post.fields().containsKey("text")) {
      assertThat(ran.err()).startsWith("belfry: part 2: ");
    }
  }

  @ParameterizedTest
  @MethodSource("posts")
  void import_says_what_is_wrong_and_on_which_line(BadPost post) throws IOException {
    String good = "{\"text\": \"Good\"}\n";
    Path file = Files.writeString(folder.resolve("posts.jsonl"), good + post.line() + good);
    Ran ran = workplace.run("import", file.toString());
    check(ran, 3, post.says());
    assertThat(ran.err()).startsWith("belfry: line 2");
  }

  static Stream<Arguments> inputs() {
    byte[] notUtf8 = {'D', 'i', 'n', 'g', '\n', 'o', (byte) 0xFF, 'k', '\n'};
    byte[] nul = "Ding\nDo\0ng\n".getBytes(UTF_8);
    byte[] tenMegabytes = new byte[10_000_000];
    Arrays.fill(tenMegabytes, (byte) 'a');
    String far = "the text is longer than 1,048,576 bytes, far more than a post can be";
    List<List<String>> commands =
        List.of(
            List.of("draft", "-"), List.of("draft", "-f", "-"), List.of("thread", "--split", "-"));
    return commands.stream()
        .flatMap(
            args ->
                Stream.of(
                    arguments(
                        args, notUtf8, "standard input, line 2, column 2: the byte 0xFF is not"),
                    arguments(args, nul, "standard input, line 2, column 3: a NUL character"),
                    arguments(args, tenMegabytes, far)));
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void what_is_no_text_is_refused_on_standard_input(List<String> args, byte[] input, String says) {
    Ran ran = workplace.runOn(Screen.files(input), args.toArray(String[]::new));
    check(ran, 3, List.of(says));
  }

  static Stream<Arguments> lines() {
    byte[] tenMegabytes = new byte[10_000_000];
    Arrays.fill(tenMegabytes, (byte) 'a');
    byte[] noForm = tenMegabytes.clone();
    tenMegabytes[0] = '{';
    return Stream.of(
        arguments(noForm, "standard input: what form this has can't be told from its beginning"),
        arguments(new byte[] {'{', '"', (byte) 0xFF, '"', '}'}, "line 1, column 3: the byte 0xFF"),
        arguments("{\"text\": \"Do\0ng\"}".getBytes(UTF_8), "line 1, column 13: not JSON"),
        arguments("{\"text\": \"Do\\u0000ng\"}".getBytes(UTF_8), "line 1: the text has a NUL"),
        arguments("{\"text\": \"Ding\"".getBytes(UTF_8), "line 1, column 16: not JSON"),
        arguments(
            "{\"id\": \"\", \"text\": \"a\"}".getBytes(UTF_8), "line 1, key: the key is empty"),
        arguments("{\"txt\": \"a\"}".getBytes(UTF_8), "\"txt\" is not known here; did you mean"),
        arguments("{\"id\": \"a\\u0000\", \"text\": \"a\"}".getBytes(UTF_8), "the key has a NUL"),
        arguments(tenMegabytes, "line 1, column 1: the line is longer than 8,388,608 bytes"));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void what_is_no_post_is_refused_in_an_import(byte[] input, String says) {
    Ran ran = workplace.runOn(Screen.files(input), "import", "-");
    assertThat(ran.err()).contains(says);
    assertThat(ran.exit()).isEqualTo(3);
    assertThat(RowCounts.of(DATABASE.dataSource())).isEqualTo(before);
  }

  static Stream<Arguments> frontMatter() {
    return Stream.of(
        arguments("---\nto: [x:me\nat: 9\n---\nDing", "line 3, column 3"),
        arguments("---\nto: x:me\n too: b\n---\nDing", "line 3, column"),
        arguments("---\ntoo: x:me\n---\nDing", "line 2, column 1: \"too\" is not known here"),
        arguments("---\nto: x:me\nDing", "line 1"),
        arguments("---\nmedia: bell.png\n---\nDing", "line 2, column 8: \"media\" is a list"));
  }

  @ParameterizedTest
  @MethodSource("frontMatter")
  void broken_front_matter_is_told_by_line_and_column(String file, String says) {
    check(workplace.runWith(file, "draft", "-f", "-"), 3, List.of(says));
  }

  static Stream<Arguments> wrongCommands() {
    return Stream.of(
        arguments(2, "\"4x\" is not the number of a post", args("retry", "4x")),
        arguments(2, "there is no place for \"2\" here", args("history", "1", "2")),
        arguments(2, "there is no place for \"x\" here", args("nodes", "x")),
        arguments(4, "there is no post 9", args("retry", "9")),
        arguments(3, "not an account name", args("retry", "9", "--account", "me")),
        arguments(2, "say either --posted URL or --not-posted", args("resolve", "9")),
        arguments(4, "there is no post 9", args("resolve", "9", "--posted", "https://x.com")),
        arguments(3, "not an account name", args("resolve", "9", "--not-posted", "--account", "")),
        arguments(2, "--after-restore is about everything", args("resume", "9", "--after-restore")),
        arguments(4, "nothing to resume after", args("resume", "--after-restore")),
        arguments(3, "--spacing: \"soon\" is not an amount", added("--spacing", "soon")),
        arguments(3, "--spacing: \"PT-5S\" is below zero", added("--spacing", "PT-5S")),
        arguments(2, "--when-absent takes ask or resend", added("--when-absent", "panic")));
  }

  private static List<String> args(String... args) {
    return List.of(args);
  }

  private static List<String> added(String option, String value) {
    return List.of("account", "add", "x:new", option, value);
  }

  @ParameterizedTest
  @MethodSource("wrongCommands")
  void a_command_about_what_is_stuck_says_what_is_wrong(
      int exit, String says, List<String> command) {
    check(workplace.run(command.toArray(String[]::new)), exit, List.of(says));
  }

  private void check(Ran ran, int exit, List<String> says) {
    assertThat(ran.err()).startsWith("belfry: ").contains(says);
    assertThat(ran.err().lines()).as("sentences").hasSize(1);
    assertThat(ran.exit()).isEqualTo(exit);
    assertThat(ran.out()).isEmpty();
    assertThat(RowCounts.of(DATABASE.dataSource())).isEqualTo(before);
  }
}
