package dev.belfry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.cli.TestWorkplace.Ran;
import dev.belfry.media.Images;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.RowCounts;
import dev.belfry.testing.TestDatabase;
import dev.belfry.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@ExtendWith(PostgresExtension.class)
class ExportCommandTest {
  private static final String X = "dry-run:x:demo";
  private static final String BLUESKY = "dry-run:bluesky:demo";

  private final TestWorkplace workplace;
  private final Path folder;
  private final Path file;

  ExportCommandTest(DataSource source, @TempDir Path folder) {
    this.workplace = TestWorkplace.onTime(source);
    this.folder = folder;
    this.file = folder.resolve("posts.jsonl");
    addAccounts(workplace);
  }

  @Test
  void what_is_exported_comes_in_again_as_it_was() throws IOException {
    String bell = Images.png(folder, "bell.png").toString();
    fine("draft", "A draft, “quoted” 日本 👨‍👩‍👧\n", "--to", X, "--key", "mine");
    fine("draft", "No account", "--media", bell, "--alt", "A bell,\nringing");
    fine("thread", "-c", "one", "-c", "two", "--to", X, "--to", BLUESKY, "--in", "30m");
    fine("draft", "The second hour", "--to", X, "--at", "2027-11-07 01:30", "--later");
    // The accounts' zones differ, so that this is two instants.
    fine("draft", "By the clock there", "--to", X, "--to", BLUESKY, "--at", "2027-01-15 09:00");
    fine("draft", "Mixed", "--to", X);
    fine("schedule", "6", "--to", BLUESKY, "--in", "2h");
    fine("draft", "Deleted");
    fine("delete", "7");

    Ran ran = workplace.run("export", "--posts-only", file.toString());

    assertThat(ran).isEqualTo(new Ran(0, "Exported 6 posts to " + file + ".\n", ""));
    try (TestDatabase other = TestPostgres.freshDatabase()) {
      TestWorkplace there = new TestWorkplace(other.dataSource(), workplace.clock().instant());
      addAccounts(there);
      assertThat(there.run("import", file.toString()).err()).doesNotContain("belfry:");
      for (int post = 1; post <= 6; post++) {
        assertThat(shown(there, post)).isEqualTo(shown(workplace, post));
      }
      Path again = folder.resolve("again/posts.jsonl");
      Files.createDirectories(again.getParent());
      assertThat(there.run("export", "--posts-only", again.toString()).exit()).isZero();
      assertThat(again).hasSameBinaryContentAs(file);
      assertThat(RowCounts.of(other.dataSource())).containsEntry("posts", 6L);
    }
  }

  @Test
  void nothing_that_is_live_held_or_taken_back_can_go_out_by_an_import() throws IOException {
    fine("draft", "Live", "--to", X, "--now");
    fine("run", "--once");
    fine("draft", "Held", "--to", X, "--in", "1h");
    fine("hold", "2", "--reason", "wait");

    fine("export", "--posts-only", file.toString());

    assertThat(Files.readAllLines(file))
        .containsExactly("{\"text\":\"Live\"}", "{\"text\":\"Held\",\"to\":[\"" + X + "\"]}");
  }

  @Test
  void standard_output_takes_posts_without_images() {
    fine("draft", "Ding");
    assertThat(workplace.run("export", "-", "--posts-only"))
        .isEqualTo(new Ran(0, "{\"text\":\"Ding\"}\n", ""));
  }

  @Test
  void standard_output_gets_all_of_the_posts_or_none() {
    fine("draft", "Ding");
    String bell = Images.png(folder, "bell.png").toString();
    fine("draft", "Dong", "--media", bell, "--alt", "A bell");

    assertThat(workplace.run("export", "-", "--posts-only"))
        .isEqualTo(
            new Ran(
                4,
                "",
                "belfry: a post has images, which have no place on standard output or in a pipe;"
                    + " export to a file\n"));

    fine("delete", "2");
    assertThat(workplace.run("export", "-", "--posts-only").out())
        .isEqualTo("{\"text\":\"Ding\"}\n");
  }

  @Test
  void more_posts_than_a_batch_are_all_written() throws IOException {
    String many = "{\"text\": \"Ding\"}\n".repeat(1_001);
    assertThat(workplace.runWith(many, "import", "-").exit()).isZero();

    fine("export", "--posts-only", file.toString());

    assertThat(Files.readAllLines(file)).hasSize(1_001).containsOnly("{\"text\":\"Ding\"}");
  }

  @Test
  void a_folder_that_is_not_there_is_told() {
    Ran ran = workplace.run("export", folder.resolve("nowhere/posts.jsonl").toString());

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).startsWith("belfry: can't use the file ").contains("no such file");
  }

  private static void addAccounts(TestWorkplace workplace) {
    assertThat(workplace.run("account", "add", X).exit()).isZero();
    assertThat(workplace.run("account", "add", BLUESKY, "--zone", "Asia/Tokyo").exit()).isZero();
  }

  private void fine(String... args) {
    Ran ran = workplace.run(args);
    assertThat(ran.exit()).as("%s: %s", List.of(args), ran.err()).isZero();
  }

  private static JsonNode shown(TestWorkplace workplace, int post) {
    JsonNode shown =
        JsonMapper.shared().readTree(workplace.run("show", Integer.toString(post), "--json").out());
    return ((ObjectNode) shown).without(List.of("createdAt", "createdBy"));
  }
}
