package dev.belfry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.cli.TestWorkplace.Ran;
import dev.belfry.networks.Networks;
import dev.belfry.sql.Connections;
import dev.belfry.sql.Database;
import dev.belfry.testing.QueueFixture;
import dev.belfry.testing.RowCounts;
import dev.belfry.testing.ScriptedNode;
import dev.belfry.testing.ScriptedPublishers;
import dev.belfry.testing.TestDatabase;
import dev.belfry.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is exported here and imported in another, empty Belfry stands there as it does here. */
final class MovingHouseTest {
  private static TestDatabase database;
  private static TestWorkplace here;
  private static Path file;
  private static Map<String, List<String>> before;

  private final TestDatabase other = another();
  private final TestWorkplace there;

  MovingHouseTest() {
    this.there = new TestWorkplace(other.dataSource(), here.clock().instant());
  }

  @BeforeAll
  static void everything_is_exported(@TempDir Path folder) throws IOException {
    database = TestPostgres.freshDatabase();
    FullHouse house = new FullHouse(database.dataSource(), folder);
    house.fill();
    here = house.workplace();
    before = HouseState.of(database.dataSource());
    file = folder.resolve("belfry.jsonl");
    fine(here, "export", file.toString());
  }

  @AfterEach
  void the_other_is_gone() {
    other.close();
  }

  @AfterAll
  static void all_is_gone() {
    database.close();
  }

  @Test
  void everything_is_there_table_by_table_and_as_people_see_it() {
    Ran ran = fine(there, "import", file.toString());

    assertThat(ran.out())
        .contains(
            "It brought 5 accounts, 2 holds, 2 schedules, 2 rules",
            "1 synced folder, 1 evergreen set.");
    assertThat(before).allSatisfy((table, rows) -> assertThat(rows).as(table).isNotEmpty());
    assertThat(HouseState.of(other.dataSource())).isEqualTo(before);
    assertThat(json(here, "cost").out()).contains("\"account\":\"x:me\"", "\"posts\":5,");
    for (String shown : List.of("queue", "list", "account list", "cost")) {
      assertThat(json(there, shown)).isEqualTo(json(here, shown));
    }
    assertThat(rehearsedCosts(there)).isEqualTo(rehearsedCosts(here)).hasSizeGreaterThan(1);
    assertThat(fine(there, "schedules", "show", "sundays"))
        .isEqualTo(fine(here, "schedules", "show", "sundays"));
    for (String post : posts(here)) {
      assertThat(json(there, "show " + post)).isEqualTo(json(here, "show " + post));
    }
  }

  @Test
  void what_is_published_is_never_sent_again_can_be_taken_back_and_the_rest_goes_on() {
    fine(there, "import", file.toString());
    ScriptedPublishers network = new ScriptedPublishers();
    ScriptedNode node =
        new ScriptedNode(new QueueFixture(other.dataSource()), network, there.clock());
    fine(there, "resume", "--all");
    node.pass();
    assertThat(network.accepted()).isEmpty();

    fine(there, "retry", "5");
    node.pass();
    // The second part follows under the first, which went out from the other Belfry.
    assertThat(network.accepted()).hasSize(2);
    assertThat(network.accepted().get(0)).endsWith("<4.1");
    fine(there, "resolve", "7", "--not-posted");
    node.pass();
    assertThat(network.accepted()).hasSize(3).last().asString().contains("In doubt");

    there.on(network);
    assertThat(fine(there, "retract", "2", "--yes").out())
        .isEqualTo("Part 2 of post 2 is gone from x:me.\nPart 1 of post 2 is gone from x:me.\n");
    there.on(new Networks());
    // Each part once, there or here.
    assertThat(json(there, "cost --account x:me").out()).contains("\"posts\":8,", "\"deleted\":4,");
    assertThat(fine(there, "history", "2").out())
        .contains("published https://example.org/2.1 https://example.org/2.2");
    assertThat(json(there, "draft Again --key gone").out()).contains("\"post\":8,");
    assertThat(fine(there, "draft", "New").out()).contains(" is saved.");
  }

  @Test
  void where_there_is_something_already_it_comes_beside_that_and_comes_once() throws IOException {
    fine(there, "draft", "Was here before", "--key", "mine");
    fine(there, "account", "add", FullHouse.X, "--late", "post");
    fine(there, "import", file.toString());
    Map<String, List<String>> state = HouseState.of(other.dataSource());
    Map<String, Long> counts = RowCounts.of(other.dataSource());
    assertThat(state.get("recurrences")).hasSize(2);

    Ran ran = fine(there, "import", file.toString());

    assertThat(ran.out()).startsWith("All of it was here already");
    assertThat(ran.err())
        .contains(
            FullHouse.X + " is set otherwise here; it stays as belfry account show",
            "post 1 says something else here; it stays as it is",
            "the folder team is synced here already");
    assertThat(HouseState.of(other.dataSource())).isEqualTo(state);
    assertThat(RowCounts.of(other.dataSource())).isEqualTo(counts);
    // The network's keys are made of numbers that it has no more.
    assertThat(state.get("waiting")).filteredOn(row -> row.contains("unconfirmed")).hasSize(1);

    Path further = file.resolveSibling("further/belfry.jsonl");
    Files.createDirectories(further.getParent());
    fine(there, "export", further.toString());
    try (TestDatabase third = another()) {
      TestWorkplace beyond = new TestWorkplace(third.dataSource(), here.clock().instant());
      fine(beyond, "import", further.toString());
      assertThat(HouseState.of(third.dataSource())).isEqualTo(state);
      assertThat(fine(beyond, "import", file.toString()).out())
          .startsWith("All of it was here already");
    }
  }

  /** Regression: it was forgotten, and went out once more. */
  @Test
  void what_a_restored_database_keeps_back_is_kept_back_there_too() {
    fine(there, "import", file.toString());

    Ran ran = there.run("retry", "4");

    assertThat(ran.exit()).isEqualTo(4);
    assertThat(ran.err()).contains("may be live on x:me already, from before the database was");
    fine(there, "resume", "4");
    fine(there, "retry", "4");
    fine(there, "import", file.toString());
    assertThat(new QueueFixture(other.dataSource()).texts("SELECT deliveries FROM restores"))
        .containsExactly("{}");
  }

  @Test
  void a_restored_database_that_nobody_has_looked_at_yet_is_one_there_too(@TempDir Path folder) {
    Path restored = folder.resolve("restored.jsonl");
    try (TestDatabase past = another()) {
      TestWorkplace then = new TestWorkplace(past.dataSource(), here.clock().instant());
      fine(then, "account", "add", "x:me");
      fine(then, "draft", "Sent since", "--to", "x:me");
      fine(then, "draft", "Due", "--to", "x:me", "--now");
      fine(then, "draft", "Later", "--to", "x:me", "--in", "3h");
      new QueueFixture(past.dataSource())
          .execute(
              """
              INSERT INTO restores (node, epoch, sent_until, deliveries)
              VALUES ('n1', 0, clock_timestamp() + interval '1 hour', '{1, 99}');
              INSERT INTO holds (reason, actor) VALUES ('it was restored', 'n1')
              """);
      fine(then, "export", restored.toString());
    }
    fine(there, "draft", "Was here before");
    fine(there, "import", restored.toString());

    Ran ran = there.run("resume", "--all");
    assertThat(ran.exit()).isEqualTo(4);
    assertThat(ran.err()).contains("belfry resume --after-restore");

    fine(there, "resume", "--after-restore");
    assertThat(JsonMapper.shared().readTree(json(there, "queue").out()).findValuesAsString("state"))
        .containsExactly("held", "scheduled");
    Ran kept = there.run("schedule", "2", "--in", "2h");
    assertThat(kept.exit()).isEqualTo(4);
    assertThat(kept.err()).contains("post 2 may be live on x:me already");
  }

  @Test
  void where_it_comes_from_it_changes_nothing() {
    Map<String, Long> counts = RowCounts.of(database.dataSource());

    assertThat(fine(here, "import", file.toString()).out())
        .startsWith("All of it was here already");

    assertThat(HouseState.of(database.dataSource())).isEqualTo(before);
    counts.remove("moved_posts");
    assertThat(RowCounts.of(database.dataSource())).containsAllEntriesOf(counts);
  }

  @Test
  void a_dry_run_tells_what_would_come_and_saves_nothing() {
    Map<String, Long> counts = RowCounts.of(other.dataSource());

    Ran ran = fine(there, "import", "--dry-run", file.toString());

    assertThat(ran.out()).contains("This would bring 5 accounts", "This would import ");
    assertThat(RowCounts.of(other.dataSource())).isEqualTo(counts);
  }

  @Test
  void words_that_were_changed_in_the_file_are_rendered_anew() throws IOException {
    fine(there, "import", changed("With seconds").toString());

    assertThat(HouseState.of(other.dataSource()).get("rendered_parts"))
        .anyMatch(row -> row.contains("Changed"))
        .noneMatch(row -> row.contains("With seconds"));
  }

  @Test
  void words_that_are_live_or_may_be_can_t_be_changed_in_the_file() throws IOException {
    Map<String, Long> counts = RowCounts.of(other.dataSource());

    Ran ran = there.run("import", changed("In doubt").toString());

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err())
        .matches("belfry: line \\d+: it says something else than what was exported, .*\n");
    assertThat(RowCounts.of(other.dataSource())).isEqualTo(counts);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "form":1        | "form":2          | 4 | line 1: this was written by a newer Belfry (form 2, and this one reads none above 1)
          {"kind":"belfry"| {"kind":"belfrey" | 3 | line 1: there is no kind "belfrey" of line; did you mean "belfry"?
          "late":"skip"   | "late":"never"    | 3 | line 3: "late" is post, hold or skip
          "monthlyCap":12.50| "monthlyCap":"a" | 3 | line 3, "monthlyCap": this is not what may stand here
          "premium":true  | "premier":true    | 3 | line 3, "premier": this is not known here; was it written by a newer Belfry?
          days: sun       | days: sunday      | 3 | line 10, "source", line 6, column 11
          "state":"failed"| "state":"faled"   | 3 | "deliveries", 1: "state" can't be "faled"; did you mean "failed"?
          "outcome":"posted"|"outcome":"sent" | 3 | "attempts", 1: "outcome" can't be "sent"
          "post":12,      | "post":11,        | 3 | a post 11 is on an earlier line already
          "lateAfter":"PT2H"| "lateAfter":"PT-2H" | 3 | "lateAfter" is a second or more
          "rules":1       | "rules":40000     | 3 | "rules" is 1 to 32767
          "number":1,     | "number":40000,   | 3 | "number" is 1 to 32767
          "reason":"we move"| "reason":"we\\u0000move" | 3 | "reason": a NUL (U+0000) may not stand here
          "instant":"2027-01-15T| "instant":"+12027-01-15T | 3 | "instant": a year has four digits here
          "times":4,      | "times":-4,       | 3 | "times" is 1 or more
          """)
  void a_line_that_is_not_right_is_told_and_nothing_is_saved(
      String right, String wrong, int exit, String says) throws IOException {
    Map<String, Long> counts = RowCounts.of(other.dataSource());
    String written = Files.readString(file);
    assertThat(written).contains(right);
    Path bad = Files.writeString(file.resolveSibling("bad.jsonl"), written.replace(right, wrong));

    Ran ran = there.run("import", bad.toString());

    assertThat(ran.err()).contains(says);
    assertThat(ran.exit()).isEqualTo(exit);
    assertThat(RowCounts.of(other.dataSource())).isEqualTo(counts);
  }

  /** Fresh databases of tests are copies of one, and so are one and the same to themselves. */
  private static TestDatabase another() {
    TestDatabase fresh = TestPostgres.freshDatabase();
    new Database(Connections.of(fresh.dataSource()))
        .transact(
            connection -> {
              try (var statement = connection.createStatement()) {
                statement.execute("UPDATE origin SET id = gen_random_uuid()");
              }
            });
    return fresh;
  }

  private static Path changed(String words) throws IOException {
    String written = Files.readString(file);
    String text = "\"text\":\"%s\"";
    return Files.writeString(
        file.resolveSibling("changed.jsonl"),
        written.replace(text.formatted(words), text.formatted("Changed")));
  }

  private static List<String> posts(TestWorkplace of) {
    return JsonMapper.shared().readTree(json(of, "list").out()).findValuesAsString("post").stream()
        .distinct()
        .toList();
  }

  private static JsonNode rehearsedCosts(TestWorkplace of) {
    return JsonMapper.shared().readTree(json(of, "rehearse --days 1").out()).get("costs");
  }

  private static Ran json(TestWorkplace of, String command) {
    return fine(of, (command + " --json").split(" ", -1));
  }

  private static Ran fine(TestWorkplace of, String... args) {
    Ran ran = of.run(args);
    assertThat(ran.exit()).as("%s: %s", List.of(args), ran.err()).isZero();
    return ran;
  }
}
