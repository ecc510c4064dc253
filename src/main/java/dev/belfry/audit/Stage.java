package dev.belfry.audit;

import dev.belfry.post.NotPossible;
import dev.belfry.sql.Rows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Optional;

/**
 * What a rehearsal plays on: tables of one session alone, which bear the names of the real ones and
 * so stand before them, with a copy of what a release reads. The session may write nothing else.
 *
 * <p>They are temporary tables. The server drops them when the session ends, however it ends, so
 * that a rehearsal that is killed leaves nothing behind; and since no transaction of the session
 * may write to any others, the database itself refuses whatever would touch what is real.
 */
public final class Stage {
  /** The real names come first here, those of the stage only where they are called by it. */
  private static final String SNAPSHOT =
      """
      SET TRANSACTION ISOLATION LEVEL REPEATABLE READ;
      SELECT set_config('search_path',
                        concat_ws(', ', nullif(current_setting('search_path'), ''), 'pg_temp'), true);
      """;

  /** A view is bound to the tables that it was made for: the stage needs its own. */
  private static final String TABLES =
      """
      DO $$
      DECLARE
        path text := current_setting('search_path');
        view text := pg_get_viewdef('open_attempts'::regclass);
        name text;
      BEGIN
        FOREACH name IN ARRAY ARRAY[
          'accounts', 'leases', 'holds', 'origin', 'zone_rules', 'schedules', 'schedule_accounts',
          'recurrences', 'recurrence_parts', 'occurrences', 'evergreen_sets', 'evergreen_accounts',
          'evergreen_texts', 'evergreen_parts', 'evergreen_showings', 'posts', 'parts',
          'part_media', 'deliveries', 'rendered_parts', 'bookings', 'waiting', 'attempts',
          'history'] LOOP
          EXECUTE format('CREATE TEMP TABLE %1$I (LIKE %1$I INCLUDING ALL)', name);
        END LOOP;
        PERFORM set_config('search_path', 'pg_temp, ' || path, true);
        EXECUTE 'CREATE TEMP VIEW open_attempts AS ' || view;
        PERFORM set_config('search_path', path, true);
      END $$
      """;

  /**
   * What is in a node's hands goes out now, if it has not yet; what is in doubt stays so, for only
   * its network could tell. Of the history, what a month's bill is counted by; of what is over,
   * what evergreen sets look at.
   */
  private static final String COPIES =
      """
      INSERT INTO pg_temp.accounts OVERRIDING SYSTEM VALUE SELECT * FROM accounts;
      INSERT INTO pg_temp.leases SELECT * FROM leases;
      UPDATE pg_temp.leases SET node_id = NULL, held_until = '-infinity';
      INSERT INTO pg_temp.holds SELECT * FROM holds;
      INSERT INTO pg_temp.origin SELECT * FROM origin;
      INSERT INTO pg_temp.zone_rules SELECT * FROM zone_rules;
      INSERT INTO pg_temp.schedules OVERRIDING SYSTEM VALUE SELECT * FROM schedules;
      INSERT INTO pg_temp.schedule_accounts SELECT * FROM schedule_accounts;
      INSERT INTO pg_temp.recurrences OVERRIDING SYSTEM VALUE
        SELECT * FROM recurrences WHERE ended_at IS NULL;
      INSERT INTO pg_temp.recurrence_parts
        SELECT p.* FROM recurrence_parts p JOIN pg_temp.recurrences r ON r.id = p.recurrence_id;
      INSERT INTO pg_temp.occurrences
        SELECT o.* FROM occurrences o JOIN pg_temp.recurrences r ON r.id = o.recurrence_id;
      INSERT INTO pg_temp.evergreen_sets OVERRIDING SYSTEM VALUE
        SELECT * FROM evergreen_sets WHERE removed_at IS NULL;
      INSERT INTO pg_temp.evergreen_accounts SELECT * FROM evergreen_accounts;
      INSERT INTO pg_temp.evergreen_texts SELECT * FROM evergreen_texts;
      INSERT INTO pg_temp.evergreen_parts SELECT * FROM evergreen_parts;
      INSERT INTO pg_temp.evergreen_showings SELECT * FROM evergreen_showings;
      INSERT INTO pg_temp.waiting
        SELECT * FROM waiting
        WHERE due_at <= current_setting('belfry.until')::timestamptz
           OR account_id IN (SELECT account_id FROM pg_temp.evergreen_accounts);
      UPDATE pg_temp.waiting SET
        state = CASE WHEN hold_reason IS NULL THEN 'scheduled' ELSE 'held' END,
        reason = coalesce(hold_reason, reason), claim = NULL
      WHERE state = 'claimed';
      UPDATE pg_temp.waiting SET look_at = NULL WHERE look_at IS NOT NULL;
      INSERT INTO pg_temp.history OVERRIDING SYSTEM VALUE
        SELECT h.* FROM history h JOIN accounts a ON a.name = h.account
        WHERE a.network = 'x' AND h.at >= current_setting('belfry.now')::timestamptz - interval '32 days'
          AND (h.event IN ('published', 'retracted')
            OR h.event = 'imported' AND EXISTS (
              SELECT FROM deliveries d JOIN attempts t ON t.delivery_id = d.id
              WHERE d.post_id = h.post_id AND t.outcome = 'posted'
                AND t.settled_at >= current_setting('belfry.now')::timestamptz - interval '32 days'));
      INSERT INTO pg_temp.deliveries OVERRIDING SYSTEM VALUE
        SELECT * FROM deliveries
        WHERE id IN (SELECT delivery_id FROM pg_temp.waiting)
           OR post_id IN (SELECT post_id FROM pg_temp.history)
           OR (account_id IN (SELECT account_id FROM pg_temp.evergreen_accounts)
             AND planned_at > current_setting('belfry.now')::timestamptz - (
               SELECT interval '63 days' + max(rest_days) * interval '1 day'
               FROM pg_temp.evergreen_sets));
      INSERT INTO pg_temp.rendered_parts
        SELECT r.* FROM rendered_parts r JOIN pg_temp.deliveries d ON d.id = r.delivery_id;
      INSERT INTO pg_temp.bookings
        SELECT b.* FROM bookings b JOIN pg_temp.deliveries d ON d.id = b.delivery_id;
      INSERT INTO pg_temp.attempts
        SELECT t.* FROM attempts t JOIN pg_temp.deliveries d ON d.id = t.delivery_id
        WHERE t.outcome IS NOT NULL;
      INSERT INTO pg_temp.posts OVERRIDING SYSTEM VALUE
        SELECT * FROM posts
        WHERE id IN (SELECT post_id FROM pg_temp.deliveries)
           OR id IN (SELECT post_id FROM pg_temp.recurrences)
           OR id IN (SELECT post_id FROM pg_temp.evergreen_texts);
      INSERT INTO pg_temp.parts
        SELECT p.* FROM parts p JOIN pg_temp.posts s ON s.id = p.post_id;
      INSERT INTO pg_temp.part_media
        SELECT m.* FROM part_media m JOIN pg_temp.posts s ON s.id = m.post_id;
      """;

  /** What is made on the stage is dated by its clock, and numbered behind all that is real. */
  private static final String OWN_TIME_AND_NUMBERS =
      """
      DO $$
      DECLARE
        own record;
      BEGIN
        FOR own IN
          SELECT c.relname AS name, a.attname AS col, a.attidentity <> '' AS is_number
          FROM pg_class c
          JOIN pg_attribute a ON a.attrelid = c.oid
          LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
          WHERE c.relnamespace = pg_my_temp_schema() AND c.relkind = 'r' AND NOT a.attisdropped
            AND (a.attidentity <> '' OR pg_get_expr(d.adbin, d.adrelid) = 'clock_timestamp()')
        LOOP
          IF own.is_number THEN
            EXECUTE format(
              'SELECT setval(pg_get_serial_sequence(%1$L, %2$L), 1 + coalesce(max(%3$I), 0), false)
               FROM %4$I',
              'pg_temp.' || own.name, own.col, own.col, own.name);
          ELSE
            EXECUTE format(
              'ALTER TABLE pg_temp.%I ALTER COLUMN %I
               SET DEFAULT current_setting(''belfry.now'')::timestamptz', own.name, own.col);
          END IF;
        END LOOP;
      END $$;
      CREATE FUNCTION pg_temp.on_stage_time() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.ended_at := current_setting('belfry.now')::timestamptz;
        RETURN NEW;
      END $$;
      CREATE TRIGGER on_stage_time BEFORE UPDATE ON pg_temp.deliveries FOR EACH ROW
        WHEN (NEW.ended_at IS NOT NULL) EXECUTE FUNCTION pg_temp.on_stage_time();
      ANALYZE pg_temp.accounts, pg_temp.waiting, pg_temp.deliveries, pg_temp.rendered_parts,
        pg_temp.posts, pg_temp.parts, pg_temp.attempts, pg_temp.history, pg_temp.occurrences;
      """;

  /**
   * From here on nothing but the stage can be written to, and no node is woken. Each statement is
   * planned once: a rehearsal asks the same few for each post, and planning would take most of it.
   */
  private static final String NOTHING_ELSE =
      """
      SET default_transaction_read_only = on;
      SET plan_cache_mode = force_generic_plan;
      SET jit = off;
      SET synchronous_commit = off;
      SELECT set_config('belfry.due_channel', 'belfry_rehearsal', false);
      """;

  /**
   * Where what the rehearsal does begins.
   *
   * @param history what happens on the stage has a larger number
   * @param posts what is made on the stage has a larger number
   */
  public record Marks(long history, long posts) {}

  private Stage() {}

  /**
   * Builds it, as everything is at one moment. It waits for nobody, and nobody waits for it.
   *
   * @param connection in a transaction that has asked for nothing yet, of a session that has
   *     prepared nothing yet
   * @param from where the stage's clock is
   * @param until what is due later is left out
   * @throws NotPossible where the database's user may make no temporary tables
   */
  public static Marks build(Connection connection, Instant from, Instant until)
      throws SQLException {
    execute(connection, SNAPSHOT);
    refuseWithoutRight(connection);
    turnClock(connection, from);
    set(connection, "belfry.until", until);
    execute(connection, TABLES);
    execute(connection, COPIES);
    execute(connection, OWN_TIME_AND_NUMBERS);
    Marks marks = marks(connection);
    execute(connection, NOTHING_ELSE);
    return marks;
  }

  private static void refuseWithoutRight(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT format('GRANT TEMPORARY ON DATABASE %I TO %I', current_database(), current_user)
                     AS remedy
            WHERE NOT has_database_privilege(current_database(), 'TEMPORARY')
            """)) {
      Optional<String> remedy = Rows.first(statement, row -> row.getString("remedy"));
      if (remedy.isPresent()) {
        throw new NotPossible(
            "a rehearsal plays on temporary tables, and Belfry's user may make none in this"
                + " database; its owner allows it with: "
                + remedy.get());
      }
    }
  }

  /** Sets the stage's clock, by which what happens there is dated. */
  public static void turnClock(Connection connection, Instant now) throws SQLException {
    set(connection, "belfry.now", now);
  }

  private static void set(Connection connection, String name, Instant instant) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT set_config(?, ?, false)")) {
      statement.setString(1, name);
      statement.setString(2, instant.toString());
      statement.execute();
    }
  }

  private static Marks marks(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT (SELECT coalesce(max(seq), 0) FROM history) AS history,
                   (SELECT coalesce(max(id), 0) FROM posts) AS posts
            """)) {
      return Rows.first(statement, row -> new Marks(row.getLong("history"), row.getLong("posts")))
          .orElseThrow();
    }
  }

  private static void execute(Connection connection, String statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(statements);
    }
  }
}
