package dev.belfry.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.sql.Database;
import dev.belfry.sql.DatabaseException;
import dev.belfry.sql.Rows;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import dev.belfry.testing.Rival;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(PostgresExtension.class)
final class SealHistoryTest {
  private static final String WRITE = "INSERT INTO history (event, actor) VALUES ('drafted', 'me')";

  private final DataSource source;
  private final QueueFixture queue;
  private final Database database;

  SealHistoryTest(DataSource source) {
    this.source = source;
    this.queue = new QueueFixture(source);
    this.database = queue.database();
  }

  @Test
  void every_row_is_sealed_once_and_a_second_sealing_finds_nothing() {
    write(3);
    assertThat(SealHistory.seal(database)).isEqualTo(3);
    assertThat(SealHistory.seal(database)).isZero();

    write(2);
    assertThat(SealHistory.seal(database)).isEqualTo(2);

    assertThat(sealed()).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(newest().number()).isEqualTo(2);
    assertFits(5, 0);
  }

  @Test
  void an_empty_history_has_no_seal_and_fits() {
    assertThat(SealHistory.seal(database)).isZero();
    assertThat(newest()).isEqualTo(Seal.NONE);
    assertFits(0, 0);
  }

  @Test
  void a_long_history_takes_many_seals() {
    write(25);

    assertThat(SealHistory.seal(database, 26, 10)).isEqualTo(25);

    assertThat(newest().number()).isEqualTo(3);
    assertThat(sealed()).containsExactlyElementsOf(LongStream.rangeClosed(1, 25).boxed().toList());
    assertFits(25, 0);
  }

  @Test
  void a_gap_wider_than_a_seal_takes_no_seal_of_its_own() {
    write(1);
    queue.execute("SELECT setval('history_seq_seq', 1000000)");
    write(1);

    assertThat(SealHistory.seal(database)).isEqualTo(2);

    assertThat(newest().number()).isEqualTo(2);
    assertFits(2, 0);
  }

  @Test
  void rows_behind_a_slow_transaction_wait_for_it_and_raise_no_alarm() throws SQLException {
    write(2);
    SealHistory.seal(database);
    try (Rival slow = new Rival(source)) {
      slow.runs(WRITE);
      write(3);

      assertThat(SealHistory.seal(database)).isZero();
      assertFits(2, 3);

      slow.commits();
      assertFits(2, 4);
      assertThat(SealHistory.seal(database)).isEqualTo(4);
      assertFits(6, 0);
    }
  }

  /** Its number is smaller than those of rows that are there, but it has no transaction id yet. */
  @Test
  void a_writer_that_has_only_begun_is_waited_for_too() throws SQLException {
    write(1);
    try (Rival slow = new Rival(source)) {
      slow.runs("LOCK TABLE history IN ROW EXCLUSIVE MODE");

      assertThat(SealHistory.seal(database)).isZero();

      slow.commits();
      assertThat(SealHistory.seal(database)).isEqualTo(1);
    }
  }

  @Test
  void numbers_of_a_transaction_that_was_rolled_back_are_missed_by_nobody() throws SQLException {
    write(1);
    try (Rival other = new Rival(source)) {
      other.runs(WRITE);
    }
    write(1);

    assertThat(SealHistory.seal(database)).isEqualTo(2);
    assertThat(sealed()).containsExactly(1L, 3L);
    assertFits(2, 0);
  }

  @Test
  void a_reader_with_an_old_snapshot_delays_no_seal() throws SQLException {
    try (Rival reader = new Rival(source)) {
      reader.runs("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
      reader.runs("SELECT pg_current_xact_id(), count(*) FROM history");
      write(2);

      assertThat(SealHistory.seal(database)).isEqualTo(2);
    }
  }

  @Test
  void many_at_once_seal_nothing_twice_whatever_is_written_meanwhile() {
    List<CompletableFuture<Void>> writers =
        IntStream.range(0, 4)
            .mapToObj(n -> CompletableFuture.runAsync(() -> writeSlowly(40)))
            .toList();
    List<CompletableFuture<Void>> sealers =
        IntStream.range(0, 3)
            .mapToObj(n -> CompletableFuture.runAsync(() -> sealWhile(writers)))
            .toList();
    Stream.concat(writers.stream(), sealers.stream()).forEach(CompletableFuture::join);
    SealHistory.seal(database);

    assertThat(sealed()).hasSize(160).doesNotHaveDuplicates().isSorted();
    assertThat(newest().number()).isGreaterThan(1);
    assertFits(160, 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"UPDATE seals SET below = 9 WHERE false", "DELETE FROM seals", "TRUNCATE seals"})
  void seals_refuse_to_be_changed_by_their_owner_too(String change) {
    write(1);
    SealHistory.seal(database);

    for (String role : List.of("origin", "replica")) {
      assertThatThrownBy(
              () -> queue.execute("SET LOCAL session_replication_role = " + role + "; " + change))
          .as(role)
          .isInstanceOf(DatabaseException.class)
          .hasMessageContaining("append-only");
    }
  }

  private void write(int rows) {
    for (int i = 0; i < rows; i++) {
      queue.execute(WRITE);
    }
  }

  /** Each number is taken some while before its row is committed. */
  private void writeSlowly(int rows) {
    for (int i = 0; i < rows; i++) {
      queue.execute(WRITE + "; SELECT pg_sleep(random() * 0.01)");
    }
  }

  private void sealWhile(List<CompletableFuture<Void>> others) {
    while (!others.stream().allMatch(CompletableFuture::isDone)) {
      SealHistory.seal(database);
    }
  }

  private Seal newest() {
    return Seals.newest(database);
  }

  private List<Long> sealed() {
    return database.lend(
        connection -> {
          try (var statement =
              connection.prepareStatement(
                  "SELECT unnest(seqs) AS seq FROM (SELECT seqs FROM seals ORDER BY number) s")) {
            return Rows.list(statement, row -> row.getLong("seq"));
          }
        });
  }

  private void assertFits(long sealed, long unsealed) {
    Verdict verdict = VerifyHistory.verify(database, List.of(), rows -> {});
    assertThat(verdict.misfit()).isNull();
    assertThat(verdict.newest().rows()).isEqualTo(sealed);
    assertThat(verdict.unsealed().count()).isEqualTo(unsealed);
  }
}
