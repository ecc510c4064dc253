package dev.belfry.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.belfry.cli.TestWorkplace.Ran;
import dev.belfry.media.Images;
import dev.belfry.testing.NamedPipe;
import dev.belfry.testing.PostgresExtension;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands that write a file do where something else is there. */
@ExtendWith(PostgresExtension.class)
final class OutletTest {
  private static final String HISTORY = "history export";
  private static final String CSV = "history export --csv";
  private static final String HOUSE = "export --format jsonl";
  private static final String CALENDAR = "export --format ics";
  private static final String PAGE = "preview 1 --html";

  private final TestWorkplace workplace;
  private final Path folder;

  OutletTest(DataSource source, @TempDir Path folder) {
    this.workplace = new TestWorkplace(source);
    this.folder = folder;
    workplace.set("BELFRY_LOOK_UPS", "off");
  }

  @BeforeEach
  void queue_a_post() {
    fine("account add", "dry-run:x:demo");
    fine("draft Ding --to dry-run:x:demo --at", "2026-12-01T09:00Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {HISTORY, CSV, HOUSE, CALENDAR, PAGE})
  void a_pipe_gets_what_standard_output_would_and_stays_a_pipe(String command) throws Exception {
    String printed = fine(command, "-").out();

    try (NamedPipe pipe = new NamedPipe(folder)) {
      Ran ran = fine(command, pipe.path().toString());

      assertThat(pipe.heard()).isNotEmpty().isEqualTo(printed);
      assertThat(ran.out()).as("it may be what the pipe's reader gets").isEmpty();
      assertThat(Files.isRegularFile(pipe.path())).isFalse();
      assertAlone(pipe.path());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {HISTORY, CSV, HOUSE, CALENDAR, PAGE})
  void a_link_to_a_pipe_is_written_through(String command) throws Exception {
    try (NamedPipe pipe = new NamedPipe(folder)) {
      Path link = Files.createSymbolicLink(folder.resolve("link"), pipe.path());

      fine(command, link.toString());

      assertThat(pipe.heard()).isNotEmpty();
      assertThat(link).isSymbolicLink();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {HISTORY, CSV, HOUSE, CALENDAR, PAGE})
  void what_a_link_leads_to_is_replaced_and_the_link_stays(String command) throws IOException {
    Path file = Files.writeString(folder.resolve("old"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("old"));
    Path further = Files.createSymbolicLink(folder.resolve("further"), link);

    fine(command, further.toString());

    assertThat(link).isSymbolicLink();
    assertThat(further).isSymbolicLink();
    assertThat(Files.readString(file)).isEqualTo(fine(command, "-").out());
    assertAlone(file, link, further);
  }

  @ParameterizedTest
  @ValueSource(strings = {HISTORY, HOUSE, CALENDAR, PAGE})
  void what_a_link_leads_to_is_made_where_it_is_not_there(String command) throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("other/new"));

    fine(command, link.toString());

    assertThat(link).isSymbolicLink();
    assertThat(other.resolve("new")).isNotEmptyFile();
  }

  @ParameterizedTest
  @ValueSource(strings = {HISTORY, HOUSE, CALENDAR, PAGE})
  void a_folder_is_refused_and_stays(String command) throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));

    Ran ran = workplace.run(words(command, empty.toString()));

    assertThat(ran)
        .isEqualTo(
            new Ran(
                ExitCode.INVALID_INPUT.code(),
                "",
                "belfry: %s: this is not a file but a folder; name one in it\n".formatted(empty)));
    assertThat(empty).isEmptyDirectory();
    assertAlone(empty);
  }

  @Test
  void links_that_go_round_are_told() throws IOException {
    Path ring = folder.resolve("ring");
    Files.createSymbolicLink(ring, Path.of("ring"));

    Ran ran = workplace.run(words(HISTORY, ring.toString()));

    assertThat(ran.exit()).isEqualTo(ExitCode.FAILED.code());
    assertThat(ran.err()).isEqualTo("belfry: can't use the file " + ring + " (file system loop)\n");
  }

  @Test
  void a_file_that_is_open_here_is_added_to_as_a_shell_would() throws IOException {
    Path file = Files.writeString(folder.resolve("all.jsonl"), "before\n");
    try (FileOutputStream open = new FileOutputStream(file.toFile(), /* append= */ true)) {
      Path link = linkTo(file);

      assertThat(fine(HISTORY, link.toString()).out()).isEmpty();

      open.write("after\n".getBytes(UTF_8));
    }
    assertThat(Files.readString(file)).isEqualTo("before\n" + fine(HISTORY, "-").out() + "after\n");
    assertAlone(file);
  }

  @Test
  void images_have_no_place_in_a_pipe() throws Exception {
    Path bell = Images.png(folder, "bell.png");
    fine("draft Dong --alt Bell --media", bell.toString());
    Files.delete(bell);

    try (NamedPipe pipe = new NamedPipe(folder)) {
      Ran ran = workplace.run(words(HOUSE, pipe.path().toString()));

      assertThat(ran.exit()).isEqualTo(ExitCode.NOT_POSSIBLE.code());
      assertThat(pipe.heard()).isEmpty();
      assertAlone(pipe.path());
    }
  }

  @Test
  void the_images_of_an_export_to_a_link_are_found_by_the_links_name() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    fine("draft Dong --alt Bell --media", Images.png(folder, "bell.png").toString());
    Path link = Files.createSymbolicLink(folder.resolve("newest.jsonl"), Path.of("other/1.jsonl"));

    fine("export --posts-only", link.toString());

    assertThat(other.resolve("1.jsonl")).isNotEmptyFile();
    fine("import --skip-check same-text", link.toString());
  }

  /** As {@code /dev/stdout} is one. */
  private static Path linkTo(Path file) throws IOException {
    Path descriptors = Path.of("/proc/self/fd");
    assumeTrue(Files.isDirectory(descriptors), "this system shows no open files");
    try (Stream<Path> links = Files.list(descriptors)) {
      return links.filter(link -> leadsTo(link, file)).findFirst().orElseThrow();
    }
  }

  private static boolean leadsTo(Path link, Path file) {
    try {
      return Files.exists(link) && Files.isSameFile(link, file);
    } catch (IOException e) {
      return false; // closed meanwhile
    }
  }

  private void assertAlone(Path... left) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsOnly(left);
    }
  }

  private Ran fine(String command, String last) {
    Ran ran = workplace.run(words(command, last));
    assertThat(ran.exit()).as(ran.toString()).isZero();
    return ran;
  }

  private static String[] words(String command, String last) {
    return (command + " " + last).split(" ");
  }
}
