package dev.belfry.cli;

import static dev.belfry.post.DeliveryState.CANCELLED;
import static dev.belfry.post.DeliveryState.DRAFT;
import static dev.belfry.post.DeliveryState.FAILED;
import static dev.belfry.post.DeliveryState.HELD;
import static dev.belfry.post.DeliveryState.PUBLISHED;
import static dev.belfry.post.DeliveryState.SCHEDULED;
import static dev.belfry.post.DeliveryState.UNCONFIRMED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.post.DeliveryState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PostStateTest {
  @ParameterizedTest
  @EnumSource
  void a_post_for_one_account_stands_where_its_delivery_does(DeliveryState state) {
    assertThat(PostState.of(List.of(state))).isEqualTo(state);
  }

  @Test
  void a_post_for_no_account_is_a_draft() {
    assertThat(PostState.of(List.of())).isEqualTo(DRAFT);
  }

  @Test
  void it_is_scheduled_while_any_waits() {
    assertThat(PostState.of(List.of(PUBLISHED, FAILED, SCHEDULED))).isEqualTo(SCHEDULED);
  }

  @Test
  void it_is_published_when_all_that_were_not_cancelled_are() {
    assertThat(PostState.of(List.of(PUBLISHED, CANCELLED))).isEqualTo(PUBLISHED);
  }

  @Test
  void otherwise_what_wants_a_person_most_counts() {
    assertThat(PostState.of(List.of(PUBLISHED, HELD, FAILED))).isEqualTo(FAILED);
    assertThat(PostState.of(List.of(FAILED, UNCONFIRMED))).isEqualTo(UNCONFIRMED);
    assertThat(PostState.of(List.of(PUBLISHED, DRAFT))).isEqualTo(DRAFT);
  }
}
