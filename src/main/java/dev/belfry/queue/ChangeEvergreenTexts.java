package dev.belfry.queue;

import static dev.belfry.sql.Rows.timestamp;

import dev.belfry.post.PostId;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts posts into evergreen sets, and takes them out. */
public final class ChangeEvergreenTexts {

  /**
   * A post that is put into a set.
   *
   * @param plans what each account of the set gets; their times do not matter
   * @param elsewhere when it was on X before it came here; null where nobody knows of that
   */
  public record NewText(PostId post, List<NewPlan> plans, @Nullable Instant elsewhere) {}

  private record BodyRow(PostId post, int account, int position, String body, int rules) {}

  private ChangeEvergreenTexts() {}

  /**
   * Puts posts into a set, which is locked, each as a member of its own, behind those that are
   * there. None of them must be in it.
   */
  public static void add(Connection connection, int set, List<NewText> texts) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO evergreen_texts (set_id, post_id, member, turn, elsewhere)
            SELECT ?, post_id, last + place, 1, elsewhere
            FROM unnest(?::bigint[], ?::timestamptz[])
                   WITH ORDINALITY AS given (post_id, elsewhere, place),
                 (SELECT coalesce(max(member), 0) AS last FROM evergreen_texts WHERE set_id = ?)
            """)) {
      statement.setInt(1, set);
      int next =
          Unnest.from(statement, 2, texts)
              .column("bigint", text -> text.post().number())
              .column("timestamptz", text -> timestamp(text.elsewhere()))
              .next();
      statement.setInt(next, set);
      statement.executeUpdate();
    }
    addParts(connection, set, texts);
  }

  /** Puts another wording beside a post that is in the set, which is locked. */
  public static void addWording(Connection connection, int set, PostId beside, NewText text)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO evergreen_texts (set_id, post_id, member, turn, elsewhere)
            SELECT set_id, ?, member, max(turn) + 1, ?
            FROM evergreen_texts t
            WHERE set_id = ? AND member = (SELECT member FROM evergreen_texts
                                           WHERE set_id = t.set_id AND post_id = ?)
            GROUP BY set_id, member
            """)) {
      statement.setLong(1, text.post().number());
      statement.setObject(2, timestamp(text.elsewhere()));
      statement.setInt(3, set);
      statement.setLong(4, beside.number());
      statement.executeUpdate();
    }
    addParts(connection, set, List.of(text));
  }

  /** Puts these in the place of what each account got before of a post, or of several. */
  public static void replaceParts(Connection connection, int set, List<NewText> texts)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "DELETE FROM evergreen_parts WHERE set_id = ? AND post_id = ANY (?)")) {
      statement.setInt(1, set);
      Unnest.from(statement, 2, texts).column("bigint", text -> text.post().number());
      statement.executeUpdate();
    }
    addParts(connection, set, texts);
  }

  private static void addParts(Connection connection, int set, List<NewText> texts)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO evergreen_parts (set_id, post_id, account_id, position, body, rules)
            SELECT ?, * FROM unnest(?::bigint[], ?::int[], ?::smallint[], ?::text[], ?::smallint[])
            """)) {
      statement.setInt(1, set);
      Unnest.from(statement, 2, rows(texts))
          .column("bigint", row -> row.post().number())
          .column("int", BodyRow::account)
          .column("smallint", BodyRow::position)
          .column("text", BodyRow::body)
          .column("smallint", BodyRow::rules);
      statement.executeUpdate();
    }
  }

  private static List<BodyRow> rows(List<NewText> texts) {
    List<BodyRow> rows = new ArrayList<>();
    for (NewText text : texts) {
      for (NewPlan plan : text.plans()) {
        for (int i = 0; i < plan.bodies().size(); i++) {
          rows.add(
              new BodyRow(text.post(), plan.account(), i + 1, plan.bodies().get(i), plan.rules()));
        }
      }
    }
    return rows;
  }

  /**
   * Takes a post out of a set, and deletes what has its words and has not begun. Other wordings of
   * the same member stay.
   *
   * @return how many showings were deleted; empty where it was not in the set
   */
  public static Optional<Integer> takeOut(
      Connection connection, String name, PostId post, String actor) throws SQLException {
    EvergreenSet set = EvergreenSets.lock(connection, name);
    try (PreparedStatement statement =
        connection.prepareStatement(
            "DELETE FROM evergreen_texts WHERE set_id = ? AND post_id = ?")) {
      statement.setInt(1, set.id());
      statement.setLong(2, post.number());
      if (statement.executeUpdate() == 0) {
        return Optional.empty();
      }
    }
    return Optional.of(UntouchedShowings.withdrawOf(connection, set, post, actor));
  }
}
