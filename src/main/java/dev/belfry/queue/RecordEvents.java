package dev.belfry.queue;

import dev.belfry.account.Account;
import dev.belfry.post.EventType;
import dev.belfry.post.Post;
import dev.belfry.post.PostId;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Writes into the history what people do to posts, in the transaction in which they do it. */
final class RecordEvents {
  private RecordEvents() {}

  /** One event a part, with its text and media, which are saved already. */
  static void ofParts(Connection connection, EventType event, PostId id, Post post, String actor)
      throws SQLException {
    List<Integer> positions = IntStream.rangeClosed(1, post.parts().size()).boxed().toList();
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO history (event, post_id, part, text, media, detail, actor)
            SELECT ?, p.post_id, p.position, p.text, m.media, w.besides, ?
            FROM parts p
            JOIN unnest(?::smallint[], ?::text[]) AS w (position, besides) USING (position)
            LEFT JOIN LATERAL (
              SELECT jsonb_agg(
                       jsonb_build_object('sha256', encode(sha256, 'hex'), 'alt', alt)
                       ORDER BY position) AS media
              FROM part_media WHERE post_id = p.post_id AND part = p.position) m ON true
            WHERE p.post_id = ?
            ORDER BY p.position
            """)) {
      statement.setString(1, event.word());
      statement.setString(2, actor);
      int next =
          Unnest.from(statement, 3, positions)
              .column("smallint", position -> position)
              .column("text", position -> SaidBesides.of(post, position))
              .next();
      statement.setLong(next, id.number());
      statement.executeUpdate();
    }
  }

  /**
   * One event a delivery, with its account and the instant that it is planned for.
   *
   * @param detail what was said about it; null where nothing was
   */
  static void ofDeliveries(
      Connection connection,
      EventType event,
      List<Long> deliveries,
      @Nullable String detail,
      String actor)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO history (event, post_id, account, due_at, detail, actor)
            SELECT ?, d.post_id, a.name, d.planned_at, ?, ?
            FROM deliveries d JOIN accounts a ON a.id = d.account_id
            WHERE d.id = ANY (?)
            ORDER BY d.id
            """)) {
      statement.setString(1, event.word());
      statement.setString(2, detail);
      statement.setString(3, actor);
      Unnest.from(statement, 4, deliveries).column("bigint", id -> id);
      statement.executeUpdate();
    }
  }

  /** One event about the post as a whole. */
  static void ofPost(Connection connection, EventType event, PostId post, String actor)
      throws SQLException {
    ofPost(connection, event, post, null, actor);
  }

  /**
   * One event about the post as a whole.
   *
   * @param detail what was said about it; null where nothing was
   */
  static void ofPost(
      Connection connection, EventType event, PostId post, @Nullable String detail, String actor)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO history (event, post_id, detail, actor) VALUES (?, ?, ?, ?)")) {
      statement.setString(1, event.word());
      statement.setLong(2, post.number());
      statement.setString(3, detail);
      statement.setString(4, actor);
      statement.executeUpdate();
    }
  }

  /**
   * One event about an account, or about everything.
   *
   * @param account null: everything
   */
  static void ofAccount(
      Connection connection,
      EventType event,
      @Nullable Account account,
      @Nullable String detail,
      String actor)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO history (event, account, detail, actor) VALUES (?, ?, ?, ?)")) {
      statement.setString(1, event.word());
      statement.setString(2, account == null ? null : account.name().toString());
      statement.setString(3, detail);
      statement.setString(4, actor);
      statement.executeUpdate();
    }
  }
}
