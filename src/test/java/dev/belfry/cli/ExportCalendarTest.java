package dev.belfry.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import biweekly.Biweekly;
import biweekly.ICalVersion;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import dev.belfry.cli.TestWorkplace.Ran;
import dev.belfry.testing.PostgresExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is exported is read by a library that is not ours. */
@ExtendWith(PostgresExtension.class)
final class ExportCalendarTest {
  private static final String X = "dry-run:x:demo";
  private static final String BLUESKY = "dry-run:bluesky:demo.example";

  private final DataSource source;
  private final TestWorkplace workplace;
  private final Path file;

  ExportCalendarTest(DataSource source, @TempDir Path folder) {
    this.source = source;
    this.workplace = new TestWorkplace(source);
    this.file = folder.resolve("queue.ics");
  }

  @BeforeEach
  void add_accounts() {
    fine("account", "add", X);
    fine("account", "add", BLUESKY, "--zone", "Europe/Paris");
  }

  @Test
  void a_post_is_one_event_whatever_number_of_accounts_it_goes_to_at_a_time() throws IOException {
    fine("draft", "Ding", "--to", X, "--to", BLUESKY, "--at", "2026-12-01T09:00Z");
    fine("draft", "Never planned", "--to", X);

    assertThat(fine("export", file.toString()).out())
        .isEqualTo("Exported 1 event to %s.\n".formatted(file));

    VEvent event = events().get(0);
    assertThat(event.getDateStart().getValue().toInstant())
        .isEqualTo(Instant.parse("2026-12-01T09:00:00Z"));
    assertThat(event.getSummary().getValue()).isEqualTo("Ding");
    assertThat(event.getDescription().getValue())
        .isEqualTo(
            "Ding\n\n"
                + BLUESKY
                + ": scheduled, 2026-12-01 10:00 Europe/Paris\n"
                + X
                + ": scheduled, 2026-12-01 04:00 America/New_York\nbelfry show 1");
    assertThat(event.getStatus().isConfirmed()).isTrue();
    assertThat(event.getTransparency().isTransparent()).isTrue();
  }

  @Test
  void accounts_with_times_of_their_own_are_events_of_their_own() throws IOException {
    fine("draft", "Ding", "--to", X, "--to", BLUESKY, "--at", "2026-12-01 09:00");
    fine("export", file.toString());
    assertThat(events()).extracting(event -> event.getUid().getValue()).doesNotHaveDuplicates();
    assertThat(events()).hasSize(2);
  }

  @Test
  void any_text_comes_back_as_it_was_from_lines_of_75_octets() throws IOException {
    String text =
        "Comma, semicolon; back\\slash, \\n that is none: \"quoted\"\n\n日本語のとても長い行".repeat(2)
            + " 👨‍👩‍👧 é \tBEGIN:VEVENT\nEND:VEVENT";
    fine("draft", text, "--to", "dry-run:bluesky:demo.example", "--at", "2026-12-01 09:00");
    fine("export", file.toString());

    assertThat(events().get(0).getDescription().getValue()).startsWith(text + "\n\n");
    String written = Files.readString(file);
    assertThat(written).endsWith("\r\n");
    assertThat(written.replace("\r\n", "")).doesNotContain("\r", "\n", "\uFFFD");
    assertThat(written.split("\r\n"))
        .allSatisfy(line -> assertThat(line.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(75));
  }

  @Test
  void a_moved_post_is_the_same_event_in_a_later_version() throws IOException {
    fine("draft", "Ding", "--to", X, "--at", "2026-12-01 09:00");
    fine("export", file.toString());
    VEvent before = events().get(0);
    byte[] first = Files.readAllBytes(file);
    fine("export", file.toString());
    assertThat(file).hasBinaryContent(first);

    fine("schedule", "1", "--at", "2026-12-02 09:00");
    fine("export", file.toString());

    VEvent after = events().get(0);
    assertThat(after.getUid()).isEqualTo(before.getUid());
    assertThat(after.getSequence().getValue()).isGreaterThan(before.getSequence().getValue());
    assertThat(after.getLastModified().getValue())
        .isAfterOrEqualTo(before.getLastModified().getValue());
    assertThat(after.getDateStart().getValue()).isAfter(before.getDateStart().getValue());
  }

  @Test
  void what_is_held_is_tentative() throws IOException {
    fine("draft", "Ding", "--to", X, "--at", "2026-12-01 09:00");
    fine("hold", "1", "--reason", "wait");
    fine("export", file.toString());
    assertThat(events().get(0).getStatus().isTentative()).isTrue();
  }

  @Test
  void what_is_published_is_there_where_all_is_asked_for() throws IOException {
    TestWorkplace node = TestWorkplace.onTime(source);
    assertThat(node.run("draft", "Ding", "--to", X, "--now").exit()).isZero();
    assertThat(node.run("run", "--once").exit()).isZero();

    fine("export", file.toString());
    assertThat(file).content().doesNotContain("VEVENT");
    String all = fine("export", "-", "--format", "ics", "--all").out();
    assertThat(Biweekly.parse(all).first().getEvents().get(0).getDescription().getValue())
        .contains(X + ": published");
  }

  @Test
  void an_unknown_format_is_refused() {
    assertThat(workplace.run("export", "a.ics", "--format", "csv").exit()).isEqualTo(3);
    assertThat(workplace.run("export", "a.jsonl", "--all").exit()).isEqualTo(3);
  }

  private List<VEvent> events() throws IOException {
    ICalendar calendar = Biweekly.parse(Files.readString(file)).first();
    assertThat(calendar.validate(ICalVersion.V2_0).getWarnings()).isEmpty();
    return calendar.getEvents();
  }

  private Ran fine(String... args) {
    Ran ran = workplace.run(args);
    assertThat(ran.exit()).as(ran.err()).isZero();
    return ran;
  }
}
