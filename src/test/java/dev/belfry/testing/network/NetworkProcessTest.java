package dev.belfry.testing.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.publish.Attempt;
import dev.belfry.publish.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fake network as a process of its own. */
final class NetworkProcessTest {
  private static final int ACCOUNTS = 8;
  private static final int POSTS_EACH = 25;
  private static final Duration AMPLE = Duration.ofSeconds(20);

  private final NetworkProcess network;
  private final FakePublishers publishers;
  private final ExecutorService threads = Executors.newFixedThreadPool(ACCOUNTS);

  NetworkProcessTest(@TempDir Path folder) {
    network = NetworkProcess.start(folder, Guarantee.IDEMPOTENT, 7);
    publishers = new FakePublishers(network.url(), network.guarantee());
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
    network.close();
  }

  @Test
  void what_it_said_is_posted_is_in_its_record_also_after_a_signal() throws Exception {
    List<Future<List<Outcome>>> posting = new ArrayList<>();
    for (int account = 0; account < ACCOUNTS; account++) {
      String name = "mastodon:ann%d@example.social".formatted(account);
      posting.add(threads.submit(() -> post(name)));
    }
    List<String> posted = new ArrayList<>();
    for (Future<List<Outcome>> each : posting) {
      each.get().forEach(outcome -> posted.add(((Outcome.Posted) outcome).remoteId()));
    }

    List<Accepted> told = network.recordItTells();
    network.stop();

    assertThat(network.record()).isEqualTo(told);
    assertThat(told).extracting(each -> Long.toString(each.id())).hasSize(ACCOUNTS * POSTS_EACH);
    assertThat(posted)
        .containsExactlyInAnyOrderElementsOf(
            told.stream().map(each -> Long.toString(each.id())).toList());
  }

  @Test
  void its_moods_can_be_changed_while_it_runs() {
    network.behave("REFUSED=1", "ERROR_500=1");
    assertThat(publish("mastodon:ann@example.social", 1)).isInstanceOf(Outcome.Refused.class);

    network.behave("WELL=1", "WELL=1");
    assertThat(publish("mastodon:ann@example.social", 1)).isInstanceOf(Outcome.Posted.class);
  }

  private List<Outcome> post(String account) {
    return IntStream.range(0, POSTS_EACH).mapToObj(i -> publish(account, i)).toList();
  }

  private Outcome publish(String account, long delivery) {
    Attempt attempt =
        Attempts.next(publishers, account, delivery, List.of(), List.of("Bell " + delivery));
    return publishers.publisher(attempt.claim().account()).publish(attempt, AMPLE);
  }
}
