package dev.belfry.queue;

import static dev.belfry.sql.Rows.first;
import static dev.belfry.sql.Rows.list;

import dev.belfry.post.EventType;
import dev.belfry.post.NotPossible;
import dev.belfry.post.PostId;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Deliveries of a restored database that may be live from the time that it lost. They are held, or
 * kept out of the queue where they are out of it, and given no other time, until a person has said
 * that they are not live.
 */
public final class SentInLostTime {
  /** Why they are kept out, and why others that may be live are held. */
  public static final String WARNING =
      "it may be live already, from before the database was restored; look there";

  /** Of a delivery {@code d}, in SQL, once everything else goes on. */
  static final String D_IS_ONE =
      """
      EXISTS (SELECT 1 FROM restores r
              WHERE r.resumed_at IS NOT NULL AND d.id = ANY (r.deliveries))\
      """;

  /**
   * Of a delivery {@code d}, in SQL, before that. By the time for which it waits it will be told
   * that it may be live: it must not have lost that by then.
   */
  static final String D_WILL_BE_ONE =
      """
      EXISTS (SELECT 1 FROM restores r
              JOIN waiting q ON q.delivery_id = d.id AND q.due_at <= r.sent_until
              JOIN accounts b ON b.id = q.account_id AND NOT b.dry_run
              WHERE r.resumed_at IS NULL)\
      """;

  private SentInLostTime() {}

  /**
   * Lets those of the deliveries be queued again: a person says that they are not live.
   *
   * @return the ones that were kept out
   */
  public static List<Long> areNotLive(Connection connection, List<Long> deliveries, String actor)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            WITH named AS (
              SELECT r.id, r.deliveries FROM restores r
              WHERE r.resumed_at IS NOT NULL AND r.deliveries && ?::bigint[]
              FOR UPDATE),
            taken_out AS (
              UPDATE restores r SET
                deliveries = ARRAY(SELECT unnest(named.deliveries) EXCEPT SELECT unnest(?::bigint[]))
              FROM named WHERE r.id = named.id)
            SELECT DISTINCT d.id
            FROM named CROSS JOIN unnest(named.deliveries) AS d (id)
            WHERE d.id = ANY (?)
            """)) {
      Unnest.of(statement, deliveries)
          .column("bigint", id -> id)
          .column("bigint", id -> id)
          .column("bigint", id -> id);
      List<Long> were = list(statement, row -> row.getLong("id"));
      RecordEvents.ofDeliveries(
          connection, EventType.RESUMED, were, "a person says that it is not live", actor);
      return were;
    }
  }

  /**
   * Refuses what is one of them, or will be.
   *
   * @throws NotPossible naming what a person has to do
   */
  static void refuse(Connection connection, NewDelivery delivery) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT a.name, %s AS one, w.delivery_id IS NOT NULL AS waits
            FROM deliveries d
            JOIN accounts a ON a.id = d.account_id
            LEFT JOIN waiting w ON w.delivery_id = d.id
            WHERE d.post_id = ? AND d.account_id = ? AND (%s OR %s)
            """
                .formatted(D_IS_ONE, D_IS_ONE, D_WILL_BE_ONE))) {
      statement.setLong(1, delivery.post().number());
      statement.setInt(2, delivery.account());
      Optional<String> sentence =
          first(
              statement,
              row ->
                  row.getBoolean("one")
                      ? toLookAt(delivery.post(), row.getString("name"), row.getBoolean("waits"))
                      : notToldYet(delivery.post(), row.getString("name")));
      if (sentence.isPresent()) {
        throw new NotPossible(sentence.get());
      }
    }
  }

  /**
   * Refuses to take deliveries out of the queue that will be ones: there they are found again.
   *
   * @throws NotPossible naming what a person has to do
   */
  static void refuseToTakeOut(Connection connection, List<Long> deliveries) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT d.post_id, a.name FROM deliveries d JOIN accounts a ON a.id = d.account_id
            WHERE d.id = ANY (?) AND %s
            ORDER BY d.id LIMIT 1
            """
                .formatted(D_WILL_BE_ONE))) {
      Unnest.of(statement, deliveries).column("bigint", id -> id);
      Optional<String> sentence =
          first(
              statement,
              row -> notToldYet(new PostId(row.getLong("post_id")), row.getString("name")));
      if (sentence.isPresent()) {
        throw new NotPossible(sentence.get());
      }
    }
  }

  private static String notToldYet(PostId post, String account) {
    return mayBeLive(post, account)
        + "say belfry resume --after-restore first, which tells what to look at";
  }

  private static String toLookAt(PostId post, String account, boolean waits) {
    return mayBeLive(post, account)
        + (waits
                ? "look there: if it is not, belfry resume %1$s sends it, or belfry unschedule %1$s,"
                    + " then belfry resume %1$s, lets you say this again; belfry delete %1$s if it is"
                : "look there: belfry resume %1$s if it is not, then say this again;"
                    + " belfry delete %1$s if it is")
            .formatted(post);
  }

  private static String mayBeLive(PostId post, String account) {
    return "post %s may be live on %s already, from before the database was restored; "
        .formatted(post, account);
  }
}
