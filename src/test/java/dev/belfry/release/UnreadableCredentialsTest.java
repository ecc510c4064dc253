package dev.belfry.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.belfry.account.CredentialsUnreadable;
import dev.belfry.post.DeliveryState;
import dev.belfry.post.PostId;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import dev.belfry.testing.ScriptedNode;
import dev.belfry.testing.ScriptedPublishers;
import dev.belfry.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A machine without the key sends nothing, and leaves nothing in doubt. */
@ExtendWith(PostgresExtension.class)
final class UnreadableCredentialsTest {
  private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");

  private final SettableClock clock = new SettableClock(NOON);
  private final ScriptedPublishers network = new ScriptedPublishers();
  private final QueueFixture queue;

  UnreadableCredentialsTest(DataSource source) {
    this.queue = new QueueFixture(source);
  }

  @Test
  void what_could_not_be_sent_for_want_of_the_key_is_sent_when_it_is_there() {
    PostId post = queue.post("[image]");
    queue.schedule(post, queue.account("x:me"), NOON);
    network.thenPrepares(
        () -> {
          throw noKey();
        });
    network.then(
        attempt -> {
          throw noKey();
        });
    ScriptedNode node = new ScriptedNode(queue, network, clock);

    for (int attempt = 0; attempt < 2; attempt++) {
      node.pass();
      assertThat(queue.read(post).deliveries())
          .extracting(each -> each.state(), each -> each.reason())
          .containsExactly(tuple(DeliveryState.SCHEDULED, "the key is not here"));
      clock.tick(Duration.ofMinutes(10));
    }
    assertThat(network.accepted()).isEmpty();
    node.pass();

    assertThat(queue.read(post).deliveries())
        .extracting(each -> each.state())
        .containsExactly(DeliveryState.PUBLISHED);
    assertThat(network.accepted()).containsExactly("1");
  }

  private static CredentialsUnreadable noKey() {
    return new CredentialsUnreadable("the key is not here");
  }
}
