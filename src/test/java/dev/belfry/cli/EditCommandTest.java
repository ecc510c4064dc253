package dev.belfry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.cli.TestWorkplace.Ran;
import dev.belfry.cli.terminal.Screen;
import dev.belfry.compose.Composed;
import dev.belfry.compose.RawPart;
import dev.belfry.compose.RawPost;
import dev.belfry.media.Images;
import dev.belfry.post.NotPossible;
import dev.belfry.post.Part;
import dev.belfry.post.Post;
import dev.belfry.post.PostId;
import dev.belfry.queue.StoredPost;
import dev.belfry.sql.Rows;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The editors here are real programs: scripts of one line that the shell runs. */
@ExtendWith(PostgresExtension.class)
final class EditCommandTest {
  private static final String X = "dry-run:x:demo";
  private static final String BLUESKY = "dry-run:bluesky:demo.example";

  private final TestWorkplace workplace;
  private final QueueFixture database;
  private final Path folder;

  EditCommandTest(DataSource source, @TempDir Path folder) {
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
  void a_scheduled_post_is_rewritten_and_what_is_sent_is_the_new_wording() {
    fine("draft", "The bels are back", "--to", X, "--at", "2026-12-01 09:00");
    editor("sed -i s/bels/bells/");

    assertThat(fine("edit", "1").out()).isEqualTo("Post 1 is rewritten.\n");

    assertThat(ask("SELECT body FROM rendered_parts"))
        .containsExactly("{\"text\":\"The bells are back\"}");
    assertThat(ask("SELECT state || ' ' || (due_at = '2026-12-01T14:00Z') FROM waiting"))
        .containsExactly("scheduled true");
    assertThat(ask("SELECT event FROM history ORDER BY seq"))
        .containsExactly("drafted", "scheduled", "edited");
  }

  @Test
  void the_editor_sees_the_post_file_and_nobody_else_does() throws IOException {
    Path bell = Images.png(folder, "bell.png");
    fine(
        "draft",
        "Ding",
        "--media",
        bell.toString(),
        "--alt",
        "A bell",
        "--to",
        X,
        "--at",
        "2026-12-01 09:00",
        "--key",
        "k");
    Path seen = folder.resolve("seen.md");
    editor("cp -p \"$1\" " + seen + "; :");

    assertThat(fine("edit", "1").out()).isEqualTo("You changed nothing, so nothing has changed.\n");

    assertThat(Files.readString(seen))
        .startsWith("---\nkey: k\nto:\n  - dry-run:x:demo\nat: 2026-12-01 09:00\n")
        .contains("zone: America/New_York", "sha256: ", "alt: A bell")
        .endsWith("---\n\nDing\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(seen)))
        .isEqualTo("rw-------");
  }

  @Test
  void nobody_types_in_vain_while_an_earlier_request_may_still_arrive() {
    fine("draft", "Ding", "--to", X, "--at", "2026-12-01 09:00");
    database.execute(
        """
        INSERT INTO attempts (delivery_id, part, number, claim, node, body, sha256, settled_at,
                              outcome)
        VALUES (1, 1, 1, 1, 'n', 'b', sha256('b'), now(), 'absent'),
               (1, 1, 2, 1, 'n', 'b', sha256('b'), now(), 'deferred')
        """);
    editor("sed -i s/Ding/Dong/");

    Ran ran = workplace.run("edit", "1");

    assertThat(ran.exit()).isEqualTo(4);
    assertThat(ran.err())
        .isEqualTo(
            "belfry: post 1 was sent within the hour and not found, and may still arrive, so it"
                + " stays as it is; edit it later, belfry history 1 tells when it was sent\n");
  }

  @Test
  void visual_wins_over_editor() {
    fine("draft", "Ding");
    workplace.set("EDITOR", "false");
    workplace.set("VISUAL", "sed -i s/Ding/Dong/");

    fine("edit", "1");
    assertThat(text("1")).isEqualTo("Dong");
  }

  @Test
  void an_editor_that_fails_changes_nothing() {
    fine("draft", "Ding");
    editor("false");

    assertThat(workplace.run("edit", "1"))
        .isEqualTo(
            new Ran(1, "", "belfry: the editor (false) ended with 1, so nothing has changed\n"));
  }

  @Test
  void what_was_typed_into_an_editor_that_fails_is_kept() throws IOException {
    fine("draft", "Ding");
    editor("f() { sed -i s/Ding/Dong/ \"$1\"; return 1; }; f");

    Ran ran = workplace.run("edit", "1");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(kept(ran)).contains("Dong");
    assertThat(text("1")).isEqualTo("Ding");
  }

  @Test
  void broken_front_matter_is_told_by_line_and_the_text_is_kept() throws IOException {
    fine("draft", "Ding", "--to", X);
    editor("sed -i -e '2s/^to:/too:/' -e s/Ding/Dong/");

    Ran ran = workplace.run("edit", "1");

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err()).contains("belfry: line 2", "belfry: nothing has changed; ");
    assertThat(kept(ran)).contains("too:", "Dong");
    assertThat(text("1")).isEqualTo("Ding");
  }

  @Test
  void on_a_terminal_what_has_problems_can_be_edited_again() {
    fine("draft", "Ding", "--to", X);
    editor(
        "f() { if grep -q 'Ding' \"$1\"; then sed -i 's/Ding//' \"$1\"; else echo Dong >>\"$1\"; fi; }; f");

    Ran ran = workplace.runOn(Screen.typing("y\n"), "edit", "1");

    assertThat(ran.err()).contains("the text is empty", "Edit it again? [Y/n] ");
    assertThat(ran.exit()).as(ran.toString()).isZero();
    assertThat(text("1").strip()).isEqualTo("Dong");
  }

  @Test
  void somebody_who_does_not_answer_keeps_the_text() throws IOException {
    fine("draft", "Ding", "--to", X);
    editor("sed -i -e '2s/^to:/too:/'");

    Ran ran = workplace.runOn(Screen.typing(""), "edit", "1");

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err()).containsOnlyOnce("did you mean \"to\"?");
    assertThat(kept(ran)).contains("too:");
  }

  @Test
  void what_one_network_would_refuse_changes_nothing_for_any() {
    fine("draft", "Ding", "--to", X, "--to", BLUESKY, "--in", "1h");
    List<String> before = ask("SELECT body FROM rendered_parts ORDER BY 1");

    Ran ran = workplace.runWith("x ".repeat(145).strip(), "edit", "1", "-f", "-");

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err()).contains("280");
    assertThat(ask("SELECT body FROM rendered_parts ORDER BY 1")).isEqualTo(before);
    assertThat(text("1")).isEqualTo("Ding");
  }

  @Test
  void a_file_that_says_no_accounts_and_no_time_leaves_them() {
    fine("draft", "Ding", "--to", X, "--at", "2026-12-01 09:00");

    assertThat(workplace.runWith("Dong", "edit", "1", "-f", "-").exit()).isZero();

    assertThat(ask("SELECT body FROM rendered_parts")).containsExactly("{\"text\":\"Dong\"}");
    assertThat(ask("SELECT state FROM waiting")).containsExactly("scheduled");
  }

  @Test
  void another_time_moves_every_delivery_and_is_echoed() {
    fine("draft", "Ding", "--to", X, "--to", BLUESKY, "--at", "2026-12-01 09:00", "--zone", "UTC");
    editor("sed -i 's/09:00/10:30/'");

    assertThat(fine("edit", "1").out())
        .startsWith("Post 1 is changed.\n")
        .contains(X + "  Tue 1 Dec 2026 10:30 UTC", BLUESKY + "  Tue 1 Dec 2026 10:30 UTC");
    assertThat(ask("SELECT DISTINCT due_at = '2026-12-01T10:30Z' FROM waiting"))
        .containsExactly("t");
  }

  @Test
  void accounts_with_different_times_keep_them_when_the_wording_changes() {
    fine("draft", "Ding", "--to", X, "--to", BLUESKY, "--at", "2026-12-01 09:00");
    List<String> before = ask("SELECT due_at FROM waiting ORDER BY 1");
    editor("sed -i s/Ding/Dong/");

    Ran ran = fine("edit", "1");

    assertThat(ran.err()).contains("different times, which stay");
    assertThat(ask("SELECT due_at FROM waiting ORDER BY 1")).isEqualTo(before).hasSize(2);
    assertThat(text("1")).isEqualTo("Dong");
  }

  @Test
  void an_account_that_is_added_gets_the_time_that_is_there() {
    fine("draft", "Ding", "--to", X, "--at", "2026-12-01 09:00");
    editor("sed -i 's/^to:/to:\\n  - " + BLUESKY + "/'");

    assertThat(fine("edit", "1").out())
        .isEqualTo(
            "Post 1 is changed.\n  "
                + BLUESKY
                + "  Tue 1 Dec 2026 09:00 America/New_York (14:00 UTC, in 7 d 5 h)\n");
    assertThat(ask("SELECT body FROM rendered_parts")).hasSize(2);
  }

  @Test
  void an_account_that_is_taken_off_gets_nothing() {
    fine("draft", "Ding", "--to", X, "--to", BLUESKY, "--at", "2026-12-01 09:00", "--zone", "UTC");
    editor("sed -i /bluesky/d");

    assertThat(fine("edit", "1").out())
        .isEqualTo("Post 1 is changed.\n  " + BLUESKY + "  is none of its accounts any more\n");
    assertThat(ask("SELECT account_id FROM deliveries")).hasSize(1);
    assertThat(ask("SELECT body FROM rendered_parts")).hasSize(1);
    assertThat(ask("SELECT event FROM history ORDER BY seq"))
        .containsExactly("drafted", "scheduled", "scheduled", "unscheduled");
  }

  @Test
  void a_held_delivery_is_reworded_and_stays_held() {
    fine("draft", "Ding", "--to", X, "--in", "1h");
    database.execute("UPDATE waiting SET state = 'held', reason = 'a typo'");

    assertThat(workplace.runWith("Dong", "edit", "1", "-f", "-").exit()).isZero();

    assertThat(ask("SELECT state || ': ' || reason FROM waiting")).containsExactly("held: a typo");
    assertThat(ask("SELECT body FROM rendered_parts")).containsExactly("{\"text\":\"Dong\"}");
  }

  @Test
  void what_somebody_schedules_meanwhile_gets_the_new_wording_too() {
    fine("draft", "Ding", "--to", X);
    StoredPost seen = database.read(new PostId(1));
    fine("schedule", "1", "--in", "1h");

    RawPost before = AsWritten.of(seen);
    RawPost after = RawPost.of(List.of(new RawPart("Dong", List.of())));
    Composed composed = new Composed(new Post(List.of(Part.of("Dong"))), List.of());
    save(new SaveEdit.Edit(seen, before, after, composed));

    assertThat(ask("SELECT body FROM rendered_parts")).containsExactly("{\"text\":\"Dong\"}");
  }

  /** What would be sent is what one of them saw, and what is shown is what the other wrote. */
  @Test
  void a_new_time_does_not_bring_back_the_wording_that_somebody_replaced_meanwhile() {
    fine("draft", "Ding", "--to", X, "--at", "2026-12-01 09:00");
    StoredPost seen = database.read(new PostId(1));
    assertThat(workplace.runWith("Dong", "edit", "1", "-f", "-").exit()).isZero();

    RawPost before = AsWritten.of(seen);
    RawPost after =
        new RawPost("", null, before.parts(), before.to(), "2026-12-02 09:00", before.zone());
    Composed composed = new Composed(seen.post(), List.of());

    assertThatThrownBy(() -> save(new SaveEdit.Edit(seen, before, after, composed)))
        .isInstanceOf(NotPossible.class)
        .hasMessageContaining("post 1 was changed by somebody else meanwhile");
    assertThat(ask("SELECT body FROM rendered_parts")).containsExactly("{\"text\":\"Dong\"}");
  }

  private void save(SaveEdit.Edit edit) {
    BeforeQueueing checks =
        new BeforeQueueing(workplace, new AskedChecks(CheckSettings.DEFAULT, Set.of(), Set.of()));
    workplace
        .database()
        .transact(
            connection ->
                new SaveEdit(workplace, new CheckEdit(checks, List.of(), /* oneOfMany= */ false))
                    .save(connection, edit));
  }

  @Test
  void an_image_comes_along_by_its_hash_and_another_from_a_file(@TempDir Path beside) {
    Path bell = Images.png(folder, "bell.png");
    fine("draft", "Ding", "--media", bell.toString(), "--alt", "A bell");
    Path tower = Images.png(beside, "tower.png");
    editor("sed -i 's|^media:|media:\\n  - file: " + tower + "\\n    alt: A tower|'");

    fine("edit", "1");

    assertThat(ask("SELECT alt FROM part_media ORDER BY position"))
        .containsExactly("A tower", "A bell");
  }

  @Test
  void the_key_stays() throws IOException {
    fine("draft", "Ding", "--key", "k");
    editor("sed -i 's/^key: k/key: other/'");

    Ran ran = workplace.run("edit", "1");

    assertThat(ran.err()).contains("belfry: key: a post keeps the key");
    assertThat(kept(ran)).contains("key: other");
    assertThat(ask("SELECT key FROM posts")).containsExactly("k");
  }

  @Test
  void what_is_live_does_not_even_open_the_editor(DataSource source) {
    TestWorkplace node = TestWorkplace.onTime(source);
    assertThat(node.run("draft", "Ding", "--to", X, "--now").exit()).isZero();
    assertThat(node.run("run", "--once").exit()).isZero();
    Path opened = folder.resolve("opened");
    editor("touch " + opened + "; :");

    Ran ran = workplace.run("edit", "1");

    assertThat(ran.exit()).isEqualTo(4);
    assertThat(ran.err()).contains("so it stays as it is; belfry show 1 tells");
    assertThat(opened).doesNotExist();
  }

  @Test
  void what_a_node_has_claimed_keeps_its_wording_and_what_was_typed_is_kept() throws IOException {
    fine("draft", "Ding", "--to", X, "--in", "1h");
    database.execute("UPDATE waiting SET state = 'claimed', claim = 1");
    editor("sed -i s/Ding/Dong/");

    Ran ran = workplace.run("edit", "1");

    assertThat(ran.exit()).isEqualTo(4);
    assertThat(ran.err()).contains("so its wording stays");
    assertThat(kept(ran)).contains("Dong");
    assertThat(text("1")).isEqualTo("Ding");
  }

  @Test
  void without_a_terminal_and_without_an_editor_a_file_is_asked_for() {
    fine("draft", "Ding");

    Ran ran = workplace.run("edit", "1");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("give the new post file with -f");
  }

  private void editor(String command) {
    workplace.set("EDITOR", command);
  }

  private static String kept(Ran ran) throws IOException {
    Matcher path = Pattern.compile("what you wrote is in (\\S+\\.md)").matcher(ran.err());
    assertThat(path.find()).as(ran.err()).isTrue();
    Path file = Path.of(path.group(1));
    String text = Files.readString(file);
    Files.delete(file);
    return text;
  }

  private String text(String post) {
    return ask("SELECT text FROM parts WHERE post_id = " + post + " ORDER BY position").get(0);
  }

  private List<String> ask(String sql) {
    return workplace
        .database()
        .lend(
            connection -> {
              try (var statement = connection.prepareStatement(sql)) {
                return Rows.list(statement, row -> row.getString(1));
              }
            });
  }

  private Ran fine(String... args) {
    Ran ran = workplace.run(args);
    assertThat(ran.exit()).as(ran.toString()).isZero();
    return ran;
  }
}
