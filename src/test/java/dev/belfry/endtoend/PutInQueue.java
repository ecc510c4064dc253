package dev.belfry.endtoend;

import dev.belfry.account.Account;
import dev.belfry.account.AccountSettings;
import dev.belfry.account.Accounts;
import dev.belfry.networks.Networks;
import dev.belfry.post.AccountName;
import dev.belfry.post.Part;
import dev.belfry.post.Post;
import dev.belfry.publish.PrepareTargets;
import dev.belfry.publish.ReadyPost;
import dev.belfry.publish.SaveReady;
import dev.belfry.publish.Target;
import dev.belfry.queue.SavedPost;
import dev.belfry.schedule.Moment;
import dev.belfry.sql.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Queues posts through the program's own stages, without the price of a JVM for each. */
public final class PutInQueue {
  private static final String ACTOR = "tester@elsewhere";
  private static final ZoneId ZONE = ZoneId.of("Asia/Kathmandu");

  private final Database database;
  private final PrepareTargets targets = new PrepareTargets(new Networks());

  public PutInQueue(DataSource source) {
    this.database = OneConnection.to(source);
  }

  public void account(String name) {
    database.transact(
        connection ->
            Accounts.add(connection, AccountName.parse(name), AccountSettings.DEFAULT, ACTOR));
  }

  /** Queues all of them in one transaction. */
  public void all(List<Planned> posts) {
    database.transact(
        connection -> {
          List<ReadyPost> ready = new ArrayList<>();
          for (Planned post : posts) {
            ready.add(ready(connection, post));
          }
          List<SavedPost> unused = SaveReady.save(connection, ready, ACTOR);
        });
  }

  private ReadyPost ready(Connection connection, Planned planned) throws SQLException {
    Post post = new Post(planned.parts().stream().map(Part::of).toList());
    Account account = Accounts.get(connection, AccountName.parse(planned.account()));
    List<Target> target = targets.prepare(post, List.of(account), each -> moment(planned.dueAt()));
    return new ReadyPost(null, post, List.of(), target);
  }

  private static Moment moment(Instant dueAt) {
    return new Moment(dueAt, LocalDateTime.ofInstant(dueAt, ZONE), ZONE, null);
  }
}
