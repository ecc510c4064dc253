package dev.belfry.endtoend.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.endtoend.Aftermath;
import dev.belfry.endtoend.Belfry;
import dev.belfry.endtoend.BelfryProcess;
import dev.belfry.endtoend.OneConnection;
import dev.belfry.endtoend.Planned;
import dev.belfry.endtoend.PutInQueue;
import dev.belfry.endtoend.Signals;
import dev.belfry.post.Network;
import dev.belfry.sql.Database;
import dev.belfry.testing.Cable;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.TestDatabase;
import dev.belfry.testing.network.Accepted;
import dev.belfry.testing.network.FakeNetwork;
import dev.belfry.testing.network.FakePublishers.Place;
import dev.belfry.testing.network.Guarantee;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A node loses its database, or all of its time, while it has a call in flight that goes well.
 * Nobody else can tell that it did: looks fail. The network has no keys.
 */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
final class CutOffTest {
  private static final String ACCOUNT = "x:ringer";
  private static final Duration AMPLE = Duration.ofSeconds(30);

  /** How the way to Postgres goes away. */
  enum Cut {
    WITHOUT_A_WORD,
    WITH_RESETS;

    void make(Cable cable) {
      switch (this) {
        case WITHOUT_A_WORD -> cable.cut();
        case WITH_RESETS -> cable.breakOff();
      }
    }
  }

  private final FakeNetwork network = FakeNetwork.start(Guarantee.NONE);
  private final Database database;
  private final PutInQueue queue;
  private final Aftermath aftermath;
  private final Cable cable;
  private final Belfry far;
  private final Belfry near;
  private final List<Planned> planned = plan();

  CutOffTest(TestDatabase database, @TempDir Path farScratch, @TempDir Path nearScratch) {
    this.database = OneConnection.to(database.dataSource());
    this.queue = new PutInQueue(database.dataSource());
    this.aftermath = new Aftermath(database.dataSource());
    this.cable = Cable.to(database.address());
    this.far = publishing(Belfry.on(cable.address(), farScratch));
    this.near = publishing(Belfry.on(database.address(), nearScratch));
  }

  private Belfry publishing(Belfry belfry) {
    return belfry
        .set("BELFRY_LEASE", "2s")
        .publishingTo(new Place(network.url(), Guarantee.NONE), Network.values());
  }

  @BeforeEach
  void nobodyCanTell() {
    network.looks().byChance("ERROR_500=1");
  }

  @AfterEach
  void stopAll() {
    far.close();
    near.close();
    cable.close();
    network.close();
  }

  @ParameterizedTest
  @EnumSource
  void a_node_without_its_database_begins_nothing_and_tells_what_it_knows_when_it_is_back(Cut cut) {
    AtomicBoolean isCut = new AtomicBoolean();
    onFirstPost(
        () -> {
          cut.make(cable);
          isCut.set(true);
        });
    queue.account(ACCOUNT);
    BelfryProcess lonely = far.node("lonely");
    queue.all(planned);
    await().until(isCut::get);
    BelfryProcess unused = near.node("other");

    othersGoOutWithoutTheThread();
    // What the lonely node began could not be in the database: the network alone would know.
    assertThat(network.postsAsked())
        .as("requests: the one that was in flight, and the other node's")
        .isEqualTo(planned.size());
    assertThat(lonely.isRunning()).isTrue();
    cable.mend();

    aftermath.awaitEmptyQueue(AMPLE);
    assertThat(
            aftermath.count(
                """
                SELECT count(*) FROM history
                WHERE event = 'published' AND post_id = 1 AND part = 1 AND actor = 'lonely'
                """))
        .as("told by the one who knew")
        .isOne();
    allIsOutOnce();
  }

  @Test
  void a_node_that_was_frozen_in_a_call_past_its_lease_loses_nothing_and_doubles_nothing() {
    CompletableFuture<BelfryProcess> node = new CompletableFuture<>();
    AtomicBoolean frozen = new AtomicBoolean();
    onFirstPost(
        () -> {
          Signals.send("STOP", node.join().pid());
          frozen.set(true);
        });
    queue.account(ACCOUNT);
    boolean unused = node.complete(near.node("sleeper"));
    queue.all(planned);
    await().until(frozen::get);
    BelfryProcess other = near.node("other");

    othersGoOutWithoutTheThread();
    assertThat(other.isRunning()).isTrue();
    Signals.send("CONT", node.join().pid());
    network.looks().byChance("WELL=1");

    aftermath.awaitEmptyQueue(AMPLE);
    allIsOutOnce();
  }

  private void onFirstPost(Runnable work) {
    AtomicBoolean isFirst = new AtomicBoolean(true);
    network.beforeAnswering(
        () -> {
          if (isFirst.getAndSet(false)) {
            work.run();
          }
        });
  }

  private void othersGoOutWithoutTheThread() {
    await("the other node takes over")
        .atMost(AMPLE)
        .until(
            () ->
                aftermath.count(
                        "SELECT count(*) FROM attempts WHERE node = 'other' AND outcome = 'posted'")
                    == planned.size() - 1);
    assertThat(aftermath.count("SELECT count(*) FROM waiting WHERE state = 'unconfirmed'"))
        .as("in doubt")
        .isOne();
  }

  private void allIsOutOnce() {
    assertThat(network.record())
        .extracting(Accepted::text)
        .containsExactlyInAnyOrderElementsOf(
            planned.stream().flatMap(post -> post.parts().stream()).toList());
    assertThat(new ReadStories(database).of(planned, Shown.of(network.record())))
        .flatMap(JudgeStory::faultsOf)
        .isEmpty();
  }

  /** A thread, and posts behind it. */
  private static List<Planned> plan() {
    Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return List.of(
        Planned.numbered(0, 2, ACCOUNT, start),
        Planned.numbered(1, 1, ACCOUNT, start.plusMillis(1)),
        Planned.numbered(2, 1, ACCOUNT, start.plusMillis(2)),
        Planned.numbered(3, 1, ACCOUNT, start.plusMillis(3)));
  }
}
