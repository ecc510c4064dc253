package dev.belfry.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.cli.TestWorkplace.Ran;
import dev.belfry.media.Images;
import dev.belfry.sql.Connections;
import dev.belfry.sql.Database;
import dev.belfry.testing.PostgresExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How a person's images and videos get in, are looked at, and are cleared out. */
@ExtendWith(PostgresExtension.class)
class MediaCommandsTest {
  private static final String BLUESKY = "dry-run:bluesky:demo";

  private final TestWorkplace workplace;
  private final Database database;
  private final Path folder;

  MediaCommandsTest(DataSource source, @TempDir Path folder) {
    this.workplace = new TestWorkplace(source);
    this.database = new Database(Connections.of(source));
    this.folder = folder;
    fine("account", "add", BLUESKY);
  }

  @Test
  void a_list_shows_what_is_stored_and_which_posts_carry_it() {
    assertThat(fine("media", "list").out()).isEqualTo("There are no images or videos yet.\n");
    String bell = Images.png(folder, "bell.png").toString();
    fine("draft", "one", "--media", bell, "--alt", "A bell");
    fine("draft", "two", "--media", bell, "--alt", "The bell");

    Ran listed = fine("media", "list");

    assertThat(listed.lines()).hasSize(2);
    assertThat(listed.lines().get(1)).containsPattern("[0-9a-f]{64} +PNG 8×6 +\\d+ B +1, 2");
    JsonNode json = JsonMapper.shared().readTree(fine("media", "list", "--json").out()).get(0);
    assertThat(json.get("type").asString()).isEqualTo("image/png");
    assertThat(json.get("width").asInt()).isEqualTo(8);
    assertThat(json.get("animated").asBoolean()).isFalse();
    assertThat(json.get("duration").isNull()).isTrue();
    assertThat(json.get("posts")).hasSize(2);
  }

  @Test
  void what_no_post_carries_is_deleted_a_day_later_and_nothing_else() {
    fine("draft", "kept", "--media", image("kept", 9), "--alt", "A bell");
    fine("draft", "gone", "--media", image("gone", 10), "--alt", "A bell");
    fine("delete", "2");

    assertThat(fine("media", "gc").out()).startsWith("Nothing to delete");
    aDayPasses();
    Ran dry = fine("media", "gc", "--dry-run");
    assertThat(dry.lines()).hasSize(2);
    assertThat(dry.lines().get(1)).startsWith("1 file would be deleted, which frees ");
    assertThat(fine("media", "list").lines()).hasSize(3);

    Ran done = fine("media", "gc");

    assertThat(done.lines().get(0)).contains("PNG 10×6");
    assertThat(done.lines().get(1)).startsWith("1 file deleted, which freed ");
    assertThat(fine("media", "list").out()).contains("PNG 9×6").doesNotContain("PNG 10×6");
    assertThat(fine("show", "1").out()).contains("PNG 9×6");
    assertThat(fine("media", "gc").out()).startsWith("Nothing to delete");
  }

  @Test
  void what_is_being_put_on_a_post_again_is_passed_over() {
    fine("draft", "gone", "--media", image("bell", 9), "--alt", "A bell");
    fine("delete", "1");
    aDayPasses();

    database.transact(
        connection -> {
          try (Statement other = connection.createStatement()) {
            other.execute("SELECT 1 FROM media FOR KEY SHARE");
            assertThat(fine("media", "gc").out()).startsWith("Nothing to delete");
          }
        });

    assertThat(fine("media", "gc").out()).contains("1 file deleted");
  }

  @Test
  void a_large_image_is_refused_until_it_may_be_scaled_down() throws IOException {
    String large = large();

    Ran refused = workplace.run("draft", "Ding", "--media", large, "--alt", "A", "--to", BLUESKY);

    assertThat(refused.exit()).isEqualTo(3);
    assertThat(refused.err()).contains("Bluesky takes at most 2,000,000", "--fit");
    Ran fitted = fine("draft", "Ding", "--media", large, "--alt", "A", "--to", BLUESKY, "--fit");
    assertThat(fitted.err())
        .containsPattern("^large.jpg: 2000×2000, \\d\\.\\d MB → \\d+×\\d+, 1\\.\\d MB\n$");
    JsonNode shown = JsonMapper.shared().readTree(fine("show", "1", "--json").out());
    assertThat(shown.at("/parts/0/media/0/size").asLong()).isLessThanOrEqualTo(2_000_000);
  }

  @Test
  void to_what_an_image_must_fit_is_not_guessed() throws IOException {
    Ran ran = workplace.run("draft", "Ding", "--media", large(), "--alt", "A", "--fit");

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err()).contains("--fit: what images must fit depends on where they go");
  }

  @Test
  void an_import_scales_down_and_says_so() throws IOException {
    large();
    Path file =
        Files.writeString(
            folder.resolve("posts.jsonl"),
            "{\"text\": \"Ding\", \"media\": [{\"file\": \"large.jpg\", \"no-alt\": true}]}");

    assertThat(workplace.run("import", file.toString(), "--to", BLUESKY).exit()).isEqualTo(3);
    Ran ran = fine("import", file.toString(), "--to", BLUESKY, "--fit");

    assertThat(ran.err()).contains("large.jpg: 2000×2000");
  }

  @Test
  void an_image_without_words_goes_only_where_that_was_said() throws IOException {
    String bell = image("bell", 9);

    Ran refused = workplace.run("draft", "Ding", "--media", bell);
    assertThat(refused.exit()).isEqualTo(3);
    assertThat(refused.err()).contains("--alt \"…\"", "--no-alt");
    fine("draft", "Ding", "--media", bell, "--no-alt");
    Path post =
        Files.writeString(
            folder.resolve("post.md"),
            "---\nmedia:\n  - file: bell.png\n    no-alt: true\n---\nDong\n");
    fine("draft", "-f", post.toString());

    Path out = folder.resolve("all.jsonl");
    fine("export", out.toString());
    assertThat(Files.readString(out)).contains("\"no-alt\":true");
    assertThat(fine("import", out.toString()).exit()).isZero();
  }

  private void aDayPasses() {
    database.transact(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute("UPDATE media SET added_at = added_at - interval '25 hours'");
          }
        });
  }

  private String image(String name, int width) {
    try {
      return Files.write(folder.resolve(name + ".png"), Images.draw("png", width, 6)).toString();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Noise of some 2.4 MB. */
  private String large() throws IOException {
    byte[] jpeg = Images.draw("jpeg", 2_000, 2_000);
    assertThat(jpeg.length).isGreaterThan(2_000_000);
    assertThat(new String(jpeg, 6, 4, ISO_8859_1)).isEqualTo("JFIF");
    return Files.write(folder.resolve("large.jpg"), jpeg).toString();
  }

  private Ran fine(String... args) {
    Ran ran = workplace.run(args);
    assertThat(ran.exit()).as("%s", ran).isZero();
    return ran;
  }
}
