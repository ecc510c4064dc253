package dev.belfry.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.app.postgres.DbAddress;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.TestDatabase;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Belfry against a Postgres that somebody runs already. */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
final class OwnPostgresTest {
  private static final String REHEARSED = "dry-run:x:rehearsed";
  private static final String LIVE = "x:me";

  private final TestDatabase database;
  private final Path scratch;
  private final PutInQueue queue;
  private final Aftermath aftermath;
  private Belfry belfry;

  OwnPostgresTest(TestDatabase database, @TempDir Path scratch) {
    this.database = database;
    this.scratch = scratch;
    this.queue = new PutInQueue(database.dataSource());
    this.aftermath = new Aftermath(database.dataSource());
    this.belfry = Belfry.on(database.address(), scratch);
  }

  @AfterEach
  void killAll() {
    belfry.close();
  }

  @Test
  void a_jdbc_url_leads_from_an_empty_database_to_a_published_post() {
    tellTheSmallStory();
  }

  @Test
  void a_libpq_url_leads_from_an_empty_database_to_a_published_post() {
    DbAddress address = database.address();
    String credentials = escaped(address.user()) + ":" + escaped(address.password());
    belfry =
        Belfry.embedded(scratch)
            .set(
                "BELFRY_DB_URL",
                address
                    .url()
                    .replaceFirst("^jdbc:postgresql://", "postgres://" + credentials + "@"));

    tellTheSmallStory();
  }

  private void tellTheSmallStory() {
    empty();
    belfry.run("account", "add", "dry-run:x:me");
    belfry.run("thread", "-c", "Ding", "-c", "Dong", "--to", "dry-run:x:me", "--now");
    assertThat(belfry.run("queue", "--json"))
        .contains("\"account\":\"dry-run:x:me\",\"state\":\"scheduled\"", "\"text\":\"Ding\"");

    belfry.run("run", "--once");

    assertThat(belfry.run("queue", "--json").strip()).isEqualTo("[]");
    assertThat(aftermath.publishedTexts("dry-run:x:me")).containsExactly("Ding", "Dong");
    assertThat(belfry.home()).as("an embedded database").doesNotExist();
  }

  /** As the person who runs the Postgres made it: without a table. */
  private void empty() {
    OneConnection.to(database.dataSource())
        .transact(
            connection -> {
              try (Statement statement = connection.createStatement()) {
                statement.execute("DROP SCHEMA public CASCADE");
                statement.execute("CREATE SCHEMA public");
              }
            });
  }

  @Test
  void a_rehearsing_node_records_each_delivery_once_and_leaves_no_other_trace() {
    queue.account(REHEARSED);
    queue.account(LIVE);
    queue.all(List.of(due(1, REHEARSED), due(2, LIVE)));
    Trace before = trace();

    BelfryProcess rehearsing = belfry.node("rehearsing", "--dry-run");
    aftermath.awaitCount(4, "SELECT count(*) FROM dry_run_parts");
    assertThat(trace()).isEqualTo(before);

    BelfryProcess releasing = belfry.node("releasing");
    aftermath.awaitCount(
        0, "SELECT count(*) FROM waiting JOIN accounts a ON a.id = account_id WHERE dry_run");
    queue.all(List.of(due(3, LIVE)));
    aftermath.awaitCount(6, "SELECT count(*) FROM dry_run_parts");
    rehearsing.kill();
    releasing.kill();

    assertThat(aftermath.publishedTexts(LIVE)).isEmpty();
    assertThat(aftermath.publishedTexts(REHEARSED)).hasSize(2);
    assertThat(aftermath.count("SELECT count(*) FROM attempts WHERE outcome = 'posted'"))
        .isEqualTo(2);
    // Nobody has logged in to the live account: the releasing node's attempts say so.
    assertThat(
            aftermath.count(
                "SELECT count(*) FROM attempts WHERE outcome NOT IN ('posted', 'account_refused')"))
        .isZero();
    assertThat(aftermath.count("SELECT count(*) FROM waiting")).isEqualTo(2);
    assertThat(
            aftermath.count(
                "SELECT count(DISTINCT (dry_run_id, delivery_id, part)) FROM dry_run_parts"))
        .isEqualTo(6);
    assertThat(aftermath.count("SELECT count(*) FROM history WHERE actor LIKE '%rehearsing%'"))
        .isZero();
  }

  /** What a rehearsal must leave as it was. */
  private record Trace(long attempts, long events, long waiting, long leases, long ended) {}

  private Trace trace() {
    return new Trace(
        aftermath.count("SELECT count(*) FROM attempts"),
        aftermath.count("SELECT count(*) FROM history"),
        aftermath.count("SELECT count(*) FROM waiting WHERE state = 'scheduled'"),
        aftermath.count("SELECT coalesce(sum(token), 0) FROM leases"),
        aftermath.count("SELECT count(*) FROM deliveries WHERE ended IS NOT NULL"));
  }

  private static Planned due(int number, String account) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return Planned.numbered(number, 2, account, now.minus(Duration.ofSeconds(1)));
  }

  private static String escaped(String secret) {
    return URLEncoder.encode(secret, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
