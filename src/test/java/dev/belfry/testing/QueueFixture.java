package dev.belfry.testing;

import dev.belfry.account.Account;
import dev.belfry.account.AccountSettings;
import dev.belfry.account.Accounts;
import dev.belfry.audit.HistoryEvent;
import dev.belfry.audit.HistoryFilter;
import dev.belfry.audit.ReadHistory;
import dev.belfry.post.AccountName;
import dev.belfry.post.Network;
import dev.belfry.post.Part;
import dev.belfry.post.Post;
import dev.belfry.post.PostId;
import dev.belfry.queue.EnqueueDeliveries;
import dev.belfry.queue.Lease;
import dev.belfry.queue.Leases;
import dev.belfry.queue.NewDelivery;
import dev.belfry.queue.NewPost;
import dev.belfry.queue.Nodes;
import dev.belfry.queue.Reach;
import dev.belfry.queue.ReadPost;
import dev.belfry.queue.SavePosts;
import dev.belfry.queue.StoredPost;
import dev.belfry.queue.TakenLease;
import dev.belfry.release.ReleaseSettings;
import dev.belfry.sql.Connections;
import dev.belfry.sql.Database;
import dev.belfry.sql.Rows;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** Puts posts into a test's database the way the program does, in a word or two. */
public final class QueueFixture {
  public static final String ACTOR = "tester@here";
  private static final ZoneId ZONE = ZoneId.of("Asia/Kathmandu");

  private final Database database;

  public QueueFixture(DataSource source) {
    this.database = new Database(Connections.of(source));
  }

  public Database database() {
    return database;
  }

  public Account account(String name) {
    return account(name, AccountSettings.DEFAULT);
  }

  public Account account(String name, AccountSettings settings) {
    AccountName parsed = AccountName.parse(name);
    return database.inTransaction(
        connection -> {
          Accounts.add(connection, parsed, settings, ACTOR);
          return Accounts.get(connection, parsed);
        });
  }

  /** Makes a node known and gives its settings. */
  public ReleaseSettings node(String name, Duration lease, Set<Network> live) {
    ReleaseSettings settings = new ReleaseSettings(Nodes.newNumber(), name, live, lease);
    database.transact(c -> Nodes.register(c, settings.node(), introduction(settings)));
    return settings;
  }

  /** How such a node was made known. */
  public static Nodes.Introduction introduction(ReleaseSettings node) {
    return new Nodes.Introduction(node.name(), "here", 1, "dev", node.lease());
  }

  /** Takes the dry-run accounts that have something due, for five minutes. */
  public List<Lease> take(Instant now) {
    return database.lend(
        connection ->
            Leases.take(connection, /* node= */ 1, Reach.DRY_RUN, now, Duration.ofMinutes(5), 100)
                .stream()
                .map(TakenLease::lease)
                .toList());
  }

  /** Saves a post; the body of each part's request is its text. */
  public PostId post(String... parts) {
    Post post = new Post(Stream.of(parts).map(Part::of).toList());
    return database
        .inTransaction(connection -> SavePosts.save(connection, new NewPost(null, post), ACTOR))
        .id();
  }

  public long schedule(PostId post, Account account, Instant dueAt) {
    List<String> bodies = read(post).post().parts().stream().map(Part::text).toList();
    NewDelivery delivery =
        new NewDelivery(
            post, account.id(), LocalDateTime.ofInstant(dueAt, ZONE), ZONE, dueAt, bodies, 1);
    return database
        .inTransaction(
            connection -> EnqueueDeliveries.enqueue(connection, List.of(delivery), ACTOR))
        .get(0);
  }

  public StoredPost read(PostId post) {
    return database.inTransaction(connection -> ReadPost.read(connection, post));
  }

  public List<HistoryEvent> history() {
    List<HistoryEvent> events = new ArrayList<>();
    ReadHistory.read(database, HistoryFilter.ALL, events::add);
    return events;
  }

  /** The events of one kind, as {@code account/post/part text}. */
  public List<String> told(String event) {
    return history().stream()
        .filter(each -> each.event().equals(event))
        .map(each -> "%s %s".formatted(each.account(), each.text()))
        .toList();
  }

  /** Runs one statement as whoever the test connects as. */
  public void execute(String sql) {
    database.transact(
        connection -> {
          try (var statement = connection.createStatement()) {
            statement.execute(sql);
          }
        });
  }

  /** The only value that a query gives, a number. */
  public long number(String sql) {
    return answers(sql, row -> row.getLong(1)).get(0);
  }

  /** What a query of one column gives, as texts. */
  public List<String> texts(String sql) {
    return answers(sql, row -> row.getString(1));
  }

  private <T> List<T> answers(String sql, Rows.Mapper<T> reader) {
    return database.lend(
        connection -> {
          try (var statement = connection.prepareStatement(sql)) {
            return Rows.list(statement, reader);
          }
        });
  }
}
