package dev.belfry.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.queue.RenderedParts.Rendering;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
final class PreparedTest {
  private final QueueFixture queue;

  PreparedTest(DataSource source) {
    this.queue = new QueueFixture(source);
  }

  @Test
  void what_is_too_old_to_be_used_is_forgotten_and_nothing_else() {
    queue.database().transact(c -> Prepared.keep(c, 1, Map.of("old", "1")));
    queue.execute("UPDATE prepared SET at = at - interval '20 hours'");
    queue.database().transact(c -> Prepared.keep(c, 1, Map.of("new", "2")));
    queue.database().transact(c -> Prepared.keep(c, 2, Map.of("almost", "3")));
    queue.execute("UPDATE prepared SET at = at - interval '19 h 50 min' WHERE delivery_id = 2");

    assertThat(queue.database().<Integer>inTransaction(Prepared::forgetOld)).isEqualTo(1);

    assertThat(known(1)).containsOnlyKeys("new");
    assertThat(known(2)).containsOnlyKeys("almost");
    assertThat(queue.database().<Integer>inTransaction(Prepared::forgetOld)).isZero();
  }

  /** Of two images the second came hours after the first, and both were kept then. */
  @Test
  void what_is_kept_once_more_is_no_younger_for_it() {
    queue.database().transact(c -> Prepared.keep(c, 1, Map.of("first", "1")));
    queue.execute("UPDATE prepared SET at = at - interval '19 hours'");
    queue.database().transact(c -> Prepared.keep(c, 1, Map.of("first", "1", "second", "2")));
    assertThat(known(1)).containsOnlyKeys("first", "second");

    queue.execute("UPDATE prepared SET at = at - interval '2 hours'");

    assertThat(known(1)).containsOnlyKeys("second");
    queue.database().transact(c -> Prepared.keep(c, 1, Map.of("first", "1")));
    assertThat(known(1)).containsOnlyKeys("first", "second");
  }

  @Test
  void what_is_rendered_anew_is_made_ready_anew() {
    long delivery =
        queue.schedule(
            queue.post("look"), queue.account("mastodon:one@example.social"), Instant.now());
    queue.database().transact(c -> Prepared.keep(c, delivery, Map.of("image", "1")));

    queue
        .database()
        .transact(
            connection ->
                RenderedParts.replace(
                    connection, List.of(new Rendering(delivery, List.of("look again"), 1, null))));

    assertThat(known(delivery)).isEmpty();
  }

  private Map<String, String> known(long delivery) {
    return queue.database().lend(connection -> Prepared.of(connection, delivery));
  }
}
