package dev.belfry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.cli.TestWorkplace.Ran;
import dev.belfry.media.Images;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import dev.belfry.testing.RowCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(PostgresExtension.class)
class ImportCommandTest {
  private static final String X = "dry-run:x:demo";
  private static final String BLUESKY = "dry-run:bluesky:demo";

  private final DataSource source;
  private final TestWorkplace workplace;
  private final Path folder;

  ImportCommandTest(DataSource source, @TempDir Path folder) {
    this.source = source;
    this.workplace = new TestWorkplace(source);
    this.folder = folder;
    assertThat(workplace.run("account", "add", X).exit()).isZero();
    assertThat(workplace.run("account", "add", BLUESKY, "--zone", "Europe/Paris").exit()).isZero();
  }

  @Test
  void posts_threads_and_images_come_in_as_they_are() throws IOException {
    Images.png(folder, "bell.png");
    Path file =
        file(
            """
            {"id": "a", "text": "Ding “dong” — 日本 👨‍👩‍👧\\n", "to": ["%s"]}

            {"id": "b", "parts": [{"text": "one"}, {"text": "two", "media": [
              {"file": "bell.png", "alt": "A bell,\\nringing"}]}], "to": ["%s", "%s"],
              "at": "2026-12-01 09:00"}
            """
                .formatted(X, X, BLUESKY)
                .replaceAll("\n {2,}", " "));

    Ran ran = workplace.run("import", file.toString());

    assertThat(ran)
        .isEqualTo(
            new Ran(
                0,
                """
                Imported 2 posts; 1 is scheduled.
                The first goes out Tue 1 Dec 2026 09:00 Europe/Paris (08:00 UTC, in 6 d 23 h).
                """,
                ""));
    assertThat(shown(1).at("/parts/0/text").asString()).isEqualTo("Ding “dong” — 日本 👨‍👩‍👧\n");
    assertThat(shown(2).at("/parts/1/media/0/alt").asString()).isEqualTo("A bell,\nringing");
    assertThat(dueAt(2)).containsExactly("2026-12-01T08:00:00Z", "2026-12-01T14:00:00Z");
  }

  @Test
  void posts_that_name_no_account_go_where_the_command_says() {
    Ran ran =
        workplace.runWith(
            "{\"text\": \"a\"}\n{\"text\": \"b\", \"to\": [\"" + X + "\"]}",
            "import",
            "-",
            "--to",
            BLUESKY);

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(workplace.run("list").out()).containsSubsequence(BLUESKY, "a", X, "b");
    assertThat(ran.out())
        .isEqualTo("Imported 2 posts; none has a time yet (belfry schedule gives one).\n");
  }

  @Test
  void a_plan_of_buffers_comes_in_once_in_the_accounts_zone() {
    String plan =
        """
        Text,Image URL,Tags,Posting Time
        "Ding, dong",,bells,2026-12-01 09:00
        """;

    Ran first = workplace.runWith(plan, "import", "-", "--to", BLUESKY);
    Ran again = workplace.runWith(plan, "import", "-", "--to", BLUESKY);

    assertThat(first.exit()).as(first.err()).isZero();
    assertThat(first.err()).isEqualTo("Tags are Buffer's own; they are left out.\n");
    assertThat(dueAt(1)).containsExactly("2026-12-01T08:00:00Z");
    assertThat(shown(1).at("/parts/0/text").asString()).isEqualTo("Ding, dong");
    assertThat(again.out()).startsWith("All of it was here already");
  }

  @Test
  void a_file_of_no_known_form_is_asked_about() {
    Ran ran = workplace.runWith("Ding\n", "import", "-");

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err()).contains("say --format with one of jsonl, buffer");
    assertThat(workplace.runWith("Ding\n", "import", "-", "--format", "bufer").err())
        .contains("did you mean \"buffer\"?");
  }

  @Test
  void in_a_csv_every_problem_is_told_by_its_line_and_column() {
    String file =
        """
        Id,Message,When,Where,Zone,Picture
        a,,2027-12-01 09:00,DRY,UTC,
        b,Ding,2027-02-30 09:00,DRY,UTC,
        c,Dong,2027-12-01 09:00,x:nobody,UTC,
        d,Dung,2027-12-01 09:00,DRY,Mars,
        e,Dear {name},2027-12-01 09:00,DRY,UTC,
        KEY,Dang,2027-12-01 09:00,DRY,UTC,
        f,Deng,2027-12-01 09:00,nobody,UTC,
        g,Dyng,2027-12-01 09:00,DRY,UTC,no.png
        """
            .replace("DRY", "dry-run:x:demo")
            .replace("KEY", "k".repeat(201));

    Ran ran =
        workplace.runWith(
            file,
            ("import - --no-alt --map text=Message --map at=When --map to=Where --map zone=Zone"
                    + " --map key=Id --map image=Picture")
                .split(" ", -1));

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err().lines().map(line -> line.replaceFirst("\": .*|: there is no such.*", "")))
        .containsExactly(
            "belfry: line 2, column \"Message",
            "belfry: line 3, column \"When",
            "belfry: line 4, column \"Where",
            "belfry: line 5, column \"Zone",
            "belfry: line 6, column \"Message",
            "belfry: line 7, column \"Id",
            "belfry: line 8, column \"Where\", account \"nobody",
            "belfry: line 9, column \"Picture\", no.png");
  }

  @Test
  void every_problem_is_told_by_its_line_and_none_of_the_posts_is_saved() {
    SortedMap<String, Long> before = RowCounts.of(source);
    String lines =
        many(1, 1_200)
            + """
            {"text": ""}
            {"text": "a", "at": "2026-12-01 09:00"}
            {"parts": [{"text": "a"}, {"text": "b", "media": [{"file": "no.png", "alt": "b"}]}]}
            {"text": "a", "to": ["x:nobody"]}
            {"text": "b", "to": ["x:nobody"]}
            """;

    Ran ran = workplace.runWith(lines, "import", "-");

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err().lines())
        .containsExactly(
            "belfry: line 1201: the text is empty; write something or add an image",
            "belfry: line 1202, at: there is a time and no account; name one in \"to\", or for the"
                + " whole file by --to",
            "belfry: line 1203, part 2, no.png: there is no such file",
            "belfry: line 1204, to: there is no account x:nobody here; belfry account add x:nobody"
                + " makes it known");
    assertThat(RowCounts.of(source)).isEqualTo(before);
  }

  @Test
  void problems_are_told_in_the_order_of_the_file_though_lines_are_read_ahead() throws IOException {
    Path file =
        file(
            """
            {"text": "one", "to": ["%s"]}
            {"text": "%s", "to": ["%s"]}
            {"text": "no end
            """
                .formatted(X, "too long ".repeat(60), X));

    Ran ran = workplace.run("import", file.toString());

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err().lines().map(line -> line.substring(0, "belfry: line 2".length())))
        .containsExactly("belfry: line 2", "belfry: line 3");
  }

  @Test
  void problems_without_end_are_counted() {
    Ran ran = workplace.runWith("{\"text\": \"\"}\n".repeat(2_000), "import", "-");

    assertThat(ran.err().lines()).hasSize(101).last().isEqualTo("belfry: and 1900 more");
  }

  @Test
  void the_same_ids_again_change_nothing_even_when_their_time_is_past_by_then() {
    String lines = many(1, 700);
    assertThat(workplace.runWith(lines, "import", "-").exit()).isZero();
    SortedMap<String, Long> before = RowCounts.of(source);
    workplace.clock().tick(Duration.ofDays(30));

    Ran ran = workplace.runWith(lines, "import", "-");

    assertThat(ran)
        .isEqualTo(
            new Ran(0, "All of it was here already (700 posts); nothing has changed.\n", ""));
    assertThat(RowCounts.of(source)).isEqualTo(before);
  }

  @Test
  void what_is_new_in_a_file_is_told_from_what_was_here() {
    assertThat(workplace.runWith(many(1, 2), "import", "-").exit()).isZero();

    Ran ran = workplace.runWith(many(1, 1_002), "import", "-");

    assertThat(ran.out())
        .startsWith("Imported 1,002 posts (1,000 new, 2 were here already); 1,000 are scheduled.");
    assertThat(RowCounts.of(source))
        .containsEntry("posts", 1_002L)
        .containsEntry("waiting", 1_002L);
  }

  @Test
  void an_image_on_many_posts_is_stored_once() throws IOException {
    Images.png(folder, "bell.png");
    String line =
        "{\"text\": \"Ding\", \"media\": [{\"file\": \"bell.png\", \"alt\": \"A bell\"}]}\n";

    assertThat(workplace.run("import", file(line.repeat(600)).toString()).exit()).isZero();

    assertThat(RowCounts.of(source)).containsEntry("media", 1L).containsEntry("part_media", 600L);
  }

  @Test
  void a_dry_run_tells_what_would_happen_and_uses_not_even_a_number_up() {
    SortedMap<String, Long> before = RowCounts.of(source);

    Ran ran = workplace.runWith(many(1, 3), "import", "--dry-run", "-");

    assertThat(ran.out())
        .isEqualTo(
            """
            This would import 3 posts; 3 would be scheduled.
            The first would go out Tue 24 Nov 2026 05:00 America/New_York (10:00 UTC, in 1 h).
            Nothing was saved: this was a dry run.
            """);
    assertThat(RowCounts.of(source)).isEqualTo(before);
    assertThat(workplace.run("draft", "Ding").out()).startsWith("Post 1 is saved.");
  }

  @Test
  void a_full_disk_in_the_middle_leaves_nothing_behind() {
    new QueueFixture(source)
        .execute(
            """
            CREATE FUNCTION no_space() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100';
            END $$;
            CREATE TRIGGER full_disk BEFORE INSERT ON parts
              FOR EACH ROW WHEN (NEW.text = 'Ding 700') EXECUTE FUNCTION no_space();
            """);
    SortedMap<String, Long> before = RowCounts.of(source);

    Ran ran = workplace.runWith(many(1, 1_000), "import", "-");

    assertThat(ran)
        .isEqualTo(
            new Ran(
                1,
                "",
                "belfry: the database's disk is full, so nothing was saved; make room there and run"
                    + " the command again\n"));
    assertThat(RowCounts.of(source)).isEqualTo(before);
  }

  @Test
  void a_time_that_comes_twice_is_taken_as_the_first_and_told_unless_the_later_is_asked_for() {
    String line = "{\"text\": \"a\", \"at\": \"2027-11-07 01:30\", \"to\": [\"" + X + "\"]}";

    Ran first = workplace.runWith(line, "import", "-");
    Ran second = workplace.runWith(line, "import", "-", "--later", "--skip-check", "same-text");

    assertThat(first.err()).startsWith("line 1: 2027-11-07 01:30 comes twice in America/New_York");
    assertThat(second.err()).contains("this is the second");
    assertThat(dueAt(1)).containsExactly("2027-11-07T05:30:00Z");
    assertThat(dueAt(2)).containsExactly("2027-11-07T06:30:00Z");
  }

  @Test
  void what_is_past_comes_in_as_a_draft_when_that_is_asked_for() {
    String line = "{\"text\": \"a\", \"at\": \"2026-11-01 09:00\", \"to\": [\"" + X + "\"]}";

    assertThat(workplace.runWith(line, "import", "-").exit()).isEqualTo(3);
    assertThat(workplace.runWith(line, "import", "-", "--past-as-draft").exit()).isZero();

    assertThat(shown(1).at("/deliveries/0/state").asString()).isEqualTo("draft");
  }

  @Test
  void an_account_may_have_a_time_of_its_own() {
    String line =
        """
        {"text": "a", "to": ["%s", {"account": "%s", "at": "2026-12-02 09:00", "zone": "UTC"}],\
         "at": "2026-12-01T09:00Z"}
        """
            .formatted(X, BLUESKY);

    assertThat(workplace.runWith(line, "import", "-").exit()).isZero();

    assertThat(dueAt(1)).containsExactly("2026-12-02T09:00:00Z", "2026-12-01T09:00:00Z");
  }

  @Test
  void a_script_gets_the_counts_as_json() {
    Ran ran = workplace.runWith(many(1, 3), "import", "-", "--json");

    assertThat(ran.out())
        .isEqualTo("{\"posts\":3,\"isNew\":3,\"known\":0,\"scheduled\":3,\"saved\":true}\n");
  }

  private static String many(int from, int to) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(
            i ->
                "{\"id\": \"%d\", \"text\": \"Ding %d\", \"to\": [\"%s\"], \"at\": \"%s\"}"
                    .formatted(i, i, X, TestWorkplace.NOW.plusSeconds(3_599L + i)))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private Path file(String lines) throws IOException {
    return Files.writeString(folder.resolve("posts.jsonl"), lines);
  }

  private JsonNode shown(int post) {
    return JsonMapper.shared()
        .readTree(workplace.run("show", Integer.toString(post), "--json").out());
  }

  private List<String> dueAt(int post) {
    return shown(post).get("deliveries").valueStream().map(d -> d.get("dueAt").asString()).toList();
  }
}
