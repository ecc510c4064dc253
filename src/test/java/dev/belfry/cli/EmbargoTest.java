package dev.belfry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.cli.TestWorkplace.Ran;
import dev.belfry.sql.DatabaseException;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Nothing goes out before its embargo is over; it is Tuesday 24 November 2026, 04:00 in New York.
 */
@ExtendWith(PostgresExtension.class)
final class EmbargoTest {
  private static final String X = "dry-run:x:demo";
  private static final String BLUESKY = "dry-run:bluesky:demo.example";
  private static final String TUESDAY = "2026-12-01 09:00";

  private final TestWorkplace workplace;
  private final QueueFixture database;
  private final Path folder;

  EmbargoTest(DataSource source, @TempDir Path folder) {
    this.workplace = new TestWorkplace(source);
    this.database = new QueueFixture(source);
    this.folder = folder;
  }

  @BeforeEach
  void add_accounts() {
    fine("account", "add", X);
    fine("account", "add", BLUESKY, "--zone", "Europe/Paris");
  }

  @Test
  void it_is_kept_with_the_post_and_shown() throws IOException {
    fine("draft", "Ding", "--to", X, "--not-before", TUESDAY);

    assertThat(fine("show", "1").out()).contains("not before 2026-12-01 09:00:00 -05:00");
    assertThat(json("show", "1", "--json").get("notBefore").asString())
        .isEqualTo("2026-12-01T14:00:00Z");
    assertThat(said("drafted"))
        .singleElement()
        .asString()
        .contains("not before 2026-12-01T14:00:00Z");
    Path file = folder.resolve("out.jsonl");
    fine("export", file.toString());
    assertThat(Files.readString(file)).contains("\"not-before\":\"2026-12-01T14:00:00Z\"");
  }

  @Test
  void nothing_is_queued_for_before_it_and_it_is_lifted_by_name_each_time() {
    assertThat(
            workplace.run(
                "draft", "Ding", "--to", X, "--not-before", TUESDAY, "--at", "2026-12-01 08:59"))
        .isEqualTo(
            new Ran(
                3,
                "",
                "belfry: not-before: "
                    + X
                    + " would get it at 2026-12-01 08:59:00 -05:00, and its embargo is over at"
                    + " 2026-12-01 09:00:00 -05:00; name a later time, or say --skip-check embargo"
                    + " if it is meant\n"));
    fine("draft", "Ding", "--to", X, "--not-before", TUESDAY, "--at", TUESDAY);
    assertThat(workplace.run("schedule", "1", "--now").exit()).isEqualTo(3);
    assertThat(workplace.run("schedule", "1", "--in", "3d").exit()).isEqualTo(3);
    assertThat(due()).containsExactly("2026-12-01T14:00:00Z");

    fine("schedule", "1", "--in", "3d", "--skip-check", "embargo");
    assertThat(said("scheduled").get(1)).contains("not checked: embargo by --skip-check");
    assertThat(workplace.run("schedule", "1", "--in", "2d").exit()).isEqualTo(3);
    assertThat(due()).containsExactly("2026-11-27T09:00:00Z");
  }

  @Test
  void the_database_itself_refuses_an_earlier_moment() {
    fine("draft", "Ding", "--to", X, "--not-before", TUESDAY, "--at", TUESDAY);

    assertThatThrownBy(() -> database.execute("UPDATE waiting SET due_at = now()"))
        .isInstanceOf(DatabaseException.class)
        .hasStackTraceContaining("waiting_embargo");
  }

  @Test
  void it_is_read_in_the_zone_that_is_said_else_in_the_accounts() {
    fine("draft", "a", "--to", BLUESKY, "--not-before", TUESDAY);
    fine("draft", "b", "--to", BLUESKY, "--not-before", TUESDAY, "--zone", "UTC");
    fine("draft", "c", "--to", X, "--to", BLUESKY, "--not-before", "2026-12-01T09:00+09:00");
    fine("draft", "d", "--not-before", "2020-01-01T00:00Z");

    assertThat(notBefore(1)).isEqualTo("2026-12-01T08:00:00Z");
    assertThat(notBefore(2)).isEqualTo("2026-12-01T09:00:00Z");
    assertThat(notBefore(3)).isEqualTo("2026-12-01T00:00:00Z");
    assertThat(notBefore(4)).isEqualTo("2020-01-01T00:00:00Z");
    assertThat(workplace.run("draft", "e", "--to", X, "--to", BLUESKY, "--not-before", TUESDAY))
        .satisfies(
            ran -> {
              assertThat(ran.exit()).isEqualTo(3);
              assertThat(ran.err()).contains("the accounts are in different zones");
            });
    assertThat(workplace.run("draft", "f", "--not-before", "soon").exit()).isEqualTo(3);
    assertThat(workplace.run("draft", "g", "--not-before", "").exit()).isEqualTo(3);
  }

  @Test
  void slots_before_it_are_passed_over_and_nothing_is_moved_there() throws IOException {
    Path daily = folder.resolve("daily.yaml");
    Files.writeString(
        daily, "name: daily\naccounts: [%s]\nzone: UTC\nslots: [{times: '14:00'}]\n".formatted(X));
    fine("schedules", "apply", daily.toString());

    fine("draft", "one", "--to", X, "--next");
    fine("draft", "two", "--to", X, "--next", "--not-before", TUESDAY);
    fine("draft", "three", "--to", X, "--next");
    assertThat(due())
        .containsExactly("2026-11-24T14:00:00Z", "2026-11-25T14:00:00Z", "2026-12-01T14:00:00Z");

    Ran move = workplace.run("queue", "move", "2", "--before", "1");
    assertThat(move.exit()).isEqualTo(4);
    assertThat(move.err()).contains("before its embargo is over");
    fine("delete", "1");
    fine("queue", "compact");
    assertThat(due()).containsExactly("2026-11-24T14:00:00Z", "2026-12-01T14:00:00Z");
    Files.writeString(
        daily, "name: daily\naccounts: [%s]\nzone: UTC\nslots: [{times: '15:00'}]\n".formatted(X));
    fine("schedules", "apply", daily.toString());
    assertThat(due()).containsExactly("2026-11-24T15:00:00Z", "2026-12-01T15:00:00Z");

    fine("schedule", "2", "--next", "--skip-check", "embargo");
    assertThat(due()).containsExactly("2026-11-24T15:00:00Z", "2026-11-25T15:00:00Z");
  }

  @Test
  void what_repeats_begins_when_it_is_over() {
    fine("draft", "Ding", "--to", BLUESKY, "--not-before", "2026-12-07T09:00Z");

    assertThat(fine("schedule", "1", "--every", "0 0 9 ? * MON", "--zone", "UTC").lines().get(1))
        .startsWith("  Mon 7 Dec 2026 09:00");
    assertThat(due()).containsExactly("2026-12-07T09:00:00Z");
    assertThat(
            workplace
                .run("schedule", "1", "--every", "0 0 9 ? * MON", "--skip-check", "embargo")
                .exit())
        .isEqualTo(3);
  }

  @Test
  void an_edit_may_set_it_later_earlier_and_take_it_out() throws IOException {
    fine("draft", "Ding", "--to", X, "--at", TUESDAY);

    assertThat(edit("not-before: 2026-12-02 09:00").err())
        .startsWith("belfry: not-before: " + X + " would get it");
    assertThat(edit("not-before: 2026-11-30 09:00").exit()).isZero();
    assertThat(workplace.run("schedule", "1", "--in", "1h").exit()).isEqualTo(3);
    assertThat(edit("to: " + X).exit()).isZero();
    fine("schedule", "1", "--in", "1h");
  }

  private Ran edit(String field) throws IOException {
    Path file = Files.writeString(folder.resolve("e.md"), "---\n" + field + "\n---\nDing\n");
    return workplace.run("edit", "1", "-f", file.toString());
  }

  @Test
  void a_file_that_is_imported_or_synced_has_it_with_its_line() throws IOException {
    Path lines =
        Files.writeString(
            folder.resolve("a.jsonl"),
            "{\"text\": \"a\", \"to\": [\"%s\"], \"at\": \"%s\", \"not-before\": \"2026-12-02 09:00\"}%n"
                .formatted(X, TUESDAY));
    assertThat(workplace.run("import", lines.toString()).err())
        .startsWith("belfry: line 1, not-before: " + X + " would get it");

    Path posts = Files.createDirectory(folder.resolve("posts"));
    Path file = posts.resolve("a.md");
    Files.writeString(
        file,
        "---\nto: %s\nat: %s\nnot-before: 2026-12-02 09:00\n---\nDing\n".formatted(X, TUESDAY));
    assertThat(workplace.run("sync", posts.toString()).err())
        .startsWith("belfry: a.md, line 4, column 1: " + X + " would get it");
    Files.writeString(
        file,
        "---\nto: %s\nat: %s\nnot-before: 2026-12-01 08:00\n---\nDing\n".formatted(X, TUESDAY));
    fine("sync", posts.toString());
    assertThat(fine("sync", posts.toString()).out()).contains("is in step");
    assertThat(notBefore(1)).isEqualTo("2026-12-01T13:00:00Z");
  }

  private List<String> said(String event) {
    return database.history().stream()
        .filter(each -> each.event().equals(event))
        .map(each -> String.valueOf(each.detail()))
        .toList();
  }

  private String notBefore(int post) {
    return json("show", "" + post, "--json").get("notBefore").asString();
  }

  private List<String> due() {
    return json("queue", "--json").findValuesAsString("dueAt");
  }

  private JsonNode json(String... args) {
    return JsonMapper.shared().readTree(fine(args).out());
  }

  private Ran fine(String... args) {
    Ran ran = workplace.run(args);
    assertThat(ran.exit()).as(ran.err()).isZero();
    return ran;
  }
}
