package dev.belfry.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.sql.Connections;
import dev.belfry.sql.Database;
import dev.belfry.sql.DatabaseUnreachable;
import dev.belfry.testing.SettableClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A database that is gone while the node is asked to stop. */
final class OfferUntilRecordedTest {
  private static final Duration TO_NOTICE = Duration.ofSeconds(5);

  private final SettableClock clock = new SettableClock(Instant.parse("2026-12-01T12:00:00Z"));
  private final OfferUntilRecorded offer = new OfferUntilRecorded(new Database(new Gone()), clock);
  private int tries;

  @Test
  void it_is_waited_for_as_long_as_ten_seconds_and_not_so_many_times() {
    assertThatThrownBy(this::offer).isInstanceOf(DatabaseUnreachable.class);

    assertThat(tries).isEqualTo(3);
    assertThat(offer.hasGivenUp()).isTrue();
  }

  @Test
  void what_is_offered_afterwards_is_offered_once() {
    assertThatThrownBy(this::offer).isInstanceOf(DatabaseUnreachable.class);
    tries = 0;

    assertThatThrownBy(this::offer).isInstanceOf(DatabaseUnreachable.class);

    assertThat(tries).isEqualTo(1);
  }

  private void offer() {
    Object unused = offer.offer((connection, again) -> "recorded", /* stopping= */ () -> true);
  }

  /** As a pool whose server does not answer. */
  private final class Gone implements Connections {
    @Override
    public Connection borrow() throws SQLException {
      tries++;
      clock.tick(TO_NOTICE);
      throw new SQLException("the connection attempt timed out", "08001");
    }

    @Override
    public void giveBack(Connection connection) {
      throw new AssertionError("nothing was borrowed");
    }
  }
}
