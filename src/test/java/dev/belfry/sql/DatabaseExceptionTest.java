package dev.belfry.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be asked for again, and what is refused for good. */
final class DatabaseExceptionTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "08006", "25006", "25P03", "28P01", "3D000", "40001", "40P01", "53100", "53300", "55P03",
        "57014", "57P01", "57P03"
      })
  void what_is_of_the_moment_may_pass(String state) {
    assertThat(DatabaseException.of(new SQLException("later", state)).mayPass()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"22001", "23505", "23514", "25P02", "42501", "42P01", "55000", "P0001"})
  void what_is_about_the_statement_does_not(String state) {
    assertThat(DatabaseException.of(new SQLException("no", state)).mayPass()).isFalse();
  }

  @Test
  void a_pool_that_has_no_connection_to_lend_will_have_one() {
    SQLException empty = new SQLTransientConnectionException("Connection is not available");
    assertThat(DatabaseException.of(empty).mayPass()).isTrue();
    assertThat(DatabaseException.of(new SQLException("who knows")).mayPass()).isFalse();
  }
}
