package dev.belfry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.cli.TestWorkplace.Ran;
import dev.belfry.cli.terminal.DisplayWidth;
import dev.belfry.cli.terminal.Screen;
import dev.belfry.media.Images;
import dev.belfry.testing.PostgresExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(PostgresExtension.class)
class HistoryCommandTest {
  private static final String X = "dry-run:x:demo";
  private static final String AWKWARD = "Ding, \"dong\"\r\nand 日本 👍";

  private final TestWorkplace workplace;

  HistoryCommandTest(DataSource source) {
    workplace = TestWorkplace.onTime(source);
    fine("account", "add", X, "--zone", "Asia/Kathmandu");
  }

  /** Regression: a slip in its name looked like an account to which nothing had happened. */
  @Test
  void an_account_that_never_was_is_refused() {
    Ran ran = workplace.run("history", "--account", "x:never-was");

    assertThat(ran.exit()).isEqualTo(4);
    assertThat(ran.err()).contains("there is no account x:never-was here");
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void json_lines_have_the_documented_fields_in_order_and_texts_as_they_were(@TempDir Path folder) {
    String bell = Images.png(folder, "bell.png").toString();
    fine("draft", AWKWARD, "--to", X, "--media", bell, "--alt", "A bell", "--now");
    fine("run", "--once");

    List<JsonNode> events =
        workplace.run("history", "1", "--json").lines().stream()
            .map(line -> JsonMapper.shared().readTree(line))
            .toList();

    assertThat(events)
        .allSatisfy(
            event ->
                assertThat(event.propertyNames())
                    .containsExactly(
                        "seq",
                        "at",
                        "event",
                        "post",
                        "account",
                        "part",
                        "attempt",
                        "remoteId",
                        "url",
                        "text",
                        "payloadSha256",
                        "actor",
                        "media",
                        "dueAt",
                        "detail"));
    assertThat(events)
        .extracting(event -> event.get("event").asString())
        .contains("drafted", "scheduled", "published");
    JsonNode published = events.get(events.size() - 1);
    assertThat(published.get("text").asString()).isEqualTo(AWKWARD);
    assertThat(published.at("/media/0/alt").asString()).isEqualTo("A bell");
    assertThat(published.get("account").asString()).isEqualTo(X);
    assertThat(published.get("payloadSha256").asString()).hasSize(64);
  }

  @Test
  void csv_quotes_what_needs_it_and_ends_records_with_crlf() {
    fine("draft", AWKWARD, "--key", "a");

    String csv = workplace.run("history", "--csv").out();

    List<List<String>> records = parse(csv);
    assertThat(records).hasSize(2);
    assertThat(records.get(0)).hasSize(15).startsWith("seq", "at", "event").endsWith("detail");
    assertThat(records.get(1)).hasSize(15).contains(AWKWARD, "drafted", "ann@tower");
    assertThat(csv).endsWith("\r\n");
  }

  @Test
  void a_person_reads_times_in_the_zone_of_the_account() {
    fine("draft", "Ding", "--to", X, "--at", "2035-01-15 09:00");

    Ran ran = workplace.run("history");

    assertThat(ran.lines().get(0)).startsWith("WHEN").contains("POST", "ACCOUNT", "WHAT");
    assertThat(ran.lines().get(1)).contains("drafted: Ding", "1/1");
    assertThat(ran.lines().get(2)).contains(X, "scheduled for 2035-01-15 09:00:00 +05:45");
  }

  @Test
  void no_line_is_wider_than_the_screen() {
    fine("draft", "日本 ".repeat(40) + "👍", "--to", "dry-run:x:demo", "--in", "1h");

    Ran ran = workplace.runOn(Screen.plain(80), "history");

    assertThat(ran.lines())
        .hasSize(3)
        .allSatisfy(line -> assertThat(DisplayWidth.of(line)).isLessThanOrEqualTo(80));
  }

  @Test
  void who_did_it_is_told_where_there_is_room() {
    fine("draft", "Ding");

    assertThat(workplace.runOn(Screen.plain(80), "history").out()).doesNotContain("ann@tower");
    assertThat(workplace.runOn(Screen.plain(120), "history").out()).contains("ann@tower");
    assertThat(workplace.run("history").out()).contains("WHO", "ann@tower");
  }

  @Test
  void a_deleted_post_has_its_history_still() {
    fine("draft", "Ding");
    fine("delete", "1");

    assertThat(workplace.run("history", "1").out()).containsSubsequence("drafted: Ding", "deleted");
  }

  @Test
  void a_post_that_never_was_has_none() {
    for (String format : List.of("--json", "--csv")) {
      assertThat(workplace.run("history", "7", format))
          .isEqualTo(
              new Ran(4, "", "belfry: there is no post 7; belfry list shows what there is\n"));
    }
  }

  @Test
  void it_can_be_narrowed_to_an_account_and_to_what_is_recent() {
    fine("draft", "Ding", "--to", X, "--in", "1h");

    assertThat(workplace.run("history", "--account", X, "--json").lines()).hasSize(1);
    assertThat(workplace.run("history", "--since", "1h", "--json").lines()).hasSize(2);
    workplace.clock().tick(Duration.ofHours(2));
    assertThat(workplace.run("history", "--since", "1h", "--json").lines()).isEmpty();
    assertThat(workplace.run("history", "--since", "1h").out())
        .isEqualTo("Nothing has happened.\n");
  }

  @Test
  void a_since_that_no_calendar_has_is_told() {
    for (String since : List.of("999999999w", "+99999-01-01", "-5000-01-01T00:00Z")) {
      Ran ran = workplace.run("history", "--since=" + since);

      assertThat(ran.exit()).as(since).isEqualTo(3);
      assertThat(ran.err()).contains("\"%s\" is not a time".formatted(since));
    }
  }

  @Test
  void a_since_that_is_no_time_is_told() {
    Ran ran = workplace.run("history", "--since", "yesterday");

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err())
        .isEqualTo(
            "belfry: --since: \"yesterday\" is not a time; write 2026-12-01, 2026-12-01T09:00Z, or"
                + " how long ago: 2d\n");
  }

  @Test
  void a_reader_who_has_heard_enough_is_no_failure() {
    fine("draft", "Ding");
    fine("draft", "a".repeat(200));

    for (String format : List.of("--json", "--csv")) {
      Ran ran = workplace.runOn(Screen.leftAfter(100), "history", format);
      assertThat(ran.exit()).isZero();
      assertThat(ran.err()).isEmpty();
    }
  }

  private void fine(String... args) {
    Ran ran = workplace.run(args);
    assertThat(ran.exit()).as(ran.err()).isZero();
  }

  /** By the grammar of RFC 4180. */
  private static List<List<String>> parse(String csv) {
    Matcher field = Pattern.compile("(?:\"((?:[^\"]|\"\")*)\"|([^\",\r\n]*))(,|\r\n)").matcher(csv);
    List<List<String>> records = new ArrayList<>(List.of(new ArrayList<>()));
    int end = 0;
    while (field.lookingAt() || field.find()) {
      assertThat(field.start()).isEqualTo(end);
      end = field.end();
      String quoted = field.group(1);
      records
          .get(records.size() - 1)
          .add(quoted == null ? field.group(2) : quoted.replace("\"\"", "\""));
      if (field.group(3).equals("\r\n") && end < csv.length()) {
        records.add(new ArrayList<>());
      }
      field.region(end, csv.length());
    }
    assertThat(end).isEqualTo(csv.length());
    return records;
  }
}
