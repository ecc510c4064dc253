package dev.belfry.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.model.Network.Copy;
import dev.belfry.post.DeliveryState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

  @Test
  void a_published_delivery_that_lacks_a_part_is_seen() {
    assertThat(PROMISES.broken(standing(DeliveryState.PUBLISHED, Status.POSTED)))
        .contains(Promises.COMPLETE);
  }

  @ParameterizedTest
  @EnumSource(names = {"OPEN", "UNCONFIRMED"})
  void a_failed_delivery_that_left_a_question_is_seen(Status status) {
    assertThat(PROMISES.broken(standing(DeliveryState.FAILED, status))).contains(Promises.COMPLETE);
    assertThat(PROMISES.broken(standing(DeliveryState.FAILED, Status.REFUSED))).isEmpty();
    assertThat(PROMISES.broken(standing(DeliveryState.UNCONFIRMED, status))).isEmpty();
  }

  @Test
  void a_move_that_is_no_arrow_is_seen() {
    State over = standing(DeliveryState.PUBLISHED, Status.POSTED);
    State queued = standing(DeliveryState.SCHEDULED, Status.POSTED);

    assertThat(PROMISES.broken(over, queued)).contains(Promises.ARROWS);
    assertThat(PROMISES.broken(queued, over)).isEmpty();
  }

  /** One attempt at the first part, live or not, and nothing else. */
  private static State standing(DeliveryState delivery, Status status) {
    boolean isLive = status == Status.POSTED;
    Attempt attempt = Attempt.open(1, 1, 0).live(status, isLive ? 1 : 0);
    return new State(
        new Database(1, false, delivery, 0, List.of(attempt)),
        Node.IDLE,
        Node.IDLE,
        new Network(isLive ? List.of(FIRST) : List.of(), List.of()),
        /* troubles= */ 0);
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
