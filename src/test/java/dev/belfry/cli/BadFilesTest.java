package dev.belfry.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.cli.TestWorkplace.Ran;
import dev.belfry.testing.RowCounts;
import dev.belfry.testing.TestDatabase;
import dev.belfry.testing.TestPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of file that comes in, and everything that can be wrong with a file: a sentence with
 * line and column, and nothing is saved. So one database is enough for all of them.
 */
final class BadFilesTest {
  private static final String ACCOUNT = "dry-run:x:demo";
  private static final TestDatabase DATABASE = TestPostgres.freshDatabase();

  private static Path scratch;
  private static SortedMap<String, Long> before;

  private final TestWorkplace workplace = new TestWorkplace(DATABASE.dataSource());

  /** A kind of file: how it is called, by which command it comes in, and a good one. */
  enum Kind {
    JSON_LINES("posts.jsonl", "import FILE", "{\"id\": \"a\", \"text\": \"Café\"}\n"),
    EXPORT(
        "all.jsonl",
        "import FILE",
        "{\"kind\":\"belfry\",\"form\":1,\"belfry\":\"00000000-0000-0000-0000-000000000001\"}\n{\"id\": \"a\", \"text\": \"Café\"}\n"),
    BUFFER("buffer.csv", "import FILE", "Text,Image URL,Tags,Posting Time\n\"Café\",,,\n"),
    HOOTSUITE("plan.csv", "import FILE --to " + ACCOUNT, "31/12/2027 09:05,\"Café\",\n"),
    CSV("any.csv", "import FILE --map text=Message", "Message,Note\n\"Café\",x\n"),
    TYPEFULLY("thread.txt", "import FILE --format typefully", "Café\n"),
    TWEET("a.tweet", "import FILE", "Café\n"),
    X_ARCHIVE(
        "tweets.js",
        "import FILE",
        "window.YTD.tweets.part0 = [ {\"tweet\": {\"id_str\": \"1\", \"full_text\": \"Café\","
            + " \"created_at\": \"Tue Nov 24 09:00:00 +0000 2020\"}} ]\n"),
    POST_FILE("post.md", "draft -f FILE", "---\nkey: a\n---\n\nCafé\n"),
    FOLDER("folder/post.md", "sync FOLDER --name team", "---\nkey: a\n---\n\nCafé\n"),
    SCHEDULE(
        "sundays.yaml",
        "schedules apply FILE",
        "name: sundays\naccounts: ["
            + ACCOUNT
            + "]\nzone: Europe/Paris # Café\nslots:\n  - times: \"09:00\"\n");

    final String name;
    final String command;
    final String good;

    Kind(String name, String command, String good) {
      this.name = name;
      this.command = command;
      this.good = good;
    }
  }

  @BeforeAll
  static void there_is_an_account(@TempDir Path folder) {
    scratch = folder;
    TestWorkplace workplace = new TestWorkplace(DATABASE.dataSource());
    assertThat(workplace.run("account", "add", ACCOUNT).exit()).isZero();
    before = RowCounts.of(DATABASE.dataSource());
  }

  @AfterAll
  static void drop() {
    DATABASE.close();
  }

  /** Makes a bad file of a good one. */
  @FunctionalInterface
  private interface Damage {
    byte[] of(String good) throws IOException;
  }

  private static final Set<Kind> ALL = EnumSet.allOf(Kind.class);
  private static final Set<Kind> CSVS = EnumSet.of(Kind.BUFFER, Kind.HOOTSUITE, Kind.CSV);
  private static final Set<Kind> YAMLS = EnumSet.of(Kind.POST_FILE, Kind.FOLDER, Kind.SCHEDULE);
  private static final Set<Kind> POST_FILES = EnumSet.of(Kind.POST_FILE, Kind.FOLDER);
  private static final Set<Kind> IMPORTS = EnumSet.complementOf(EnumSet.copyOf(YAMLS));

  static Stream<Arguments> damaged() {
    Damage utf16 = good -> concat(new byte[] {(byte) 0xFF, (byte) 0xFE}, good.getBytes(UTF_16LE));
    Damage unmarked = good -> good.getBytes(UTF_16LE);
    Damage latin1 = good -> good.getBytes(ISO_8859_1);
    Damage nul = good -> good.replace("Caf", "C\0f").getBytes(UTF_8);
    Damage cut = good -> good.substring(0, good.indexOf("afé")).getBytes(UTF_8);
    Damage ragged = good -> (good + "a,b,c,d,e,f\n").getBytes(UTF_8);
    Damage quotes = good -> (good + "\"a \"b\" c\",,,\n").getBytes(UTF_8);
    Damage alias =
        good -> good.replaceFirst("(?m)^(key|name): .*", "$1: &a [*a, *a]").getBytes(UTF_8);
    Damage tag =
        good -> good.replaceFirst("(?m)^(key|name): ", "$1: !!java.net.URL ").getBytes(UTF_8);
    Damage endless = good -> good.replace("---\n\nCafé", "at: 2027-01-01").getBytes(UTF_8);
    return Stream.of(
            of("UTF-16", ALL, utf16, "line 1, column 1: this is UTF-16; save it as UTF-8"),
            of("UTF-16 without its mark", IMPORTS, unmarked, "line 1, column 1: this is UTF-16"),
            of(
                "Latin-1",
                ALL,
                latin1,
                "line \\d+, column \\d+: (the byte 0xE9 is not|not JSON: Invalid) UTF-8"),
            of("a NUL", ALL, nul, "line \\d+(, column .+)?: .*(NUL|CTRL-CHAR, code 0)"),
            of("a NUL", CSVS, nul, "line \\d, column \"(Text|Message)\": .*NUL"),
            of("a zip", IMPORTS, BadFilesTest::zip, "line 1, column 1: this is a zip archive"),
            of(
                "a zip",
                YAMLS,
                BadFilesTest::zip,
                "line \\d+, column \\d+: the byte 0x.. is not UTF-8"),
            of(
                "cut short",
                EnumSet.of(Kind.JSON_LINES, Kind.EXPORT, Kind.X_ARCHIVE),
                cut,
                "line \\d+, column \\d+: not JSON: Unexpected end"),
            of(
                "cut short",
                CSVS,
                cut,
                "line \\d, column \\d+: a quote that is opened here is never closed"),
            of("ragged", EnumSet.of(Kind.BUFFER), ragged, "line 3, column 5: .*6 columns"),
            of("ragged", EnumSet.of(Kind.CSV), ragged, "line 3, column 3: .*6 columns"),
            of(
                "ragged",
                EnumSet.of(Kind.HOOTSUITE),
                ragged,
                "line 2, column \"Date\": \"a\" is not a date"),
            of("quotes in quotes", CSVS, quotes, "line \\d, column 4: a quote is wrong here"),
            of("an alias", YAMLS, alias, "line \\d+, column \\d+: anchors and aliases"),
            of("a tag", YAMLS, tag, "line \\d+, column \\d+: tags \\(!\\) are not taken"),
            of(
                "front matter that never ends",
                POST_FILES,
                endless,
                "line 1, column 1: the front matter that begins here never ends"))
        .flatMap(each -> each);
  }

  private static Stream<Arguments> of(String what, Set<Kind> kinds, Damage damage, String says) {
    return kinds.stream().map(kind -> Arguments.of(kind, what, damage, says));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("damaged")
  void a_file_that_is_broken_is_told_by_its_place(
      Kind kind, String what, Damage damage, String says) throws IOException {
    Ran ran = run(kind, write(kind, damage.of(kind.good)));

    assertThat(ran.err()).as(what).containsPattern(says);
    nothingIsSaved(ran);
  }

  /** The file is sparse: its two gigabytes take no room, and are not read to the end. */
  @ParameterizedTest
  @EnumSource(Kind.class)
  void two_gigabytes_of_nothing_are_refused_without_being_read(Kind kind) throws IOException {
    String good = kind.good;
    Path file =
        write(kind, good.substring(0, good.lastIndexOf('\n')).replace(" ]", "").getBytes(UTF_8));
    try (RandomAccessFile big = new RandomAccessFile(file.toFile(), "rw")) {
      big.setLength(2L << 30);
    }

    Ran ran = run(kind, file);

    Files.delete(file);
    assertThat(ran.err())
        .containsPattern(
            "line \\d+(, column \\d+)?: (the line is longer than|not JSON)|the text is longer than");
    nothingIsSaved(ran);
  }

  /** A draft has no dry run; {@code PostFileTest} reads such a file. */
  @ParameterizedTest
  @EnumSource(value = Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "POST_FILE")
  void a_byte_order_mark_and_other_line_ends_do_no_harm(Kind kind) throws IOException {
    String good = kind.good;
    byte[] mark = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    byte[] other = concat(mark, good.replace("\n", "\r\n").getBytes(UTF_8));

    assertThat(dryRun(kind, write(kind, other)))
        .isEqualTo(dryRun(kind, write(kind, good.getBytes(UTF_8))));
  }

  private Ran dryRun(Kind kind, Path file) {
    Ran ran = run(kind, file, "--dry-run");
    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(RowCounts.of(DATABASE.dataSource())).isEqualTo(before);
    return ran;
  }

  private static void nothingIsSaved(Ran ran) {
    assertThat(ran.exit()).as(ran.err()).isEqualTo(3);
    assertThat(ran.out()).isEmpty();
    assertThat(RowCounts.of(DATABASE.dataSource())).isEqualTo(before);
  }

  private Path write(Kind kind, byte[] bytes) throws IOException {
    Path file = scratch.resolve(kind.name);
    Files.createDirectories(folderOf(file));
    return Files.write(file, bytes);
  }

  private static Path folderOf(Path file) {
    return requireNonNull(file.getParent());
  }

  private Ran run(Kind kind, Path file, String... further) {
    List<String> args = new ArrayList<>();
    for (String arg : kind.command.split(" ", -1)) {
      args.add(
          arg.equals("FILE")
              ? file.toString()
              : arg.equals("FOLDER") ? folderOf(file).toString() : arg);
    }
    args.addAll(List.of(further));
    return workplace.run(args.toArray(String[]::new));
  }

  private static byte[] concat(byte[] a, byte[] b) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(a);
    out.writeBytes(b);
    return out.toByteArray();
  }

  private static byte[] zip(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("a"));
      zip.write(text.getBytes(UTF_8));
    }
    return out.toByteArray();
  }
}
