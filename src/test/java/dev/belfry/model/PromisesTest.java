package dev.belfry.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.model.Network.Copy;
import dev.belfry.post.DeliveryState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What no flaw leads to must be seen all the same, or the promise would be kept by blindness. */
final class PromisesTest {
  private static final Promises PROMISES = new Promises(new Rules(Setting.KEY, Flaw.NONE));
  private static final Copy FIRST = new Copy(/* part= */ 1, /* parent= */ 0);
  private static final Copy SECOND = new Copy(/* part= */ 2, /* parent= */ 1);

  @Test
  void a_record_that_names_what_is_not_live_is_seen() {
    assertThat(PROMISES.broken(recorded(1, List.of()))).contains(Promises.TRUE);
  }

  @Test
  void a_record_that_names_another_part_is_seen() {
    assertThat(PROMISES.broken(recorded(2, List.of(FIRST, SECOND)))).contains(Promises.TRUE);
  }

  @Test
  void a_record_that_is_true_is_let_pass() {
    assertThat(PROMISES.broken(recorded(1, List.of(FIRST, SECOND)))).isEmpty();
  }

  /** The first part is recorded under the id. */
  private static State recorded(int id, List<Copy> live) {
    Database database =
        new Database(
            1,
            true,
            DeliveryState.CLAIMED,
            1,
            List.of(Attempt.open(1, 1, 0).live(Status.POSTED, id)));
    return new State(
        database, Node.ready(1), Node.IDLE, new Network(live, List.of()), /* troubles= */ 0);
  }
}
