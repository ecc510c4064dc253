package dev.belfry.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.endtoend.chaos.JudgeStory;
import dev.belfry.endtoend.chaos.ReadStories;
import dev.belfry.endtoend.chaos.Shown;
import dev.belfry.sql.Database;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.TestDatabase;
import dev.belfry.testing.network.Accepted;
import dev.belfry.testing.network.Guarantee;
import dev.belfry.testing.network.NetworkProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code belfry run} publishes to live accounts, on a network that is a process of its own. */
@ExtendWith(PostgresExtension.class)
final class LiveAccountsTest {
  private static final List<String> ACCOUNTS =
      List.of("x:ringer", "mastodon:ringer@example.social", "bluesky:ringer.example");
  private static final int POSTS = 30;

  private final Database database;
  private final PutInQueue queue;
  private final Aftermath aftermath;
  private final NetworkProcess network;
  private final Belfry belfry;

  LiveAccountsTest(TestDatabase database, @TempDir Path scratch) {
    this.database = OneConnection.to(database.dataSource());
    this.queue = new PutInQueue(database.dataSource());
    this.aftermath = new Aftermath(database.dataSource());
    this.network = NetworkProcess.start(scratch, Guarantee.IDEMPOTENT, 7);
    this.belfry = Belfry.on(database.address(), scratch).publishingTo(network);
  }

  @AfterEach
  void killAll() {
    belfry.close();
    network.close();
  }

  @Test
  void threads_and_posts_go_out_once_in_order_and_under_their_parents() {
    ACCOUNTS.forEach(queue::account);
    BelfryProcess unused = belfry.node("a");
    List<Planned> planned = plan(Instant.now().truncatedTo(ChronoUnit.MILLIS));
    queue.all(planned);

    aftermath.awaitEmptyQueue(Duration.ofSeconds(30));
    aftermath.everythingIsOutOnceAndInOrder(planned);
    for (String account : ACCOUNTS) {
      List<Accepted> live =
          network.record().stream().filter(post -> post.account().equals(account)).toList();
      assertThat(live.stream().map(Accepted::text))
          .as("live on %s", account)
          .containsExactlyElementsOf(
              planned.stream()
                  .filter(post -> post.account().equals(account))
                  .flatMap(post -> post.parts().stream())
                  .toList());
    }
    assertThat(new ReadStories(database).of(planned, Shown.of(network.record())))
        .flatMap(JudgeStory::faultsOf)
        .isEmpty();
  }

  private static List<Planned> plan(Instant start) {
    List<Planned> planned = new ArrayList<>();
    for (int i = 0; i < POSTS; i++) {
      String account = ACCOUNTS.get(i % ACCOUNTS.size());
      planned.add(Planned.numbered(i, i % 4 == 0 ? 3 : 1, account, start.plusMillis(20L * i)));
    }
    return planned;
  }
}
