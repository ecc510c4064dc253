package dev.belfry.audit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.audit.Misfit.Kind;
import dev.belfry.post.Sha256;
import dev.belfry.sql.Database;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What somebody who may switch the triggers off can do to the history, and which row is named. 30
 * rows are sealed in threes of ten; number 25 was rolled back, so that the last is 31.
 */
@ExtendWith(PostgresExtension.class)
final class VerifyHistoryTest {
  private static final long MEGABYTE = 1L << 20;

  private final QueueFixture queue;
  private final Database database;
  private Anchor anchor = new Anchor(0, "");

  VerifyHistoryTest(DataSource source) {
    this.queue = new QueueFixture(source);
    this.database = queue.database();
  }

  @BeforeEach
  void seal() {
    write(1, 24);
    queue.execute("SELECT nextval('history_seq_seq')");
    write(26, 31);
    assertThat(SealHistory.seal(database, 32, 10)).isEqualTo(30);
    Seal newest = Seals.newest(database);
    assertThat(newest.number()).isEqualTo(4);
    anchor = new Anchor(newest.number(), newest.sha256());
    write(32, 33);
  }

  private void write(int from, int to) {
    queue.execute(
        """
        INSERT INTO history (event, post_id, account, part, attempt, remote_id, url, text, media,
                             payload_sha256, due_at, detail, actor)
        SELECT 'published', n, 'x:me', 1, 1, 'r' || n, 'https://example.org/' || n, 'text ' || n,
               '[{"sha256": "ab", "alt": "A bell"}]', sha256('x'), '2026-12-01T12:00:00Z', 'fine',
               'tester@here'
        FROM generate_series(%d, %d) AS n
        """
            .formatted(from, to));
  }

  @Test
  void an_untouched_history_fits_its_seals_and_its_anchor() {
    Verdict verdict = verify(anchor);

    assertThat(verdict.misfit()).isNull();
    assertThat(verdict.newest().rows()).isEqualTo(30);
    assertThat(verdict.unsealed().count()).isEqualTo(2);
    assertThat(verdict.unsealed().since()).isEqualTo(queue.history().get(30).at());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "at = at + interval '1 microsecond'",
        "event = 'failed'",
        "post_id = 99",
        "post_id = NULL",
        "account = 'x:you'",
        "account = NULL",
        "part = 2",
        "part = NULL",
        "attempt = 2",
        "attempt = NULL",
        "remote_id = 'other'",
        "remote_id = NULL",
        "url = url || '/'",
        "url = NULL",
        "text = text || ' '",
        "text = ''",
        "text = NULL",
        "media = '[{\"sha256\": \"ab\", \"alt\": \"A horn\"}]'",
        "media = '[{\"sha256\": \"ac\", \"alt\": \"A bell\"}]'",
        "media = '{}'",
        "media = media || '[{}]'",
        "media = media || '[7]'",
        "media = jsonb_set(media, '{0,by}', '\"me\"')",
        "media = jsonb_set(media, '{0,alt}', 'null')",
        "media = jsonb_build_object('0', media)",
        "media = to_jsonb(media::text)",
        "media = NULL",
        "payload_sha256 = sha256('y')",
        "payload_sha256 = NULL",
        "due_at = due_at + interval '1 microsecond'",
        "due_at = 'infinity'",
        "due_at = NULL",
        "detail = 'Fine'",
        "detail = NULL",
        "actor = 'tester@there'",
      })
  void a_change_of_any_column_names_its_row(String change) {
    tamper("UPDATE history SET " + change + " WHERE seq = 17");

    assertMisfit(Kind.CHANGED, 17);
  }

  /** Regression: what said the same to whoever read it as a list of images was not noticed. */
  @ParameterizedTest
  @ValueSource(strings = {"'{}'", "'[]'", "'null'", "'7'", "'\"[]\"'", "'{\"hidden\": \"words\"}'"})
  void media_where_there_were_none_name_their_row(String media) {
    queue.execute("INSERT INTO history (event, actor) VALUES ('drafted', 'me')");
    SealHistory.seal(database);
    tamper("UPDATE history SET media = " + media + " WHERE seq = 34");

    assertMisfit(Kind.CHANGED, 34);
  }

  @Test
  void a_number_in_the_place_of_a_text_names_its_row() {
    queue.execute(
        """
        INSERT INTO history (event, media, actor)
        VALUES ('drafted', '[{"sha256": "12", "alt": "7"}]', 'me')
        """);
    SealHistory.seal(database);
    tamper("UPDATE history SET media = '[{\"sha256\": \"12\", \"alt\": 7}]' WHERE seq = 34");

    assertMisfit(Kind.CHANGED, 34);
  }

  /** It is not hidden from whoever looks, but it was so before it was sealed. */
  @Test
  void media_that_are_not_as_belfry_writes_them_are_sealed_as_they_are() {
    tamper("UPDATE history SET media = '[{\"alt\": 7, \"by\": \"me\"}]' WHERE seq = 33");
    SealHistory.seal(database);

    assertThat(verify(anchor).misfit()).isNull();
    assertThat(CanonicalLine.of(queue.history().get(31)))
        .contains("\"media\":\"[{\\\"by\\\": \\\"me\\\", \\\"alt\\\": 7}]\",");

    tamper("UPDATE history SET media = '[{\"alt\": 8, \"by\": \"me\"}]' WHERE seq = 33");
    assertMisfit(Kind.CHANGED, 33);
  }

  /** Regression: verifying broke on what the database would not have taken from Belfry. */
  @ParameterizedTest
  @ValueSource(strings = {"at", "xact", "event", "actor"})
  void a_column_that_was_freed_and_emptied_names_its_row(String column) {
    tamper(
        "ALTER TABLE history ALTER %1$s DROP NOT NULL; UPDATE history SET %1$s = NULL WHERE seq IN (17, 33)"
            .formatted(column));

    assertMisfit(Kind.CHANGED, 17);
    assertThat(misfit().says()).isEqualTo("row 17 was changed");
  }

  @Test
  void a_row_that_belfry_can_not_have_written_is_named_though_no_seal_covers_it() {
    tamper(
        "ALTER TABLE history ALTER at DROP NOT NULL; UPDATE history SET at = NULL WHERE seq = 33");

    assertMisfit(Kind.CHANGED, 33);
    assertThat(misfit().says())
        .isEqualTo("row 33, which no seal covers yet, is none that Belfry wrote");
    assertThatThrownBy(() -> SealHistory.seal(database))
        .isInstanceOf(HistoryUnreadable.class)
        .hasMessageStartingWith("row 33 of the history can't be read, ");
  }

  /** The seals are held to their anchors before the rows behind them are looked at. */
  @Test
  void a_row_that_can_not_be_read_does_not_hide_what_is_wrong_before_it() {
    Anchor second = new Anchor(2, "ab".repeat(32));
    tamper(
        "ALTER TABLE history ALTER at DROP NOT NULL; UPDATE history SET at = NULL WHERE seq = 21");

    assertThat(requireNonNull(verify(second).misfit()).kind()).isEqualTo(Kind.ALL_REWRITTEN);
    assertMisfit(Kind.CHANGED, 21);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ALTER TABLE history ALTER part TYPE text                              | 1",
        "ALTER TABLE history ALTER attempt TYPE numeric                        | 1",
        "ALTER TABLE history ALTER due_at TYPE text                            | 1",
        "ALTER TABLE history ALTER payload_sha256 TYPE text USING 'x'          | 1",
        "UPDATE history SET at = 'infinity' WHERE seq = 17                     | 17",
        "UPDATE history SET at = '-infinity' WHERE seq = 17                    | 17",
      })
  void a_value_that_belfry_never_writes_names_its_row(String sql, long row) {
    tamper("ALTER TABLE history DROP CONSTRAINT history_payload_sha256_check; " + sql);

    assertMisfit(Kind.CHANGED, row);
  }

  /** Regression: verifying broke off with what the database says of a column that is not there. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "history RENAME text TO body                     | column text of the table history was dropped or renamed",
        "history RENAME seq TO n                         | column seq of the table history was dropped or renamed",
        "history RENAME xact TO n                        | column xact of the table history was dropped or renamed",
        "history DROP COLUMN detail                      | column detail of the table history was dropped or renamed",
        "history ALTER media TYPE text                   | column media of the table history was changed from jsonb to text",
        "history ALTER post_id TYPE text                 | column post_id of the table history was changed from bigint to text",
        "history RENAME TO hidden                        | table history was dropped or renamed",
        "seals RENAME hashes TO h                        | column hashes of the table seals was dropped or renamed",
        "seals DROP COLUMN sha256 CASCADE                | column sha256 of the table seals was dropped or renamed",
        "seals ALTER number TYPE text USING concat(chr(120), number) | column number of the table seals was changed from bigint to text",
        "seals RENAME TO hidden                          | table seals was dropped or renamed",
      })
  void a_table_that_can_not_be_read_any_more_is_named(String alteration, String says) {
    freeSeals();
    queue.execute("ALTER TABLE " + alteration);

    assertMisfit(Kind.TABLE_ALTERED, 1);
    assertThat(misfit().says()).isEqualTo("the " + says);
    assertThat(VerifyHistory.rows(database)).as("for the bar").isBetween(0L, 32L);
  }

  /** Nothing is wrong with what somebody altered without a harm. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "history ALTER part TYPE integer",
        "history ALTER url TYPE varchar",
        "history ADD COLUMN note text",
        "seals ADD COLUMN note text DEFAULT 'x'"
      })
  void an_alteration_that_changes_nothing_is_no_misfit(String alteration) {
    queue.execute("ALTER TABLE " + alteration);

    assertThat(verify(anchor).misfit()).isNull();
  }

  @Test
  void a_second_row_of_the_same_number_is_named() {
    tamper(
        "ALTER TABLE history DROP CONSTRAINT history_pkey;"
            + "INSERT INTO history SELECT * FROM history WHERE seq = 17");

    assertMisfit(Kind.INSERTED, 17);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // The first of several is named.
        "UPDATE history SET text = 'x' WHERE seq IN (9, 8, 30)             | CHANGED  | 8",
        "DELETE FROM history WHERE seq = 17                                | MISSING  | 17",
        "DELETE FROM history WHERE seq = 31                                | MISSING  | 31",
        "DELETE FROM history WHERE seq <= 3                                | MISSING  | 1",
        "DELETE FROM history                                               | MISSING  | 1",
        "UPDATE history SET seq = 25 WHERE seq = 24                        | MISSING  | 24",
        "UPDATE history SET seq = 25 WHERE seq = 26                        | INSERTED | 25",
        "UPDATE history SET seq = 99 WHERE seq = 5                         | MISSING  | 5",
      })
  void a_row_that_was_changed_or_taken_away_is_named(String sql, Kind kind, long row) {
    tamper(sql);

    assertMisfit(kind, row);
  }

  @ParameterizedTest
  @ValueSource(longs = {25, 0, -7})
  void a_row_that_was_put_in_afterwards_is_named(long seq) {
    tamper(insert(seq));
    assertMisfit(Kind.INSERTED, seq);

    SealHistory.seal(database);
    assertMisfit(Kind.INSERTED, seq);
  }

  private static String insert(long seq) {
    return """
        INSERT INTO history (seq, xact, event, actor) OVERRIDING SYSTEM VALUE
        VALUES (%d, '3', 'drafted', 'me')
        """
        .formatted(seq);
  }

  @ParameterizedTest
  @CsvSource({"8,9", "8,30", "1,31"})
  void rows_that_were_exchanged_are_told_from_changed_ones(long one, long other) {
    tamper(
        """
        UPDATE history SET seq = -1 WHERE seq = %1$d;
        UPDATE history SET seq = %1$d WHERE seq = %2$d;
        UPDATE history SET seq = %2$d WHERE seq = -1
        """
            .formatted(one, other));

    assertMisfit(Kind.REORDERED, one);
    assertThat(misfit().says())
        .isEqualTo(
            "row %d holds what row %d was sealed with: rows were re-ordered".formatted(one, other));
  }

  @Test
  void contents_that_were_exchanged_are_told_too() {
    tamper(
        """
        UPDATE history h SET (at, event, post_id, remote_id, url, text)
          = (SELECT at, event, post_id, remote_id, url, text FROM history o WHERE o.seq = 21 - h.seq)
        WHERE seq IN (10, 11)
        """);

    assertMisfit(Kind.REORDERED, 10);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UPDATE seals SET sha256 = sha256('x') WHERE number = 2                | SEAL_REWRITTEN | 11",
        "UPDATE seals SET sha256 = sha256('x') WHERE number = 4                | SEAL_REWRITTEN | 31",
        "UPDATE seals SET sealed_at = sealed_at - interval '1us' WHERE number=1 | SEAL_REWRITTEN | 1",
        "UPDATE seals SET below = 22 WHERE number = 2                          | SEAL_REWRITTEN | 11",
        "UPDATE seals SET rows = 19 WHERE number = 2                           | SEAL_REWRITTEN | 11",
        "UPDATE seals SET seqs = '{30,29,28,27,26,24,23,22,21}' WHERE number = 3"
            + " | SEAL_REWRITTEN | 30",
        "UPDATE seals SET hashes = overlay(hashes PLACING sha256('x') FROM 33) WHERE number = 2"
            + " | SEAL_REWRITTEN | 11",
        "UPDATE seals SET number = -number WHERE number = 2                     | SEAL_REWRITTEN | 11",
        "UPDATE seals SET hashes = '' WHERE number = 2                          | SEAL_REWRITTEN | 11",
        "UPDATE seals SET seqs[1] = NULL WHERE number = 2                       | SEAL_REWRITTEN | 11",
        "UPDATE seals SET seqs[10] = NULL WHERE number = 2                      | SEAL_REWRITTEN | 11",
        "UPDATE seals SET seqs = ARRAY[seqs] WHERE number = 2                   | SEAL_REWRITTEN | 11",
        "UPDATE seals SET seqs = NULL WHERE number = 2                          | SEAL_REWRITTEN | 11",
        "UPDATE seals SET seqs = '{}', hashes = '' WHERE number = 2             | SEAL_REWRITTEN | 11",
        "UPDATE seals SET hashes = NULL WHERE number = 2                        | SEAL_REWRITTEN | 11",
        "UPDATE seals SET sealed_at = NULL WHERE number = 2                     | SEAL_REWRITTEN | 11",
        "UPDATE seals SET sealed_at = 'infinity' WHERE number = 2               | SEAL_REWRITTEN | 11",
        "UPDATE seals SET sha256 = NULL WHERE number = 2                        | SEAL_REWRITTEN | 11",
        "UPDATE seals SET sha256 = NULL WHERE number = 4                        | SEAL_REWRITTEN | 31",
        "UPDATE seals SET sha256 = '' WHERE number = 2                          | SEAL_REWRITTEN | 11",
        "UPDATE seals SET rows = NULL WHERE number = 2                          | SEAL_REWRITTEN | 11",
        "UPDATE seals SET below = NULL WHERE number = 2                         | SEAL_REWRITTEN | 11",
        "UPDATE seals SET number = NULL WHERE number = 4                        | SEAL_REWRITTEN | 31",
        "ALTER TABLE seals ALTER seqs TYPE text[]                               | SEAL_REWRITTEN | 1",
        "ALTER TABLE seals ALTER seqs TYPE text                                 | SEAL_REWRITTEN | 1",
        "ALTER TABLE seals ALTER sealed_at TYPE text                            | SEAL_REWRITTEN | 1",
        "ALTER TABLE seals ALTER hashes TYPE text                               | SEAL_REWRITTEN | 1",
        "ALTER TABLE seals ALTER rows TYPE text                                 | SEAL_REWRITTEN | 1",
        "DELETE FROM seals WHERE number = 2                                     | SEAL_MISSING | 11",
        "DELETE FROM seals WHERE number = 1                                     | SEAL_MISSING | 1",
      })
  void a_seal_that_was_rewritten_or_taken_away_is_named(String sql, Kind kind, long row) {
    freeSeals();
    tamper(sql);

    assertMisfit(kind, row);
  }

  /** Drops whatever the database holds a seal to, so that all that is left is what verifies it. */
  private void freeSeals() {
    for (String constraint :
        List.of("pkey", "number_check", "seqs_check", "sha256_check", "check")) {
      tamper("ALTER TABLE seals DROP CONSTRAINT seals_" + constraint);
    }
    for (String column :
        List.of("number", "sealed_at", "below", "rows", "seqs", "hashes", "sha256")) {
      tamper("ALTER TABLE seals ALTER %s DROP NOT NULL".formatted(column));
    }
  }

  @Test
  void a_seal_that_can_not_be_read_is_said_to_be_so() {
    tamper("UPDATE seals SET seqs[1] = NULL WHERE number = 2");

    assertThat(misfit().says())
        .isEqualTo("seal 2, which covered row 11 and others, can't be read: it was rewritten");
  }

  /** The row fits its leaf, but the leaf does not fit the seal. */
  @Test
  void a_row_whose_leaf_was_changed_with_it_is_found_by_its_seal() {
    tamper("UPDATE history SET text = 'never said' WHERE seq = 17");
    String hash = Sha256.hex(CanonicalLine.of(queue.history().get(16)));
    tamper(
        "UPDATE seals SET hashes = overlay(hashes PLACING '\\x%s' FROM %d) WHERE number = 2"
            .formatted(hash, 6 * 32 + 1));

    assertMisfit(Kind.SEAL_REWRITTEN, 11);
  }

  @Test
  void a_tail_that_was_cut_off_is_found_against_an_anchor() {
    tamper("DELETE FROM history WHERE seq > 20");
    tamper("DELETE FROM seals WHERE number > 2");

    assertThat(verify().misfit()).isNull();
    Misfit misfit = requireNonNull(verify(anchor).misfit());
    assertThat(misfit.kind()).isEqualTo(Kind.TAIL_CUT);
    assertThat(misfit.row()).isEqualTo(21);
  }

  @Test
  void a_history_that_was_emptied_is_found_against_an_anchor() {
    tamper("TRUNCATE history");
    tamper("TRUNCATE seals");

    assertThat(verify().misfit()).isNull();
    assertThat(requireNonNull(verify(anchor).misfit()).kind()).isEqualTo(Kind.TAIL_CUT);
  }

  @Test
  void a_history_with_all_seals_made_anew_is_found_against_an_anchor_and_narrowed_by_another() {
    Anchor second = anchorOf(2);
    tamper("UPDATE history SET text = 'never said' WHERE seq = 22");
    tamper("DELETE FROM seals WHERE number > 2");
    assertThat(SealHistory.seal(database, 32, 10)).isEqualTo(10);
    assertThat(verify().misfit()).isNull();

    Misfit misfit = requireNonNull(verify(anchor).misfit());
    assertThat(misfit.kind()).isEqualTo(Kind.ALL_REWRITTEN);
    assertThat(misfit.says()).contains("the rows 1 to 31");
    assertThat(misfit.row()).isEqualTo(1);

    Misfit narrowed = requireNonNull(verify(anchor, second).misfit());
    assertThat(narrowed.says()).contains("the rows 21 to 31");
    assertThat(narrowed.row()).isEqualTo(21);
  }

  @Test
  void an_anchor_holds_when_the_history_has_gone_on() {
    write(34, 60);
    SealHistory.seal(database);

    assertThat(verify(anchor).misfit()).isNull();
    assertThat(verify(anchor).newest().rows()).isEqualTo(59);
  }

  @Test
  void a_long_history_is_verified_without_holding_it() {
    queue.execute(
        "INSERT INTO history (event, post_id, part, text, actor)"
            + " SELECT 'drafted', n, 1, repeat('x', 8000), 'me' FROM generate_series(1, 10000) n");
    SealHistory.seal(database);
    long before = liveBytes();
    AtomicLong most = new AtomicLong();

    Verdict verdict =
        VerifyHistory.verify(
            database,
            List.of(),
            rows -> {
              if (rows % 2_500 == 0) {
                most.accumulateAndGet(liveBytes(), Math::max);
              }
            });

    assertThat(verdict.misfit()).isNull();
    assertThat(verdict.newest().rows()).isEqualTo(10_032);
    assertThat(most.get()).as("measured on the way").isPositive();
    assertThat(most.get() - before).isLessThan(40 * MEGABYTE);
  }

  private Anchor anchorOf(long number) {
    return database.inTransaction(
        connection -> {
          try (SealCursor seals = new SealCursor(connection)) {
            Seal seal = Seal.NONE;
            while (seal.number() < number) {
              seal = requireNonNull(seals.next()).seal();
            }
            return new Anchor(number, seal.sha256());
          }
        });
  }

  private void assertMisfit(Kind kind, long row) {
    assertThat(misfit()).extracting(Misfit::kind, Misfit::row).containsExactly(kind, row);
    assertThat(verify(anchor).misfit()).isEqualTo(misfit());
  }

  private Misfit misfit() {
    return requireNonNull(verify().misfit());
  }

  private Verdict verify(Anchor... noted) {
    return VerifyHistory.verify(database, List.of(noted), rows -> {});
  }

  private void tamper(String sql) {
    List<String> statements = new ArrayList<>();
    statements.add("ALTER TABLE history ALTER seq SET GENERATED BY DEFAULT");
    statements.add("DROP INDEX IF EXISTS history_published_once");
    for (String table : List.of("history", "seals")) {
      statements.add("ALTER TABLE %s DISABLE TRIGGER ALL".formatted(table));
    }
    statements.add(sql);
    for (String table : List.of("history", "seals")) {
      statements.add("ALTER TABLE %s ENABLE TRIGGER ALL".formatted(table));
    }
    queue.execute(String.join("; ", statements));
  }

  private static long liveBytes() {
    Runtime runtime = Runtime.getRuntime();
    runtime.gc();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
