package dev.belfry.endtoend.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.belfry.cli.TestWorkplace;
import dev.belfry.cli.TestWorkplace.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * A month in which clocks change twice, in Paris and in New York, with three schedules, 500 posts
 * on three networks, and everything that may keep one from going out.
 */
final class SomeMonth {
  /** A Tuesday; Paris changes its clocks on the 25th, New York on the 1st of November. */
  static final Instant FROM = Instant.parse("2026-10-20T09:00:00Z");

  static final Instant UNTIL = Instant.parse("2026-11-19T10:00:00Z");

  static final int POSTS = 500;
  private static final int IN_SLOTS = 45;

  private static final String BLUESKY = "bluesky:me.example";
  private static final String MASTODON = "mastodon:me@bells.example";
  private static final String CAPPED = "x:capped";
  private static final String HELD = "x:stopped";
  private static final String LAB = "dry-run:x:lab";

  private final TestWorkplace belfry;
  private final TestWorkplace earlier;
  private final Path folder;
  private int posts;

  private SomeMonth(HikariDataSource source, Path folder) {
    this.belfry = new TestWorkplace(source, FROM);
    this.earlier = new TestWorkplace(source, FROM.minus(Duration.ofHours(4)));
    this.folder = folder;
    Stream.of(belfry, earlier).forEach(each -> each.set("BELFRY_LOOK_UPS", "off"));
  }

  /** Queues it; gives the workplace of somebody who looks at it at its beginning. */
  static TestWorkplace plan(DataSource source, Path folder) throws IOException {
    HikariConfig few = new HikariConfig();
    few.setDataSource(source);
    few.setMaximumPoolSize(2);
    try (HikariDataSource pool = new HikariDataSource(few)) {
      SomeMonth month = new SomeMonth(pool, folder);
      month.accounts();
      month.schedules();
      month.posts();
    }
    return new TestWorkplace(source, FROM);
  }

  private void accounts() {
    fine("account", "add", "x:me", "--zone", "America/New_York");
    fine("account", "add", BLUESKY, "--zone", "Europe/Paris", "--spacing", "10m");
    fine("account", "add", MASTODON, "--zone", "Asia/Kathmandu", "--late", "skip");
    fine("account", "add", CAPPED, "--zone", "America/New_York", "--monthly-cap", "0.10");
    fine("account", "add", HELD, "--zone", "America/New_York");
    fine("account", "add", LAB, "--zone", "Europe/Paris");
  }

  private void schedules() throws IOException {
    apply("office", "x:me", "America/New_York", "[\"01:30\", \"09:00\", \"15:30\"]");
    apply("paris", BLUESKY + ", " + LAB, "Europe/Paris", "[\"02:30\", \"09:00\"]");
    apply("evenings", MASTODON, "Asia/Kathmandu", "\"18:45\"");
  }

  private void apply(String name, String accounts, String zone, String times) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve(name + ".yaml"),
            """
            name: %s
            accounts: [%s]
            zone: %s
            slots: [{times: %s}]
            jitter: 5
            late: %s
            """
                .formatted(name, accounts, zone, times, name.equals("paris") ? "post" : "hold"));
    fine("schedules", "apply", file.toString());
  }

  private void posts() throws IOException {
    tooLate();
    colliding();
    repeating();
    for (int i = 0; i < IN_SLOTS; i++) {
      draft("In a slot " + i, "--to", "x:me", "--to", BLUESKY, "--next");
      if (i % 2 == 0) {
        draft("In the evening " + i, "--to", MASTODON, "--to", LAB, "--next");
      }
    }
    evergreen();
    imported();
    String held = draft("Held by hand", "--to", "x:me", "--in", "9d");
    fine("hold", held, "--reason", "wait for the figures");
    fine("hold", "--account", HELD, "--reason", "a holiday");
    draft("After the end", "--to", "x:me", "--in", "40d");
  }

  private void tooLate() {
    for (String account : List.of("x:me", MASTODON, LAB)) {
      assertThat(earlier.run("draft", "Too late", "--to", account, "--in", "1h").exit()).isZero();
      posts++;
    }
    assertThat(earlier.run("draft", "Just in time", "--to", "x:me", "--in", "3h30m").exit())
        .isZero();
    posts++;
  }

  private void colliding() {
    for (int i = 0; i < 5; i++) {
      draft("At once " + i, "--to", "x:me", "--to", BLUESKY, "--to", LAB, "--in", "3d");
    }
    fine(
        "thread",
        "-c",
        "One https://example.org",
        "-c",
        "Two",
        "-c",
        "Three",
        "--to",
        "x:me",
        "--to",
        BLUESKY,
        "--to",
        MASTODON,
        "--to",
        LAB,
        "--in",
        "3d");
    posts++;
  }

  private void repeating() {
    String daily = draft("Each morning", "--to", BLUESKY, "--to", LAB);
    fine("schedule", daily, "--every", "0 30 2 * * ?", "--zone", "Europe/Paris");
    String seldom = draft("Now and then", "--to", "x:me");
    fine("schedule", seldom, "--every", "0 0 12 L * ?", "--zone", "America/New_York");
  }

  /** More of them than rest, so that every slot that nothing new is in may be filled. */
  private void evergreen() {
    fine("evergreen", "create", "facts", "--schedule", "paris", "--rest", "2");
    for (int i = 0; i < 6; i++) {
      fine("evergreen", "add", "facts", draft("A bell's fact " + i));
    }
  }

  /** What is left up to all, each at a time of its own, most of them by themselves. */
  private void imported() throws IOException {
    Random random = new Random(17);
    List<String> lines = new ArrayList<>();
    List<String> accounts = List.of("x:me", BLUESKY, MASTODON, LAB, CAPPED, CAPPED, HELD);
    ZoneId zone = ZoneId.of("America/New_York");
    LocalDateTime first = LocalDateTime.ofInstant(FROM, zone).withHour(6).withMinute(0);
    while (posts + lines.size() < POSTS) {
      lines.add(
          """
          {"id": "i%d", "text": "Imported %d", "to": ["%s"], "at": "%s", "zone": "%s"}"""
              .formatted(
                  lines.size(),
                  lines.size(),
                  accounts.get(lines.size() % accounts.size()),
                  first.plusMinutes(5L * random.nextInt(29 * 24 * 12)).toString().replace('T', ' '),
                  zone));
    }
    fine("import", Files.write(folder.resolve("posts.jsonl"), lines).toString());
    posts += lines.size();
  }

  private String draft(String text, String... more) {
    Ran ran = fine(Stream.concat(Stream.of("draft", text), Stream.of(more)).toArray(String[]::new));
    posts++;
    return ran.out().split("[ ]", 3)[1];
  }

  private Ran fine(String... args) {
    Ran ran = belfry.run(args);
    assertThat(ran.exit()).as(ran.toString()).isZero();
    return ran;
  }
}
