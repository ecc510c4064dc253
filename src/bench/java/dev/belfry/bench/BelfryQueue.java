package dev.belfry.bench;

import dev.belfry.account.Account;
import dev.belfry.account.AccountSettings;
import dev.belfry.account.Accounts;
import dev.belfry.app.postgres.DbAddress;
import dev.belfry.compose.ComposePost;
import dev.belfry.compose.Composed;
import dev.belfry.compose.RawPart;
import dev.belfry.compose.RawPost;
import dev.belfry.compose.ReadMedia.AltText;
import dev.belfry.compose.ReadMedia.FindStored;
import dev.belfry.networks.Networks;
import dev.belfry.post.AccountName;
import dev.belfry.post.Part;
import dev.belfry.post.Post;
import dev.belfry.publish.PrepareTargets;
import dev.belfry.publish.ReadyPost;
import dev.belfry.publish.SaveReady;
import dev.belfry.queue.Holds;
import dev.belfry.queue.SavedPost;
import dev.belfry.schedule.Moment;
import dev.belfry.sql.Connections;
import dev.belfry.sql.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Belfry as another process sees it: queues posts as commands do, and watches what comes of them. */
final class BelfryQueue implements AutoCloseable {
  static final int ACCOUNTS = 100;

  private static final String ACTOR = "bench@elsewhere";
  private static final ZoneId ZONE = ZoneOffset.UTC;
  private static final int BATCH = 1000;
  private static final Duration POLL = Duration.ofMillis(100);

  private final Connection connection;
  private final Database database;
  private final Sql sql;
  private final PrepareTargets targets = new PrepareTargets(new Networks());
  private final List<Account> accounts = new ArrayList<>();
  private long posts;

  private BelfryQueue(Connection connection, Sql sql) {
    this.connection = connection;
    this.database = new Database(kept(connection));
    this.sql = sql;
  }

  /** Makes a hundred dry-run accounts. */
  static BelfryQueue in(DbAddress address) {
    try {
      Connection connection = DriverManager.getConnection(address.url(), address.credentials());
      BelfryQueue queue = new BelfryQueue(connection, Sql.on(address));
      queue.database.transact(queue::addAccounts);
      return queue;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Connections kept(Connection connection) {
    return new Connections() {
      @Override
      public Connection borrow() {
        return connection;
      }

      @Override
      public void giveBack(Connection borrowed) {
        // It is kept for the next one.
      }
    };
  }

  private void addAccounts(Connection connection) throws SQLException {
    for (int i = 0; i < ACCOUNTS; i++) {
      AccountName name = AccountName.parse("dry-run:x:bench" + i);
      Accounts.add(connection, name, AccountSettings.DEFAULT, ACTOR);
      accounts.add(Accounts.get(connection, name));
    }
  }

  Sql sql() {
    return sql;
  }

  /** Queues so many posts at once, the accounts in turn. */
  void queue(int count, Instant due) {
    for (int left = count; left > 0; left -= BATCH) {
      List<ReadyPost> ready = new ArrayList<>();
      for (int i = 0; i < Math.min(left, BATCH); i++) {
        ready.add(next(due));
      }
      database.transact(
          connection -> {
            List<SavedPost> unused = SaveReady.save(connection, ready, ACTOR);
          });
    }
  }

  /**
   * Queues one in a transaction of its own, as {@code belfry draft} does: checks it, looks its
   * account up, measures, renders, saves and schedules it.
   */
  void queueOne(Instant due) {
    RawPart part = new RawPart(Texts.text(posts), List.of());
    AccountName account = accounts.get((int) (posts++ % ACCOUNTS)).name();
    Composed composed =
        new ComposePost(AltText.OPTIONAL, FindStored.NOTHING).compose(RawPost.of(List.of(part)));
    database.transact(
        connection -> {
          Account found = Accounts.get(connection, account);
          List<SavedPost> unused =
              SaveReady.save(connection, List.of(ready(composed.post(), found, due)), ACTOR);
        });
  }

  private ReadyPost next(Instant due) {
    Post post = new Post(List.of(Part.of(Texts.text(posts))));
    return ready(post, accounts.get((int) (posts++ % ACCOUNTS)), due);
  }

  private ReadyPost ready(Post post, Account account, Instant due) {
    Instant instant = due.truncatedTo(ChronoUnit.MILLIS);
    Moment moment = new Moment(instant, LocalDateTime.ofInstant(instant, ZONE), ZONE, null);
    return new ReadyPost(
        /* key= */ null,
        post,
        List.of(),
        targets.prepare(post, List.of(account), each -> moment));
  }

  /**
   * Has a running node release so many due posts: they are queued while everything is on hold, and
   * the word to begin is the end of the hold.
   */
  Span release(int count) {
    prepare(count);
    return go();
  }

  private void prepare(int count) {
    database.transact(c -> Holds.hold(c, null, "until all is queued", ACTOR));
    queue(count, Instant.now());
    sql.settleDown();
  }

  private Span go() {
    String since = sql.ask("SELECT clock_timestamp()");
    database.transact(c -> Holds.resume(c, null, ACTOR));
    awaitEmpty();
    return Span.read(sql, "attempts", "opened_at", "settled_at", since);
  }

  void awaitEmpty() {
    while (sql.number("SELECT count(*) FROM (SELECT FROM waiting LIMIT 1) AS any_left") > 0) {
      try {
        TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public void close() {
    sql.close();
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
