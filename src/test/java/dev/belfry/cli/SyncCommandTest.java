package dev.belfry.cli;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.cli.TestWorkplace.Ran;
import dev.belfry.media.Images;
import dev.belfry.sql.Rows;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import dev.belfry.testing.Rival;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(PostgresExtension.class)
final class SyncCommandTest {
  private static final String X = "dry-run:x:demo";
  private static final String BLUESKY = "dry-run:bluesky:demo.example";
  private static final String STATES =
      "SELECT a.name || ' ' || coalesce(w.state, d.ended, 'draft') FROM deliveries d"
          + " JOIN accounts a ON a.id = d.account_id LEFT JOIN waiting w ON w.delivery_id = d.id"
          + " JOIN posts p ON p.id = d.post_id WHERE p.removed_at IS NULL ORDER BY d.id";

  private final DataSource source;
  private final TestWorkplace workplace;
  private final QueueFixture database;
  private final Path folder;

  SyncCommandTest(DataSource source, @TempDir Path temp) throws IOException {
    this.source = source;
    this.workplace = new TestWorkplace(source);
    this.database = new QueueFixture(source);
    this.folder = Files.createDirectory(temp.toRealPath().resolve("posts"));
  }

  @BeforeEach
  void add_accounts() {
    fine("account", "add", X);
    fine("account", "add", BLUESKY);
  }

  @Test
  void new_files_become_posts_and_a_second_time_nothing_changes() throws IOException {
    post("bells.md", "to: " + X + "\nat: 2026-12-01 09:00\nzone: Europe/Paris", "Ding");
    post("drafts/later.md", "to: " + X, "Dong");
    Files.writeString(folder.resolve("README.md"), "# How we write\n");

    Ran first = sync();
    assertThat(first.lines())
        .contains("new      bells.md  post 1", "new      drafts/later.md  post 2", "posts: 2 new.");
    assertThat(first.out()).contains(X + "  Tue 1 Dec 2026 09:00");
    assertThat(ask(STATES)).containsExactly(X + " scheduled", X + " draft");

    List<String> history = ask("SELECT seq || event FROM history ORDER BY seq");
    assertThat(sync().out()).isEqualTo("posts is in step; 2 as before.\n");
    assertThat(ask("SELECT seq || event FROM history ORDER BY seq")).isEqualTo(history);
  }

  @Test
  void a_file_that_gets_its_key_later_stays_the_same_post() throws IOException {
    post("bells.md", "to: " + X, "Ding");
    post("other.md", "key: taken", "Dong");
    sync();

    post("bells.md", "key: bells\nto: " + X, "Ding");
    assertThat(sync().out()).contains("changed  bells.md  post 1");
    assertThat(ask("SELECT id || ' ' || key FROM posts ORDER BY id"))
        .containsExactly("1 bells", "2 taken");
    post("bells.md", "key: bells\nto: " + X, "Ding, dong");
    assertThat(sync().out()).contains("changed  bells.md  post 1");

    post("third.md", "", "Third");
    sync();
    fine("draft", "Of a command", "--key", "commands");
    post("third.md", "key: commands", "Third");
    assertThat(workplace.run("sync", folder.toString()).err())
        .contains("third.md", "another post has this key already");
    post("bells.md", "key: others\nto: " + X, "Ding, dong");
    assertThat(workplace.run("sync", folder.toString()).err())
        .contains("bells.md", "a post keeps the key that it was made under");
  }

  @Test
  void a_changed_file_changes_wording_time_and_accounts() throws IOException {
    post("bells.md", "to: " + X + "\nat: 2026-12-01 09:00\nzone: Europe/Paris", "Ding");
    sync();

    post(
        "bells.md", "to: [" + BLUESKY + "]\nat: 2026-12-02 10:00\nzone: Europe/Paris", "Ding dong");
    assertThat(sync().lines()).contains("changed  bells.md  post 1", "posts: 1 changed.");

    assertThat(ask(STATES)).containsExactly(BLUESKY + " scheduled");
    assertThat(ask("SELECT text FROM parts")).containsExactly("Ding dong");
    assertThat(ask("SELECT (due_at = '2026-12-02T09:00Z')::text FROM waiting"))
        .containsExactly("true");
    assertThat(sync().out()).isEqualTo("posts is in step; 1 as before.\n");
  }

  @Test
  void a_file_that_drops_its_time_makes_a_draft_and_one_that_drops_its_accounts_has_none()
      throws IOException {
    post("bells.md", "to: " + X + "\nat: 2026-12-01 09:00", "Ding");
    sync();
    post("bells.md", "to: " + X, "Ding");
    sync();
    assertThat(ask(STATES)).containsExactly(X + " draft");
    post("bells.md", "", "Ding");
    sync();
    assertThat(ask(STATES)).isEmpty();
  }

  @Test
  void what_a_person_planned_by_hand_stays_where_the_file_never_said_it() throws IOException {
    post("bells.md", "to: " + X, "Ding");
    sync();
    fine("schedule", "1", "--at", "2026-12-01 09:00");

    post("bells.md", "to: " + X, "Ding dong");
    sync();

    assertThat(ask(STATES)).containsExactly(X + " scheduled");
    assertThat(ask("SELECT body FROM rendered_parts")).containsExactly("{\"text\":\"Ding dong\"}");
  }

  @Test
  void a_time_that_is_past_by_now_is_no_problem_where_only_the_text_changes() throws IOException {
    post("bells.md", "to: " + X + "\nat: 2026-12-01 09:00", "Ding");
    sync();
    fine("hold", "1", "--reason", "not yet");
    workplace.clock().tick(Duration.ofDays(40));

    post("bells.md", "to: " + X + "\nat: 2026-12-01 09:00", "Ding dong");
    sync();
    assertThat(ask(STATES)).containsExactly(X + " held");
    assertThat(ask("SELECT text FROM parts")).containsExactly("Ding dong");
  }

  @Test
  void a_new_time_of_a_file_lets_a_held_post_go_on_and_that_is_said() throws IOException {
    post("bells.md", "to: " + X + "\nat: 2026-12-01 09:00", "Ding");
    sync();
    fine("hold", "1", "--reason", "not yet");
    post("bells.md", "to: " + X + "\nat: 2026-12-02 09:00", "Ding");
    String said =
        "belfry: post 1 was held for dry-run:x:demo (not yet), and goes on with its new time; belfry"
            + " hold 1 --reason … stops it again\n";

    assertThat(fine("sync", folder.toString(), "--dry-run").err()).isEqualTo(said);
    assertThat(sync().err()).isEqualTo(said);
    assertThat(ask(STATES)).containsExactly(X + " scheduled");

    fine("hold", "1", "--reason", "not yet");
    assertThat(fine("schedule", "1", "--in", "1h").err()).isEqualTo(said);
    assertThat(fine("schedule", "1", "--in", "2h").err()).isEmpty();
  }

  @Test
  void an_account_where_a_try_failed_can_be_taken_off_and_stays_off() throws IOException {
    post("bells.md", "to: [" + X + ", " + BLUESKY + "]\nat: 2026-12-01 09:00", "Ding");
    sync();
    database.execute(
        """
        INSERT INTO attempts (delivery_id, part, number, claim, node, body, sha256, settled_at,
                              outcome)
        SELECT w.delivery_id, 1, 1, 1, 'n', 'b', sha256('b'), now(), 'not_sent'
        FROM waiting w JOIN accounts a ON a.id = w.account_id WHERE a.name = '%s'
        """
            .formatted(X));

    post("bells.md", "to: [" + BLUESKY + "]\nat: 2026-12-01 09:00", "Ding");
    assertThat(sync().lines()).contains("changed  bells.md  post 1");

    assertThat(ask(STATES)).containsExactlyInAnyOrder(X + " cancelled", BLUESKY + " scheduled");
    assertThat(sync().out()).isEqualTo("posts is in step; 1 as before.\n");
    post("bells.md", "to: [" + X + ", " + BLUESKY + "]\nat: 2026-12-01 09:00", "Ding");
    assertThat(workplace.run("sync", folder.toString()).err())
        .contains("bells.md: post 1 is being released, or was published or cancelled");
  }

  @Test
  void a_removed_file_takes_its_post_out_and_a_renamed_one_keeps_it() throws IOException {
    post("a.md", "to: " + X + "\nat: 2026-12-01 09:00", "Ding");
    post("b.md", "to: " + X, "Dong");
    sync();

    Files.delete(folder.resolve("a.md"));
    Files.move(folder.resolve("b.md"), folder.resolve("c.md"));
    assertThat(sync().lines())
        .containsExactly(
            "renamed  b.md → c.md  post 2",
            "removed  a.md  post 1",
            "posts: 1 renamed, 1 removed.");

    assertThat(ask(STATES)).containsExactly(X + " draft");
    assertThat(sync().out()).isEqualTo("posts is in step; 1 as before.\n");
  }

  @Test
  void a_file_that_is_renamed_and_rewritten_keeps_its_post_by_its_key() throws IOException {
    post("a.md", "key: bells\nto: " + X, "Ding");
    sync();
    Files.delete(folder.resolve("a.md"));
    post("b.md", "key: bells\nto: " + X, "Dong");

    assertThat(sync().lines()).contains("changed  a.md → b.md  post 1");
    assertThat(ask("SELECT text FROM parts")).containsExactly("Dong");
  }

  @Test
  void files_that_take_each_others_names_stay_their_own_posts() throws IOException {
    post("1.md", "to: " + X, "Ding");
    post("2.md", "to: " + X, "Dong");
    sync();
    publish("1");
    fine("schedule", "2", "--at", "2026-12-01 09:00");

    Files.move(folder.resolve("2.md"), folder.resolve("3.md"));
    Files.move(folder.resolve("1.md"), folder.resolve("2.md"));
    post("1.md", "to: " + X, "Before them all");

    assertThat(sync().lines())
        .containsExactlyInAnyOrder(
            "new      1.md  post 3",
            "renamed  1.md → 2.md  post 1",
            "renamed  2.md → 3.md  post 2",
            "posts: 1 new, 2 renamed.");
    assertThat(ask("SELECT text FROM parts ORDER BY post_id"))
        .containsExactly("Ding", "Dong", "Before them all");
    assertThat(sync().out()).isEqualTo("posts is in step; 3 as before.\n");
  }

  @Test
  void a_file_in_whose_place_another_one_is_leaves_it_even_while_its_post_is_being_sent()
      throws IOException {
    post("a.md", "to: " + X + "\nat: 2026-12-01 09:00", "Ding");
    post("b.md", "to: " + X, "Dong");
    sync();
    database.execute("UPDATE waiting SET state = 'claimed', claim = 1");
    Files.move(folder.resolve("b.md"), folder.resolve("a.md"), REPLACE_EXISTING);

    assertThat(sync().lines())
        .contains(
            "renamed  b.md → a.md  post 2",
            "stays    a.md  post 1 is being sent, and its file is gone");
    assertThat(sync().out()).isEqualTo("posts is in step; 1 as before.\n");
  }

  @Test
  void what_is_published_is_never_touched_and_that_is_said() throws IOException {
    post("a.md", "to: " + X, "Ding");
    post("b.md", "to: " + X, "Dong");
    sync();
    publish("1");
    publish("2");

    post("a.md", "to: " + X, "Ding, ding");
    Files.delete(folder.resolve("b.md"));
    Ran again = sync();

    assertThat(again.lines())
        .containsExactly(
            "stays    a.md  post 1 is published",
            "stays    b.md  post 2 is published, and its file is gone",
            "posts is in step.");
    assertThat(ask("SELECT text FROM parts ORDER BY post_id")).containsExactly("Ding", "Dong");
    assertThat(ask("SELECT event FROM history WHERE event IN ('edited', 'deleted')")).isEmpty();
    assertThat(sync().lines())
        .containsExactly("stays    a.md  post 1 is published", "posts is in step.");
  }

  @Test
  void what_is_being_sent_waits_for_the_next_time() throws IOException {
    post("a.md", "to: " + X + "\nat: 2026-12-01 09:00", "Ding");
    sync();
    database.execute("UPDATE waiting SET state = 'claimed', claim = 1");
    Files.delete(folder.resolve("a.md"));
    post("b.md", "", "Another");

    assertThat(sync().lines())
        .contains("stays    a.md  post 1 is being sent, and its file is gone");
    database.execute("UPDATE waiting SET state = 'scheduled', claim = NULL");
    assertThat(sync().lines()).contains("removed  a.md  post 1");
  }

  @Test
  void what_may_still_arrive_is_not_told_as_published() throws IOException {
    post("a.md", "to: " + X + "\nat: 2026-12-01 09:00", "Ding");
    sync();
    database.execute(
        """
        INSERT INTO attempts (delivery_id, part, number, claim, node, body, sha256, settled_at,
                              outcome)
        VALUES (1, 1, 1, 1, 'n', 'b', sha256('b'), now(), 'absent'),
               (1, 1, 2, 1, 'n', 'b', sha256('b'), now(), 'not_sent')
        """);
    post("a.md", "to: " + X + "\nat: 2026-12-01 09:00", "Ding, ding");

    assertThat(sync().lines())
        .contains("stays    a.md  post 1 may still arrive, for an hour after it was sent");
    assertThat(ask("SELECT text FROM parts")).containsExactly("Ding");

    database.execute("UPDATE attempts SET opened_at = clock_timestamp() - interval '1 hour'");
    assertThat(sync().lines()).contains("changed  a.md  post 1");
  }

  @Test
  void every_problem_is_told_with_file_and_line_and_nothing_is_saved() throws IOException {
    post("a.md", "to: " + X + "\nwhen: tomorrow", "Ding");
    post("b.md", "to: " + X + "\nat: 2020-01-01 09:00", "Ding");
    post("c.md", "to: dry-run:x:nobody", "Ding");
    post("d.md", "to: " + X, "Ding\n\n---\n\n" + "word ".repeat(80));
    post("good.md", "to: " + X, "Dong");

    Ran ran = workplace.run("sync", folder.toString());

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err())
        .contains(
            "a.md, line 3, column 1: ",
            "b.md, line 3, column 1: ",
            "c.md, line 2, column 1: ",
            "d.md, line 9, column 1, part 2: ");
    assertThat(ask("SELECT id::text FROM posts")).isEmpty();
    assertThat(ask("SELECT path FROM synced_files")).isEmpty();
  }

  @Test
  void a_problem_in_one_file_takes_no_other_out() throws IOException {
    post("a.md", "to: " + X, "Ding");
    post("b.md", "to: " + X, "Dong");
    sync();
    post("a.md", "too: " + X, "Ding");
    Files.delete(folder.resolve("b.md"));

    assertThat(workplace.run("sync", folder.toString()).exit()).isEqualTo(3);
    assertThat(ask(STATES)).hasSize(2);
  }

  @Test
  void a_file_that_lost_its_front_matter_is_a_problem_not_a_removal() throws IOException {
    post("a.md", "to: " + X, "Ding");
    sync();
    Files.writeString(folder.resolve("a.md"), "Ding\n");

    Ran ran = workplace.run("sync", folder.toString());
    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err()).contains("a.md, line 1, column 1: post 1 came from this file");
  }

  @Test
  void hidden_files_and_links_are_passed_over() throws IOException {
    post(".git/HEAD.md", "to: " + X, "Ding");
    post(".draft.md", "to: " + X, "Ding");
    Path outside = Files.createDirectory(folder.resolveSibling("outside"));
    Files.writeString(outside.resolve("a.md"), "---\nto: " + X + "\n---\nDing\n");
    Files.createSymbolicLink(folder.resolve("linked"), outside);
    Files.createSymbolicLink(folder.resolve("linked.md"), outside.resolve("a.md"));

    assertThat(sync().out()).startsWith("posts is in step.\nNo file in it is a post");
    assertThat(ask("SELECT id::text FROM posts")).isEmpty();
  }

  @Test
  void images_are_beside_their_file_and_a_new_image_changes_the_post() throws IOException {
    Path sub = Files.createDirectory(folder.resolve("sub"));
    Path bell = Images.png(sub, "bell.png");
    post("sub/a.md", "to: " + X + "\nmedia:\n  - file: bell.png\n    alt: A bell", "Ding");
    sync();
    assertThat(sync().out()).isEqualTo("posts is in step; 1 as before.\n");

    Files.write(bell, Images.draw("png", 30, 20));
    assertThat(sync().lines()).contains("changed  sub/a.md  post 1");
  }

  @Test
  void an_image_from_outside_of_the_folder_is_refused() throws IOException {
    Images.png(folder.resolveSibling(""), "private.png");
    Files.createSymbolicLink(
        folder.resolve("link.png"), folder.resolveSibling("").resolve("private.png"));
    post("a.md", "media:\n  - file: ../private.png\n    alt: A bell", "Ding");
    post("b.md", "media:\n  - file: link.png\n    alt: A bell", "Ding");

    Ran ran = workplace.run("sync", folder.toString());
    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err().lines().filter(line -> line.contains("outside of the folder"))).hasSize(2);
  }

  @Test
  void two_folders_have_each_their_own_posts() throws IOException {
    post("a.md", "to: " + X, "Ding");
    sync();
    Path other = Files.createDirectories(folder.resolveSibling("team").resolve("posts"));
    Files.writeString(other.resolve("a.md"), "---\nto: " + X + "\n---\nDong\n");

    Ran refused = workplace.run("sync", other.toString());
    assertThat(refused.exit()).isEqualTo(4);
    assertThat(refused.err()).contains("--name");

    fine("sync", other.toString(), "--name", "team");
    assertThat(fine("sync", other.toString(), "--name", "team").out())
        .isEqualTo("team is in step; 1 as before.\n");
    assertThat(sync().out()).isEqualTo("posts is in step; 1 as before.\n");
    assertThat(ask(STATES)).hasSize(2);
  }

  @Test
  void an_empty_folder_does_not_empty_the_queue() throws IOException {
    post("a.md", "to: " + X, "Ding");
    sync();
    Files.delete(folder.resolve("a.md"));

    Ran refused = workplace.run("sync", folder.toString());
    assertThat(refused.exit()).isEqualTo(4);
    assertThat(ask(STATES)).hasSize(1);
    assertThat(fine("sync", folder.toString(), "--allow-empty").lines())
        .contains("removed  a.md  post 1");
  }

  @Test
  void a_dry_run_tells_it_all_and_changes_nothing() throws IOException {
    post("a.md", "to: " + X, "Ding");
    sync();
    post("a.md", "to: " + X, "Ding dong");
    post("b.md", "to: " + X + "\nat: 2026-12-01 09:00", "Dong");
    Files.writeString(folder.resolve("README.md"), "# How we write\n");

    Ran ran = fine("sync", folder.toString(), "--dry-run");
    assertThat(ran.lines())
        .contains(
            "changed  a.md  post 1",
            "new      b.md",
            "no post  README.md: no front matter",
            "Nothing is changed: this was a dry run.");
    assertThat(ask("SELECT text FROM parts")).containsExactly("Ding");
    sync();
    assertThat(ask("SELECT max(id)::text FROM posts")).containsExactly("2");
  }

  @Test
  void json_tells_each_change() throws IOException {
    post("a.md", "to: " + X, "Ding");
    Files.writeString(folder.resolve("README.md"), "# How we write\n");
    JsonNode view = JsonMapper.shared().readTree(fine("sync", folder.toString(), "--json").out());
    assertThat(view.toString())
        .isEqualTo(
            "{\"folder\":\"posts\",\"dryRun\":false,\"same\":0,\"changes\":[{\"what\":\"new\","
                + "\"file\":\"a.md\",\"post\":1}],\"noPosts\":[\"README.md\"]}");
  }

  @Test
  void a_post_that_was_deleted_by_hand_is_not_made_again_until_its_file_changes()
      throws IOException {
    post("a.md", "to: " + X, "Ding");
    sync();
    fine("delete", "1");
    assertThat(sync().lines())
        .containsExactly("stays    a.md  post 1 was deleted by hand", "posts is in step.");

    post("a.md", "to: " + X, "Ding again");
    assertThat(sync().lines()).contains("new      a.md  post 2");
    assertThat(sync().out()).isEqualTo("posts is in step; 1 as before.\n");
  }

  @Test
  void a_post_that_was_deleted_by_hand_is_not_made_again_because_its_file_is_called_otherwise()
      throws IOException {
    post("a.md", "to: " + X, "Ding");
    sync();
    fine("delete", "1");
    Files.move(folder.resolve("a.md"), folder.resolve("b.md"));

    assertThat(sync().lines()).contains("stays    a.md → b.md  post 1 was deleted by hand");
    assertThat(sync().lines()).contains("stays    b.md  post 1 was deleted by hand");
    assertThat(ask("SELECT id::text FROM posts")).hasSize(1);
  }

  @Test
  void a_post_that_was_made_under_the_files_key_is_the_files() throws IOException {
    fine("draft", "Ding", "--key", "bells");
    post("a.md", "key: bells\nto: " + X, "Dong");
    assertThat(sync().lines()).contains("changed  a.md  post 1");
    assertThat(ask("SELECT text FROM parts")).containsExactly("Dong");
    assertThat(sync().out()).isEqualTo("posts is in step; 1 as before.\n");
  }

  @Test
  void two_files_with_one_key_are_refused() throws IOException {
    post("a.md", "key: bells", "Ding");
    post("b.md", "key: bells", "Dong");
    Ran ran = workplace.run("sync", folder.toString());
    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err()).contains("b.md, line 2, column 1: the key bells is in a.md already");
  }

  @Test
  void without_a_folder_no_other_is_taken_for_it() {
    Ran ran = workplace.run("sync");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("DIR", "belfry sync --help");
    assertThat(ask("SELECT name FROM synced_folders")).isEmpty();
  }

  @Test
  void two_syncs_at_once_make_each_post_once() throws IOException {
    for (int i = 0; i < 20; i++) {
      post("p%02d.md".formatted(i), "to: " + X, "Ding " + i);
    }
    List<CompletableFuture<Ran>> both =
        Stream.of(new TestWorkplace(source), new TestWorkplace(source))
            .map(each -> CompletableFuture.supplyAsync(() -> each.run("sync", folder.toString())))
            .toList();
    assertThat(both).allMatch(each -> each.join().exit() == 0);
    assertThat(ask("SELECT id::text FROM posts")).hasSize(20);
    assertThat(sync().out()).isEqualTo("posts is in step; 20 as before.\n");
  }

  @Test
  void who_read_the_folder_before_another_one_synced_it_takes_nothing_out_again() throws Exception {
    post("a.md", "to: " + X, "Ding");
    sync();
    try (Rival rival = new Rival(source)) {
      rival.runs("SELECT 1 FROM synced_folders FOR UPDATE");
      CompletableFuture<Ran> late =
          rival.blocks(() -> new TestWorkplace(source).run("sync", folder.toString()));
      post("b.md", "to: " + X, "Dong");
      rival.runs("INSERT INTO posts (created_by) VALUES ('rival')");
      rival.runs("INSERT INTO parts (post_id, position, text) VALUES (2, 1, 'Dong')");
      rival.runs(
          "INSERT INTO synced_files SELECT id, 'b.md', sha256(''), '', 2 FROM synced_folders");
      rival.commits();

      assertThat(late.get().lines()).contains("changed  b.md  post 2");
    }
    assertThat(ask("SELECT id::text FROM posts WHERE removed_at IS NULL")).hasSize(2);
  }

  private Ran sync() {
    return fine("sync", folder.toString());
  }

  private void post(String path, String matter, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, "---\n" + matter + "\n---\n\n" + text + "\n");
  }

  private void publish(String post) {
    TestWorkplace node = TestWorkplace.onTime(source);
    assertThat(node.run("schedule", post, "--now").exit()).isZero();
    assertThat(node.run("run", "--once").exit()).isZero();
  }

  private Ran fine(String... args) {
    Ran ran = workplace.run(args);
    assertThat(ran.exit()).as(ran.err()).isZero();
    return ran;
  }

  private List<String> ask(String sql) {
    return database
        .database()
        .lend(
            connection -> {
              try (var statement = connection.prepareStatement(sql)) {
                return Rows.list(statement, row -> row.getString(1));
              }
            });
  }
}
