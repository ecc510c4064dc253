package dev.belfry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.cli.TestWorkplace.Ran;
import dev.belfry.media.Images;
import dev.belfry.post.CheckName;
import dev.belfry.post.PostId;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import dev.belfry.testing.RowCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is checked on each way into the queue; it is Tuesday 24 November 2026, 04:00 in New York.
 */
@ExtendWith(PostgresExtension.class)
final class ChecksTest {
  private static final String X = "dry-run:x:demo";
  private static final String BLUESKY = "dry-run:bluesky:demo.example";
  private static final String LEFT_OVER =
      "belfry: the text has \"TODO\" in it, which looks left over; fill it in, or say --skip-check"
          + " placeholder if it is meant\n";

  private final DataSource source;
  private final TestWorkplace workplace;
  private final QueueFixture database;
  private final Path folder;

  ChecksTest(DataSource source, @TempDir Path folder) {
    this.source = source;
    this.workplace = new TestWorkplace(source);
    this.database = new QueueFixture(source);
    this.folder = folder;
  }

  @BeforeEach
  void add_accounts() {
    fine("account", "add", X);
    fine("account", "add", BLUESKY);
  }

  @Test
  void what_was_left_in_is_refused_on_its_way_into_the_queue_and_nothing_is_saved() {
    var before = RowCounts.of(source);

    Ran ran = workplace.run("draft", "Ding TODO", "--to", X, "--in", "1h");

    assertThat(ran).isEqualTo(new Ran(3, "", LEFT_OVER));
    assertThat(workplace.run("thread", "-c", "one", "-c", "two TBD", "--to", X, "--now").err())
        .startsWith("belfry: part 2: the text has \"TBD\" in it");
    assertThat(RowCounts.of(source)).isEqualTo(before);
  }

  @Test
  void a_draft_is_saved_and_told_of_it_and_refused_when_it_is_given_a_time() {
    Ran draft = fine("draft", "Ding TODO", "--to", X);
    assertThat(draft.out()).startsWith("Post 1 is saved.");
    assertThat(draft.err()).isEqualTo(LEFT_OVER);

    assertThat(workplace.run("schedule", "1", "--now")).isEqualTo(new Ran(3, "", LEFT_OVER));
    assertThat(workplace.run("schedule", "1", "--every", "0 0 9 ? * MON"))
        .isEqualTo(new Ran(3, "", LEFT_OVER));
    assertThat(queue()).isEmpty();

    fine("schedule", "1", "--now", "--skip-check", "placeholder,all-caps");
    assertThat(said("scheduled"))
        .singleElement()
        .asString()
        .contains("not checked: all-caps, placeholder by --skip-check");
  }

  @Test
  void what_is_turned_off_for_a_new_post_is_kept_with_it() throws IOException {
    fine("draft", "Ding TODO", "--to", X, "--skip-check", "placeholder");

    fine("schedule", "1", "--in", "1h");
    assertThat(said("scheduled"))
        .singleElement()
        .asString()
        .contains("not checked: placeholder by the post");
    assertThat(fine("show", "1").out()).contains("checks left out: placeholder");
    assertThat(fine("show", "1", "--json").out()).contains("\"skipChecks\":[\"placeholder\"]");
    Path file = folder.resolve("out.jsonl");
    fine("export", file.toString());
    assertThat(Files.readString(file)).contains("\"skip-checks\":[\"placeholder\"]");
  }

  @Test
  void a_name_that_is_none_is_wrong_usage_with_what_was_meant() {
    assertThat(workplace.run("draft", "Ding", "--skip-check", "place-holder"))
        .isEqualTo(
            new Ran(
                2,
                "",
                "belfry: there is no check \"place-holder\"; did you mean \"placeholder\"? See"
                    + " belfry draft --help\n"));
    assertThat(workplace.run("schedule", "1", "--now", "--skip-check", "caps").err())
        .contains("there are same-text, links, alt-text, mention, all-caps, placeholder, embargo");
    assertThat(workplace.run("draft", "Ding", "--skip-check", "links", "--check", "links").exit())
        .isEqualTo(2);
  }

  @Test
  void the_same_text_for_the_same_account_is_refused_within_thirty_days_before_and_after() {
    fine("draft", "Ding dong", "--to", X, "--at", "2027-03-02 09:00");

    Ran again = workplace.run("draft", "Ding\n dong ", "--to", X, "--at", "2027-03-31 09:00");
    assertThat(again)
        .isEqualTo(
            new Ran(
                3,
                "",
                "belfry: "
                    + X
                    + " gets the same text at 2027-03-02 09:00:00 -05:00 (post 1); change it, or"
                    + " say --skip-check same-text if it is meant\n"));
    assertThat(workplace.run("draft", "Ding dong", "--to", X, "--at", "2027-02-01 09:00").exit())
        .isEqualTo(3);
    fine("draft", "Ding dong", "--to", X, "--at", "2027-04-02 09:00");
    fine("draft", "Ding dong", "--to", BLUESKY, "--at", "2027-03-02 09:00");
    fine("draft", "ding dong", "--to", X, "--at", "2027-03-02 09:00");
    fine("draft", "Ding dong", "--to", X);
  }

  @Test
  void only_what_waits_or_is_live_counts() {
    fine("draft", "Ding", "--to", X, "--in", "1h");
    fine("schedule", "1", "--in", "2h");
    fine("unschedule", "1");
    fine("draft", "Ding", "--to", X, "--in", "1h");
    assertThat(workplace.run("schedule", "1", "--in", "1h").exit()).isEqualTo(3);
    fine("hold", "2", "--reason", "not yet");
    assertThat(workplace.run("schedule", "1", "--in", "1h").exit()).isEqualTo(3);
    fine("delete", "2");
    fine("schedule", "1", "--in", "1h");
  }

  @Test
  void what_was_published_counts_by_when_it_was() {
    TestWorkplace onTime = TestWorkplace.onTime(source);
    onTime.run("draft", "Ding", "--to", X, "--now");
    assertThat(onTime.run("run", "--once").out()).contains("published");

    assertThat(onTime.run("draft", "Ding", "--to", X, "--in", "29d").err())
        .contains(X + " got the same text at")
        .contains("(post 1)");
    assertThat(onTime.run("draft", "Ding", "--to", X, "--in", "31d").exit()).isZero();
  }

  @Test
  void images_without_a_word_are_not_the_same_text() throws IOException {
    String bell = Images.png(folder, "bell.png").toString();
    for (int i = 0; i < 2; i++) {
      fine("draft", "", "--media", bell, "--alt", "A bell", "--to", X, "--in", "1h");
    }
  }

  @Test
  void the_settings_say_how_many_days_and_what_is_off() {
    workplace.check(new CheckSettings(Set.of(CheckName.PLACEHOLDER), Set.of(), 1));
    fine("draft", "Ding TODO", "--to", X, "--in", "1h");
    fine("draft", "Ding TODO", "--to", X, "--in", "26h");

    assertThat(workplace.run("draft", "Ding TODO", "--to", X, "--in", "2h").err())
        .contains("same-text")
        .doesNotContain("placeholder");
    assertThat(said("scheduled"))
        .allSatisfy(told -> assertThat(told).contains("not checked: placeholder by the settings"));
    assertThat(
            workplace
                .run("draft", "Dong TODO", "--to", X, "--in", "2h", "--check", "placeholder")
                .exit())
        .isEqualTo(3);
  }

  @Test
  void an_edit_of_what_is_queued_is_checked_for_what_is_new_in_it() throws IOException {
    fine("draft", "Ding TODO", "--to", X, "--in", "1h", "--skip-check", "placeholder");
    fine("draft", "Dong", "--to", X, "--in", "1h");

    assertThat(edit(2, "Ding TODO").err()).contains("TODO").contains("(post 1)");
    assertThat(edit(2, "THE BELLS ARE RINGING IN THE TOWER").exit()).isEqualTo(3);
    assertThat(database.read(new PostId(2)).post().parts().get(0).text()).isEqualTo("Dong");
    assertThat(edit(2, "Ding TODO", "--skip-check", "same-text,placeholder").exit()).isZero();
    // It was meant before, and still is.
    assertThat(edit(2, "Dong TODO").exit()).isZero();
  }

  private Ran edit(int post, String text, String... options) throws IOException {
    Path file = Files.writeString(folder.resolve("edit.md"), text);
    return workplace.run(
        Stream.concat(Stream.of("edit", "" + post, "-f", file.toString()), Stream.of(options))
            .toArray(String[]::new));
  }

  @Test
  void an_import_tells_each_line_and_saves_nothing() throws IOException {
    fine("draft", "Dong", "--to", X, "--at", "2027-03-02 09:00");
    var before = RowCounts.of(source);
    Path file =
        lines(
            line("Ding", "2027-03-02 09:00"),
            line("THE BELLS ARE RINGING IN THE TOWER", "2027-03-02 09:00"),
            line("Ding", "2027-03-09 09:00"),
            line("Dear {name}", "2027-03-02 09:00"),
            line("Dong", "2027-03-09 09:00"),
            line("Ding", "2027-05-02 09:00"),
            "{\"text\": \"A draft TODO\", \"to\": [\"" + X + "\"]}");

    Ran ran = workplace.run("import", file.toString());

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("belfry: line 2: the text is all in capitals"),
            line ->
                assertThat(line)
                    .startsWith(
                        "belfry: line 3: " + X + " gets the text of line 1, too; change it"),
            line -> assertThat(line).startsWith("belfry: line 4: the text has \"{name}\""),
            line -> assertThat(line).startsWith("belfry: line 5: " + X).contains("(post 1)"));
    assertThat(RowCounts.of(source)).isEqualTo(before);
    assertThat(workplace.run("import", "--dry-run", file.toString()).err()).isEqualTo(ran.err());

    fine(
        "import",
        file.toString(),
        "--skip-check",
        "all-caps",
        "--skip-check",
        "placeholder,same-text");
    assertThat(queue()).hasSize(7);
  }

  @Test
  void an_import_takes_what_lines_say_they_go_without_and_refuses_unknown_names()
      throws IOException {
    String good =
        line("Dear {name}", "2027-03-02 09:00").replace("}", "").replace("{name", "{name}")
            + ", \"skip-checks\": [\"placeholder\"]}";
    fine("import", lines(good).toString());

    String bad = "{\"text\": \"a\", \"skip-checks\": [\"placehoder\", \"embargo\"]}";
    assertThat(workplace.run("import", lines(bad).toString()).err())
        .contains("line 1: there is no check \"placehoder\"; did you mean \"placeholder\"?")
        .contains("line 1: an embargo is lifted by who queues the post");
  }

  @Test
  void a_file_says_what_it_goes_without_and_a_slip_has_its_line_and_column() throws IOException {
    fine("draft", "-f", post("a.md", "skip-checks: [all-caps, placeholder]", "DEAR {NAME}"));

    assertThat(workplace.run("draft", "-f", post("b.md", "skip-checks: all-cap", "Ding")).err())
        .contains("line 5, column 14")
        .contains("there is no check \"all-cap\"; did you mean \"all-caps\"?");
  }

  @Test
  void a_sync_tells_file_line_and_column_and_does_nothing() throws IOException {
    post("a.md", "", "Ding");
    post("b.md", "", "Ding");
    post("c.md", "", "Dear {name}");
    var before = RowCounts.of(source);

    Ran ran = workplace.run("sync", folder.toString());

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err().lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith("belfry: b.md, line 7, column 1: " + X)
                    .contains("gets the text of a.md, too"),
            line -> assertThat(line).startsWith("belfry: c.md, line 7, column 1: the text has"));
    assertThat(RowCounts.of(source)).isEqualTo(before);

    Files.delete(folder.resolve("b.md"));
    post("c.md", "skip-checks: [placeholder]", "Dear {name}");
    fine("sync", folder.toString());
    // What leaves the queue may come again as another file's.
    Files.delete(folder.resolve("a.md"));
    post("d.md", "", "Ding");
    fine("sync", folder.toString());
    post("c.md", "skip-checks: [placeholder]", "Ding");
    assertThat(workplace.run("sync", folder.toString()).err())
        .startsWith("belfry: c.md, line 7, column 1: " + X);
  }

  @Test
  void what_repeats_says_the_same_on_purpose_and_what_else_says_it_does_not() {
    fine("draft", "Office hours", "--to", BLUESKY);
    fine("schedule", "1", "--every", "0 0 9 ? * MON", "--zone", "UTC");

    assertThat(workplace.run("draft", "Office hours", "--to", BLUESKY, "--in", "1h").exit())
        .isEqualTo(3);
    fine("schedule", "2", "--in", "1h");
    assertThat(queue()).hasSize(2);
  }

  @Test
  void what_failed_is_retried_without_a_question() {
    fine("draft", "Ding", "--to", X, "--in", "1h");
    database.execute(
        "UPDATE waiting SET reason = 'the network put it off', failures = 1, due_at = due_at");
    database.execute("UPDATE posts SET not_before = now() + interval '1 year'");

    fine("retry", "1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"draft", "thread", "schedule", "edit", "import", "sync"})
  void help_names_them_all(String command) {
    String help = fine(command, "--help").out().replaceAll("\\s+", " ");

    assertThat(help).contains("--skip-check=NAME").contains(CheckName.words());
  }

  @Test
  void alt_texts_are_one_of_the_checks_and_no_alt_is_what_it_was() throws IOException {
    String bell = Images.png(folder, "bell.png").toString();

    assertThat(workplace.run("draft", "a", "--media", bell).err()).contains("--no-alt");
    fine("draft", "a", "--media", bell, "--no-alt");
    fine("draft", "b", "--media", bell, "--skip-check", "alt-text");
    fine("draft", "-f", post("a.md", "skip-checks: alt-text\nmedia: [{file: bell.png}]", "c"));
    workplace.check(new CheckSettings(Set.of(CheckName.ALT_TEXT), Set.of(), 30));
    fine("draft", "d", "--media", bell);
  }

  @Test
  void of_two_that_queue_the_same_text_at_once_one_is_refused() throws Exception {
    Callable<Integer> queue =
        () -> new TestWorkplace(source).run("draft", "Ding", "--to", X, "--in", "1h").exit();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Integer>> ends = threads.invokeAll(List.of(queue, queue, queue, queue));
      List<Integer> exits = new ArrayList<>();
      for (Future<Integer> end : ends) {
        exits.add(end.get());
      }
      assertThat(exits).containsExactlyInAnyOrder(0, 3, 3, 3);
    } finally {
      threads.shutdownNow();
    }
    assertThat(queue()).hasSize(1);
  }

  @Test
  void the_same_key_is_the_same_post_whatever_would_be_found() {
    fine("draft", "Ding", "--to", X, "--in", "1h", "--key", "a");
    assertThat(fine("draft", "Ding", "--to", X, "--in", "1h", "--key", "a").out())
        .contains("was saved before under this key");
  }

  @Test
  void a_post_may_be_given_its_own_time_again() {
    fine("draft", "Ding", "--to", X, "--in", "1h");
    workplace.clock().tick(Duration.ofMinutes(1));
    fine("schedule", "1", "--in", "1h");
  }

  private List<String> said(String event) {
    return database.history().stream()
        .filter(each -> each.event().equals(event))
        .map(each -> String.valueOf(each.detail()))
        .toList();
  }

  private List<String> queue() {
    return fine("queue").lines().stream().skip(1).toList();
  }

  private Path lines(String... lines) throws IOException {
    return Files.write(folder.resolve("posts.jsonl"), List.of(lines));
  }

  private static String line(String text, String at) {
    return "{\"text\": \"%s\", \"to\": [\"%s\"], \"at\": \"%s\", \"zone\": \"UTC\"}"
        .formatted(text, X, at);
  }

  /** A post file with a time; its front matter takes as many lines, whatever is in it. */
  private String post(String name, String field, String text) throws IOException {
    String line = field.isEmpty() ? "# nothing else" : field;
    return Files.writeString(
            folder.resolve(name),
            "---\nto: %s\nat: 2027-03-02 09:00\nzone: UTC\n%s\n---\n%s\n".formatted(X, line, text))
        .toString();
  }

  private Ran fine(String... args) {
    Ran ran = workplace.run(args);
    assertThat(ran.exit()).as(ran.err()).isZero();
    return ran;
  }
}
