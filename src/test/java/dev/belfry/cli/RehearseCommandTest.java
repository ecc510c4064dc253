package dev.belfry.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.cli.TestWorkplace.Ran;
import dev.belfry.sql.Connections;
import dev.belfry.sql.Database;
import dev.belfry.sql.Rows;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(PostgresExtension.class)
final class RehearseCommandTest {
  private static final String X = "dry-run:x:lab";

  private final TestDatabase database;
  private final TestWorkplace belfry;

  RehearseCommandTest(TestDatabase database) {
    this.database = database;
    this.belfry = new TestWorkplace(database.dataSource());
    belfry.set("BELFRY_LOOK_UPS", "off");
  }

  @Test
  void it_tells_day_by_day_what_goes_out_and_what_does_not_and_why() {
    account(X, "--monthly-cap", "0.03");
    account("x:held");
    fine("draft", "Ding", "--to", X, "--at", "2026-11-25 09:00");
    fine("thread", "-c", "One", "-c", "Two", "--to", X, "--at", "2026-11-26 09:00");
    fine("draft", "Dong", "--to", "x:held", "--at", "2026-11-26 10:00");
    fine("hold", "--account", "x:held", "--reason", "a holiday");
    fine("draft", "Later", "--to", X, "--at", "2027-01-26 10:00");

    assertThat(fine("rehearse", "--days", "7").out())
        .isEqualTo(
            """
            DAY              TIME             POST  ACCOUNT        TEXT
            Wed 25 Nov 2026  09:00:00 -05:00     1  dry-run:x:lab  Ding

            What is held or left out when it comes due:
            PLANNED                     POST  ACCOUNT        WHAT  WHY
            2026-11-26 09:00:00 -05:00     2  dry-run:x:lab  held  it would cost about $0.03 by the prices of 2026-11-25, and $0.015 of the $0.03 that dry-run:x:lab may cost in 2026-11 are taken

            What is due by then and waits on:
            DUE                         POST  ACCOUNT  WHY
            2026-11-26 10:00:00 -05:00     3  x:held   nothing goes out to x:held: a holiday

            What it costs on X, about, in US dollars:
            MONTH    ACCOUNT        SPENT    THEN    CAP
            2026-11  dry-run:x:lab  $0.00  $0.015  $0.03  rehearsed: nothing is charged
            2026-12  dry-run:x:lab  $0.00   $0.00  $0.03  rehearsed: nothing is charged
            2026-11  x:held         $0.00   $0.00
            2026-12  x:held         $0.00   $0.00

            Rehearsal 1. Until 2026-12-01 04:00:00 -05:00: 1 post goes out, 1 is held or left out, 1 waits on. Nothing was sent.
            """);
  }

  @Test
  void it_tells_where_posts_collide_and_which_slots_are_passed_over(@TempDir Path folder)
      throws IOException {
    account("x:me", "--spacing", "2m");
    schedule(folder, "mornings", "x:me", "quiet: {from: \"08:00\", to: \"10:00\"}");
    for (int i = 0; i < 3; i++) {
      fine("draft", "Ding " + i, "--to", "x:me", "--at", "2026-11-25 11:00");
    }
    fine("draft", "Dong", "--to", "x:me", "--next");

    Ran ran = fine("rehearse", "--days", "3");

    assertThat(ran.out())
        .contains(
            "11:04:00 -05:00",
            "(4 min late) Ding 2",
            "2026-11-25 11:00:00 -05:00  x:me         3  4 min later",
            "mornings  x:me         6      1     2  3: quiet hours");
    assertThat(ran.err()).contains("nobody is logged in to x:me yet");
  }

  @Test
  void as_json_it_has_its_documented_fields() {
    account(X);
    fine("draft", "Each day", "--to", X);
    fine("schedule", "1", "--every", "0 0 9 * * ?", "--zone", "America/New_York");

    JsonNode json = json("rehearse", "--days", "20", "--json");

    assertThat(json.propertyNames())
        .containsExactly(
            "run",
            "since",
            "until",
            "releases",
            "notSent",
            "waiting",
            "collisions",
            "slots",
            "limits",
            "costs");
    assertThat(json.get("releases")).hasSize(20);
    assertThat(json.get("releases").get(0).toString())
        .startsWith(
            "{\"post\":2,\"repeats\":1,\"nominal\":\"2026-11-24T09:00:00\",\"account\":\""
                + X
                + "\",\"at\":\"2026-11-24T14:00:00Z\",\"plannedAt\":\"2026-11-24T14:00:00Z\",")
        .contains("\"parts\":[{\"position\":1,\"text\":\"Each day\",\"body\":\"{");
    JsonNode last = json.get("releases").get(19);
    assertThat(last.has("post") && !last.get("post").isNull()).as("not made yet").isFalse();
    assertThat(last.get("repeats").asInt()).isEqualTo(1);
  }

  @Test
  void limits_that_would_bite_are_told_with_where_the_network_says_so(@TempDir Path folder)
      throws IOException {
    account("x:me", "--spacing", "0s");
    String post =
        """
        {"text": "Ding %d", "to": ["x:me"], "at": "2026-11-25 11:00", "zone": "America/New_York"}
        """;
    Path file =
        Files.writeString(
            folder.resolve("posts.jsonl"),
            IntStream.range(0, 101).mapToObj(post::formatted).collect(joining()));
    fine("import", file.toString());

    assertThat(fine("rehearse", "--days", "3").out())
        .contains(
            "x:me: 101 posts in 15 min from 2026-11-25 11:00:00 -05:00; X takes 100"
                + " (https://docs.x.com/x-api/fundamentals/rate-limits)");
  }

  @Test
  void nothing_is_there_to_rehearse() {
    assertThat(fine("rehearse").out())
        .isEqualTo(
            "Rehearsal 1. Until 2026-12-24 04:00:00 -05:00: 0 posts go out, 0 are held or left out,"
                + " 0 wait on. Nothing was sent.\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--days|0|2|--days takes a whole number from 1 to 366, not \"0\"",
        "--days|367|2|--days takes a whole number from 1 to 366",
        "--days|soon|2|--days takes a whole number",
        "--until|2026-11-23|3|\"2026-11-23\" is past; name a time to come",
        "--until|2026-11-24 03:00|3|\"2026-11-24 03:00\" is past",
        "--until|2029-01-01|3|is more than 366 days ahead",
        "--until|2026-02-30|3|is not in the calendar",
        "--until|tomorrow|3|is not a date and a time",
        "--html|none/calendar.html|3|there is no folder",
        "--html|.|3|is not a file",
        "--run|1|2|--run is for --diff",
      })
  void what_can_t_be_rehearsed_is_told_in_a_sentence_and_nothing_is_kept(
      String option, String value, int exit, String sentence) {
    Ran ran = belfry.run("rehearse", option, value);

    assertThat(ran.exit()).as(ran.err()).isEqualTo(exit);
    assertThat(ran.err()).contains(sentence);
    assertThat(ran.out()).isEmpty();
    assertThat(contents().get("dry_runs")).isEqualTo("0 ");
  }

  @Test
  void a_day_that_is_named_is_rehearsed_to_its_end() {
    account(X);
    fine("draft", "Ding", "--to", X, "--at", "2026-11-25 23:59");
    fine("draft", "Dong", "--to", X, "--at", "2026-11-26 00:00");

    assertThat(fine("rehearse", "--until", "2026-11-25").out())
        .contains("Ding")
        .doesNotContain("Dong");
  }

  @Test
  void nothing_that_is_real_is_touched_no_node_is_woken_and_no_number_is_used_up()
      throws Exception {
    account("x:me");
    account(X);
    fine("draft", "Ding", "--to", "x:me", "--to", X, "--in", "2d");
    fine("draft", "Often", "--to", X);
    fine("schedule", "2", "--every", "0 0 9 * * ?");
    Map<String, String> before = contents();

    try (Connection listener = database.dataSource().getConnection();
        Statement statement = listener.createStatement()) {
      statement.execute("LISTEN belfry_due");
      assertThat(fine("rehearse", "--days", "20").out()).contains("– ");
      statement.execute("SELECT 1");
      assertThat(listener.unwrap(PGConnection.class).getNotifications()).isNullOrEmpty();
    }

    Map<String, String> after = contents();
    after.keySet().removeIf(table -> table.startsWith("dry_runs") || table.equals("rehearsed"));
    before.keySet().removeIf(table -> table.startsWith("dry_runs") || table.equals("rehearsed"));
    assertThat(after).isEqualTo(before);
    assertThat(contents().get("rehearsed")).isNotEqualTo("0 ");
  }

  @Test
  void afterwards_what_was_published_is_compared_part_by_part(@TempDir Path folder)
      throws IOException {
    account(X);
    for (String text : new String[] {"Same", "Moved", "Other words", "Held"}) {
      fine("draft", text, "--to", X, "--in", "2h");
    }
    fine("rehearse", "--days", "1");
    fine("schedule", "2", "--in", "5h");
    fine("edit", "3", "-f", Files.writeString(folder.resolve("3.md"), "New words").toString());
    fine("hold", "4", "--reason", "wait");
    fine("draft", "Not rehearsed", "--to", X, "--in", "2h");

    asIfPublished("1", "2 hours");
    asIfPublished("2", "5 hours");
    asIfPublished("3", "2 hours");
    asIfPublished("5", "2 hours");
    belfry.clock().tick(Duration.ofHours(6));

    assertThat(fine("rehearse", "--diff").out().replaceAll(" {2,}", "  "))
        .contains(
            "moved  2  dry-run:x:lab  2026-11-24 06:00:00 -05:00  2026-11-24 09:00:00 -05:00  3 h"
                + " later\n",
            "reworded  3  dry-run:x:lab",
            "says: New words\n",
            "not published  4  dry-run:x:lab  2026-11-24 06:00:00 -05:00  it is held: wait\n",
            "not rehearsed  5  dry-run:x:lab  2026-11-24 06:00:00 -05:00\n",
            "of 5 parts 1 as rehearsed, 1 moved, 1 reworded, 1 not published, 1 not rehearsed.\n");
    JsonNode json = json("rehearse", "--diff", "--run", "1", "--json");
    assertThat(json).hasSize(5);
    assertThat(json.get(1).get("movedSeconds").asInt()).isEqualTo(3 * 3600);
  }

  @Test
  void what_was_never_rehearsed_can_t_be_compared() {
    assertThat(belfry.run("rehearse", "--diff"))
        .satisfies(ran -> assertThat(ran.exit()).isEqualTo(4))
        .satisfies(ran -> assertThat(ran.err()).contains("nothing was rehearsed yet"));
    assertThat(belfry.run("rehearse", "--diff", "--run", "7").err())
        .contains("there is no rehearsal 7 any more, or there never was");
  }

  @Test
  void the_calendar_shows_each_post_on_its_day_and_as_it_will_look(@TempDir Path folder)
      throws IOException {
    account(X);
    fine("draft", "Ding <dong> #bells", "--to", X, "--at", "2026-11-25 09:00");
    fine("draft", "Often", "--to", X);
    fine("schedule", "2", "--every", "0 0 12 * * ?", "--zone", "America/New_York");
    fine("draft", "Held", "--to", X, "--at", "2026-12-02 09:00");
    fine("hold", "" + held(), "--reason", "wait");
    Path file = folder.resolve("calendar.html");

    assertThat(fine("rehearse", "--days", "20", "--html", file.toString()).out())
        .isEqualTo(
            "Rehearsal 1 is drawn in %s; open it in a browser: %s%n".formatted(file, file.toUri()));

    Document page = Jsoup.parse(Files.readString(file));
    assertThat(page.select("caption").eachText()).containsExactly("November 2026", "December 2026");
    assertThat(page.select(".entry")).hasSize(22);
    assertThat(page.select(".entry.stays").attr("title")).contains("held: wait");
    assertThat(page.select(".entry").get(1).text()).isEqualTo("09:00 Ding <dong> #bells");
    for (String link : page.select(".month a").eachAttr("href")) {
      assertThat(page.getElementById(link.substring(1))).as(link).isNotNull();
    }
    assertThat(page.select("article")).hasSize(22);
    assertThat(page.select("#d2026-11-25-1 h2").text()).isEqualTo("09:00 X · Post 1");
    assertThat(page.select("script")).isEmpty();
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void a_user_who_may_not_create_anything_in_the_database_may_rehearse() throws Exception {
    account(X);
    fine("draft", "Ding", "--to", X, "--in", "2h");
    String user = "u" + database.name();
    admin("CREATE ROLE " + user);
    try {
      admin("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
      admin("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO " + user);
      admin("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO " + user);
      TestWorkplace theirs = new TestWorkplace(as(user));

      assertThat(theirs.run("rehearse"))
          .satisfies(ran -> assertThat(ran.exit()).as(ran.err()).isZero())
          .satisfies(ran -> assertThat(ran.out()).contains("Ding"));

      admin("REVOKE TEMPORARY ON DATABASE " + database.name() + " FROM PUBLIC");
      assertThat(theirs.run("rehearse"))
          .satisfies(ran -> assertThat(ran.exit()).isEqualTo(4))
          .satisfies(
              ran ->
                  assertThat(ran.err())
                      .contains("GRANT TEMPORARY ON DATABASE " + database.name() + " TO " + user));
    } finally {
      admin("DROP OWNED BY " + user);
      admin("DROP ROLE " + user);
    }
  }

  private PGSimpleDataSource as(String user) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(database.address().url());
    source.setUser(database.address().user());
    source.setPassword(database.address().password());
    source.setOptions("-c role=" + user);
    return source;
  }

  private void admin(String sql) throws Exception {
    try (Connection connection =
            DriverManager.getConnection(
                database.address().url(), database.address().credentials());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private long held() {
    return json("list", "--json")
        .valueStream()
        .mapToLong(each -> each.get("post").asLong())
        .max()
        .orElseThrow();
  }

  /** What a node would have written, so long after the rehearsal. */
  private void asIfPublished(String post, String later) {
    new Database(Connections.of(database.dataSource()))
        .transact(
            connection -> {
              try (Statement statement = connection.createStatement()) {
                statement.execute(
                    """
                    INSERT INTO history (at, event, post_id, account, part, text, actor)
                    SELECT timestamptz '%s' + interval '%s', 'published', %s, '%s', 1, text, 'node'
                    FROM parts WHERE post_id = %s AND position = 1
                    """
                        .formatted(TestWorkplace.NOW, later, post, X, post));
              }
            });
  }

  /** Each table's rows and each sequence, in a word. */
  private Map<String, String> contents() {
    return new Database(Connections.of(database.dataSource()))
        .lend(
            connection -> {
              Map<String, String> contents = new TreeMap<>();
              try (var tables =
                  connection.prepareStatement(
                      """
                      SELECT relname AS name, relkind = 'S' AS is_sequence FROM pg_class
                      WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'S')
                      """)) {
                for (String[] each :
                    Rows.list(tables, row -> new String[] {row.getString(1), row.getString(2)})) {
                  String ask =
                      each[1].equals("t")
                          ? "SELECT last_value || ' ' || is_called FROM " + each[0]
                          : "SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, ',' ORDER BY"
                              + " t::text)), '') FROM "
                              + each[0]
                              + " t";
                  try (var rows = connection.prepareStatement(ask)) {
                    contents.put(each[0], Rows.first(rows, row -> row.getString(1)).orElseThrow());
                  }
                }
              }
              return contents;
            });
  }

  private void schedule(Path folder, String name, String account, String more) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve(name + ".yaml"),
            """
            name: %s
            accounts: %s
            zone: America/New_York
            slots: [{times: ["09:00", "12:00"]}]
            %s
            """
                .formatted(name, account, more));
    fine("schedules", "apply", file.toString());
  }

  private void account(String name, String... more) {
    String[] args = new String[5 + more.length];
    System.arraycopy(
        new String[] {"account", "add", name, "--zone", "America/New_York"}, 0, args, 0, 5);
    System.arraycopy(more, 0, args, 5, more.length);
    fine(args);
  }

  private JsonNode json(String... args) {
    return JsonMapper.shared().readTree(fine(args).out());
  }

  private Ran fine(String... args) {
    Ran ran = belfry.run(args);
    assertThat(ran.exit()).as(ran.toString()).isZero();
    return ran;
  }
}
