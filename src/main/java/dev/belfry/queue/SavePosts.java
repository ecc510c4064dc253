package dev.belfry.queue;

import static dev.belfry.sql.Rows.map;
import static dev.belfry.sql.Rows.timestamp;
import static java.util.Objects.requireNonNull;

import dev.belfry.post.PostId;
import dev.belfry.post.Terms;
import dev.belfry.queue.Bookings.Booking;
import dev.belfry.queue.NewPost.Before;
import dev.belfry.queue.NewRows.BodyRow;
import dev.belfry.queue.NewRows.DraftRow;
import dev.belfry.queue.NewRows.ImageRow;
import dev.belfry.queue.NewRows.PartRow;
import dev.belfry.queue.NewRows.QueuedRow;
import dev.belfry.schedule.TakenSlot;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Saves new posts, queues those that have a time, and says so in the history. */
public final class SavePosts {
  private SavePosts() {}

  /**
   * Saves the posts whose keys are not there yet; a node hears of what is queued. The media must be
   * stored already.
   *
   * @return where each stands, in the order given
   */
  public static List<SavedPost> save(Connection connection, List<NewPost> posts, String actor)
      throws SQLException {
    Map<Integer, PostId> saved = insert(connection, posts, actor);
    Bookings.book(connection, bookings(posts, saved));
    List<String> known = new ArrayList<>();
    for (int i = 0; i < posts.size(); i++) {
      if (!saved.containsKey(i + 1)) {
        known.add(requireNonNull(posts.get(i).key()));
      }
    }
    Map<String, PostId> byKey = known.isEmpty() ? Map.of() : FindByKey.find(connection, known);
    List<SavedPost> answer = new ArrayList<>();
    for (int i = 0; i < posts.size(); i++) {
      PostId id = saved.get(i + 1);
      answer.add(
          id != null
              ? new SavedPost(id, true)
              : new SavedPost(requireNonNull(byKey.get(posts.get(i).key())), false));
    }
    return answer;
  }

  private static List<Booking> bookings(List<NewPost> posts, Map<Integer, PostId> saved) {
    List<Booking> bookings = new ArrayList<>();
    saved.forEach(
        (place, id) -> {
          for (NewPlan plan : posts.get(place - 1).plans()) {
            TakenSlot slot = plan.when() == null ? null : plan.when().slot();
            if (slot != null) {
              bookings.add(new Booking(id, plan.account(), slot));
            }
          }
        });
    return bookings;
  }

  /** Saves one post. */
  public static SavedPost save(Connection connection, NewPost post, String actor)
      throws SQLException {
    return save(connection, List.of(post), actor).get(0);
  }

  /**
   * All in one statement, for each costs a journey there and back: apart, they kept a post waiting
   * more than twice as long.
   *
   * <p>A key that another process is just saving makes this wait until it is known whether it did;
   * in the order of the keys, so that two that save the same ones don't wait for each other.
   */
  private static Map<Integer, PostId> insert(
      Connection connection, List<NewPost> posts, String actor) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            WITH given AS (
              SELECT coalesce(number, nextval('posts_id_seq')) AS id, of_caller.*
              FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                          ?::timestamptz[], ?::text[], ?::bigint[], ?::timestamptz[], ?::text[])
                WITH ORDINALITY AS of_caller
                  (key, quotes, visibility, language, warning, not_before, skips, number,
                   created_at, created_by, post)
            ), saved AS (
              INSERT INTO posts (id, key, quotes, visibility, language, warning, not_before,
                                 skip_checks, created_at, created_by)
                OVERRIDING SYSTEM VALUE
              SELECT id, key, quotes::jsonb, visibility, language, warning, not_before,
                     string_to_array(skips, ','), coalesce(created_at, clock_timestamp()),
                     coalesce(created_by, ?)
              FROM given ORDER BY key, post
              ON CONFLICT (key) DO NOTHING
              RETURNING id
            ), new AS (
              SELECT id, post, not_before FROM given JOIN saved USING (id)
            ), part AS (
              SELECT id, post, position, text, wording, besides
              FROM unnest(?::int[], ?::smallint[], ?::text[], ?::text[], ?::text[])
                AS of_caller (post, position, text, wording, besides)
              JOIN new USING (post)
            ), save_parts AS (
              INSERT INTO parts (post_id, position, text, wording)
              SELECT id, position, text, wording::jsonb FROM part
            ), image AS (
              SELECT id, post, part, position, sha256, alt
              FROM unnest(?::int[], ?::smallint[], ?::smallint[], ?::bytea[], ?::text[])
                AS of_caller (post, part, position, sha256, alt)
              JOIN new USING (post)
            ), save_images AS (
              INSERT INTO part_media (post_id, part, position, sha256, alt)
              SELECT id, part, position, sha256, alt FROM image
            ), save_drafts AS (
              INSERT INTO deliveries (post_id, account_id)
              SELECT id, account FROM unnest(?::int[], ?::int[]) AS of_caller (post, account)
              JOIN new USING (post)
            ), planned AS (
              SELECT id, account, wall_time, zone, planned_at, exact, unchecked,
                     CASE WHEN NOT lifted THEN not_before END AS not_before
              FROM unnest(?::int[], ?::int[], ?::timestamp[], ?::text[], ?::timestamptz[],
                          ?::boolean[], ?::text[], ?::boolean[])
                AS of_caller (post, account, wall_time, zone, planned_at, exact, unchecked, lifted)
              JOIN new USING (post)
            ), queued AS (
              INSERT INTO deliveries (post_id, account_id, wall_time, zone, planned_at, exact)
              SELECT id, account, wall_time, zone, planned_at, exact FROM planned
              RETURNING id, post_id, account_id
            ), save_bodies AS (
              INSERT INTO rendered_parts (delivery_id, position, body, rules, digest)
              SELECT queued.id, position, body, rules, digest
              FROM unnest(?::int[], ?::int[], ?::smallint[], ?::text[], ?::smallint[], ?::bigint[])
                AS of_caller (post, account, position, body, rules, digest)
              JOIN new USING (post)
              JOIN queued ON queued.post_id = new.id AND queued.account_id = of_caller.account
              RETURNING delivery_id
            ), put_into_queue AS (
              INSERT INTO waiting (delivery_id, account_id, post_id, parts, attempted, due_at,
                                   not_before)
              SELECT queued.id, account_id, post_id, bodies, false, planned_at, not_before
              FROM queued
              JOIN planned ON planned.id = post_id AND account = account_id
              JOIN (SELECT delivery_id, count(*) AS bodies FROM save_bodies GROUP BY delivery_id)
                AS rendered ON delivery_id = queued.id
            ), tell AS (
              INSERT INTO history (event, post_id, account, part, text, media, due_at, detail,
                                   actor)
              SELECT event, post_id, account, part, text, media, due_at, detail, ?
              FROM (
                SELECT 'drafted', id, NULL::bigint, NULL, position, text, media, NULL::timestamptz,
                       besides
                FROM part
                LEFT JOIN (
                  SELECT post, part AS position,
                         jsonb_agg(
                           jsonb_build_object('sha256', encode(sha256, 'hex'), 'alt', alt)
                           ORDER BY position) AS media
                  FROM image GROUP BY post, part) AS images USING (post, position)
                UNION ALL
                SELECT 'scheduled', post_id, queued.id, accounts.name, NULL, NULL, NULL, planned_at,
                       unchecked
                FROM queued
                JOIN planned ON planned.id = post_id AND account = account_id
                JOIN accounts ON accounts.id = account_id
              ) AS events
                (event, post_id, delivery, account, part, text, media, due_at, detail)
              ORDER BY event, delivery, post_id, part
            )
            SELECT post, id,
                   (SELECT pg_notify(
                      coalesce(current_setting('belfry.due_channel', true), 'belfry_due'),
                      to_char(min(planned_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
                    FROM planned HAVING count(*) > 0)
            FROM new
            """)) {
      bind(statement, posts, actor);
      return map(statement, row -> row.getInt("post"), row -> new PostId(row.getLong("id")));
    }
  }

  private static void bind(PreparedStatement statement, List<NewPost> posts, String actor)
      throws SQLException {
    NewRows rows = new NewRows(posts);
    int next =
        Unnest.of(statement, posts)
            .column("text", NewPost::key)
            .column("text", post -> PresentationColumns.quotes(post.post().presentation()))
            .column("text", post -> PresentationColumns.visibility(post.post().presentation()))
            .column("text", post -> PresentationColumns.language(post.post().presentation()))
            .column("text", post -> post.post().presentation().warning())
            .column("timestamptz", post -> notBefore(post.post().terms()))
            .column("text", post -> TermsColumns.skips(post.post().terms()))
            .column("bigint", post -> before(post, Before::number))
            .column("timestamptz", post -> timestamp(before(post, Before::created)))
            .column("text", post -> before(post, Before::by))
            .next();
    statement.setString(next, actor);
    next =
        Unnest.from(statement, next + 1, rows.parts)
            .column("int", PartRow::post)
            .column("smallint", PartRow::position)
            .column("text", row -> row.part().text())
            .column("text", row -> ByNetwork.json(row.part().wording()))
            .column("text", PartRow::besides)
            .next();
    next =
        Unnest.from(statement, next, rows.images)
            .column("int", ImageRow::post)
            .column("smallint", ImageRow::part)
            .column("smallint", ImageRow::position)
            .bytes(ImageRow::sha256)
            .column("text", row -> row.attachment().alt())
            .next();
    next =
        Unnest.from(statement, next, rows.drafts)
            .column("int", DraftRow::post)
            .column("int", DraftRow::account)
            .next();
    next =
        Unnest.from(statement, next, rows.queued)
            .column("int", QueuedRow::post)
            .column("int", QueuedRow::account)
            .column("timestamp", row -> row.when().wall())
            .column("text", row -> row.when().zone().getId())
            .column("timestamptz", row -> timestamp(row.when().instant()))
            .column("boolean", row -> row.when().exact())
            .column("text", row -> row.unchecked().words())
            .column("boolean", row -> row.unchecked().embargo())
            .next();
    next =
        Unnest.from(statement, next, rows.bodies)
            .column("int", BodyRow::post)
            .column("int", BodyRow::account)
            .column("smallint", BodyRow::position)
            .column("text", BodyRow::body)
            .column("smallint", BodyRow::rules)
            .column("bigint", BodyRow::digest)
            .next();
    statement.setString(next, actor);
  }

  private static <T> @Nullable T before(NewPost post, Function<Before, @Nullable T> field) {
    @Nullable Before before = post.before();
    return before == null ? null : field.apply(before);
  }

  private static @Nullable OffsetDateTime notBefore(Terms terms) {
    return terms.notBefore() == null ? null : timestamp(terms.notBefore());
  }
}
