package dev.belfry.cli;

import dev.belfry.queue.DatabaseClock;
import dev.belfry.sql.ServerFacts;
import java.time.Duration;
import java.util.List;

/** What {@code doctor} looks at in the database's server. */
final class CheckDatabase {
  private static final Duration NOTABLE = Duration.ofSeconds(2);
  private static final Duration WRONG = Duration.ofMinutes(5);

  private final Workplace workplace;

  CheckDatabase(Workplace workplace) {
    this.workplace = workplace;
  }

  /** Whether it is up; starts nothing. */
  Check reached() {
    DatabaseServer server = workplace.server();
    if (server.isUp()) {
      return Check.ok("server", server.status());
    }
    return Check.bad(
        "server",
        server.status()
            + (server.isEmbedded()
                ? "; belfry db start, or the first command that needs it, brings it up"
                : " (check BELFRY_DB_URL and whether it runs)"));
  }

  /**
   * Of one that is up.
   *
   * @throws dev.belfry.post.NotPossible where its schema is newer than this program
   */
  List<Check> checks() {
    ServerFacts facts = workplace.database().lend(ServerFacts::ask);
    return List.of(
        Check.ok("schema", "version %d on Postgres %s".formatted(facts.schema(), facts.version())),
        durability(facts.off()),
        clock());
  }

  private static Check durability(List<String> off) {
    return off.isEmpty()
        ? Check.ok("durability", "fsync, full_page_writes and synchronous_commit are on")
        : Check.bad(
            "durability",
            "%s off: a crash may forget what was sent, and it is sent twice; switch on in Postgres"
                .formatted(String.join(" and ", off) + (off.size() > 1 ? " are" : " is")));
  }

  private Check clock() {
    DatabaseClock there = new DatabaseClock(workplace.database(), workplace.clock());
    Duration ahead = Duration.between(workplace.clock().instant(), there.instant());
    if (ahead.abs().compareTo(NOTABLE) < 0) {
      return Check.ok("clock", "the machine's and the database's agree");
    }
    String says =
        "the database's clock is %d s %s the machine's: nodes go by the database's, while --in and"
            + " --now go by the machine's; let both be set by NTP";
    String apart =
        says.formatted(ahead.abs().toSeconds(), ahead.isNegative() ? "behind" : "ahead of");
    return ahead.abs().compareTo(WRONG) < 0
        ? Check.warn("clock", apart)
        : Check.bad("clock", apart);
  }
}
