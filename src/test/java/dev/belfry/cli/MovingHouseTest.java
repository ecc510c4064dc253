package dev.belfry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.cli.TestWorkplace.Ran;
import dev.belfry.media.Images;
import dev.belfry.media.MadeMp4;
import dev.belfry.sql.Connections;
import dev.belfry.sql.Database;
import dev.belfry.sql.Rows;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.TestDatabase;
import dev.belfry.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is exported here and imported in another, empty Belfry stands there as it does here, table
 * by table; but for numbers, and for when and by whom it was written.
 */
@ExtendWith(PostgresExtension.class)
final class MovingHouseTest {
  private static final String X = "dry-run:x:demo";
  private static final String BLUESKY = "dry-run:bluesky:demo.example";
  private static final String MASTODON = "dry-run:mastodon:demo@example.social";

  private static final String NUMBERED =
      "WITH numbered AS (SELECT id, row_number() OVER (ORDER BY id) AS post FROM posts"
          + " WHERE removed_at IS NULL) ";
  private static final String OF_DELIVERY =
      " JOIN deliveries d ON d.id = t.delivery_id JOIN numbered n ON n.id = d.post_id"
          + " JOIN accounts a ON a.id = d.account_id ORDER BY n.post, a.name, ";

  /** What matters of each table, in an order that both have. */
  private static final Map<String, String> TABLES =
      Map.of(
          "posts",
          "SELECT row(n.post, p.key, p.quotes, p.visibility, p.language, p.warning)::text"
              + " FROM posts p JOIN numbered n USING (id) ORDER BY n.post",
          "parts",
          "SELECT row(n.post, t.position, t.text, t.wording)::text"
              + " FROM parts t JOIN numbered n ON n.id = t.post_id ORDER BY n.post, t.position",
          "part_media",
          "SELECT row(n.post, t.part, t.position, t.sha256, t.alt)::text FROM part_media t"
              + " JOIN numbered n ON n.id = t.post_id ORDER BY n.post, t.part, t.position",
          "media",
          "SELECT row(sha256, type, width, height, animated, duration_ms, size)::text"
              + " FROM media ORDER BY sha256",
          "media_chunks",
          "SELECT row(sha256, n, md5(bytes))::text FROM media_chunks ORDER BY sha256, n",
          "deliveries",
          "SELECT row(n.post, a.name, d.wall_time, d.zone, d.planned_at, d.ended)::text"
              + " FROM deliveries d JOIN numbered n ON n.id = d.post_id"
              + " JOIN accounts a ON a.id = d.account_id ORDER BY n.post, a.name",
          "waiting",
          "SELECT row(n.post, a.name, t.due_at, t.state, t.failures, t.reason)::text"
              + " FROM waiting t"
              + OF_DELIVERY
              + "1",
          "rendered_parts",
          "SELECT row(n.post, a.name, t.position, t.body, t.rules)::text FROM rendered_parts t"
              + OF_DELIVERY
              + "t.position");

  private final DataSource source;
  private final TestWorkplace here;
  private final Path folder;

  MovingHouseTest(DataSource source, @TempDir Path folder) {
    this.source = source;
    this.here = new TestWorkplace(source);
    this.folder = folder;
    addAccounts(here);
  }

  @Test
  void everything_that_was_written_and_planned_is_there_table_by_table() throws IOException {
    fine("draft", "Gone", "--key", "gone");
    fine("delete", "1");
    fine("draft", "A draft, “quoted” 日本 👨‍👩‍👧\n\n ", "--to", X, "--key", "mine");
    fine("draft", "For nobody yet");
    words();
    media();
    times();

    Path file = folder.resolve("posts.jsonl");
    fine("export", file.toString());
    try (TestDatabase other = TestPostgres.freshDatabase()) {
      TestWorkplace there = new TestWorkplace(other.dataSource());
      addAccounts(there);
      Ran ran = there.run("import", file.toString());
      assertThat(ran.exit()).as(ran.err()).isZero();

      Map<String, List<String>> before = state(source);
      assertThat(before.values()).noneMatch(List::isEmpty);
      assertThat(state(other.dataSource())).isEqualTo(before);
    }
  }

  private void words() {
    fine(
        "thread",
        "-c",
        "one",
        "--text-for",
        "bluesky",
        "one, at length",
        "-c",
        "two",
        "--to",
        X,
        "--to",
        BLUESKY,
        "--at",
        "2026-12-01 09:00");
    fine(
        "draft",
        "How it appears",
        "--to",
        MASTODON,
        "--visibility",
        "unlisted",
        "--language",
        "pt-BR",
        "--warning",
        "Loud bells",
        "--quote",
        "https://x.com/bells/status/20",
        "--in",
        "3d");
  }

  private void media() throws IOException {
    Path png = Images.png(folder, "a.png");
    Path jpeg = Files.write(folder.resolve("b.jpg"), Images.draw("jpeg", 20, 10));
    Path webp = Files.write(folder.resolve("c.webp"), Images.webp());
    Path gif = Files.write(folder.resolve("d.gif"), Images.draw("gif", 9, 9));
    Path film = Files.write(folder.resolve("e.mp4"), new MadeMp4().bytes());
    fine(
        "draft",
        "Three",
        "--to",
        MASTODON,
        "--in",
        "2d",
        "--media",
        png.toString(),
        "--alt",
        "A bell,\nringing",
        "--media",
        jpeg.toString(),
        "--alt",
        "Another \"bell\"",
        "--media",
        webp.toString(),
        "--alt",
        "A third");
    fine("draft", "Moving", "--media", gif.toString(), "--alt", "It swings");
    fine("draft", "Film", "--media", film.toString(), "--no-alt", "--to", X, "--in", "2d");
  }

  private void times() {
    fine("draft", "The second hour", "--to", X, "--at", "2027-11-07 01:30", "--later");
    // The accounts' zones differ, so that this is two instants.
    fine("draft", "By the clock there", "--to", X, "--to", BLUESKY, "--at", "2027-01-15 09:00");
    fine("draft", "Planned for one, a draft for the other", "--to", X, "--to", BLUESKY);
    fine("schedule", "11", "--to", X, "--in", "2h");
    fine("draft", "With seconds", "--to", X, "--at", "2027-01-15 09:00:30", "--zone", "Asia/Tokyo");
  }

  private static void addAccounts(TestWorkplace workplace) {
    for (String account : List.of(X, MASTODON)) {
      assertThat(workplace.run("account", "add", account).exit()).isZero();
    }
    assertThat(workplace.run("account", "add", BLUESKY, "--zone", "Asia/Tokyo").exit()).isZero();
  }

  private static Map<String, List<String>> state(DataSource of) {
    return new Database(Connections.of(of))
        .lend(
            connection -> {
              Map<String, List<String>> state = new TreeMap<>();
              for (Map.Entry<String, String> table : TABLES.entrySet()) {
                try (var statement = connection.prepareStatement(NUMBERED + table.getValue())) {
                  state.put(table.getKey(), Rows.list(statement, row -> row.getString(1)));
                }
              }
              return state;
            });
  }

  private void fine(String... args) {
    Ran ran = here.run(args);
    assertThat(ran.exit()).as("%s: %s", List.of(args), ran.err()).isZero();
  }
}
