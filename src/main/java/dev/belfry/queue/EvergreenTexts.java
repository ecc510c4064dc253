package dev.belfry.queue;

import static dev.belfry.sql.Rows.first;
import static dev.belfry.sql.Rows.instant;
import static dev.belfry.sql.Rows.list;

import dev.belfry.account.Account;
import dev.belfry.post.Network;
import dev.belfry.post.PostId;
import dev.belfry.schedule.Rests.Said;
import dev.belfry.schedule.Rotation.Wording;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The posts of evergreen sets. */
public final class EvergreenTexts {

  /**
   * A post of a set.
   *
   * @param member from 1; those of one number are wordings of the same thing
   * @param turn from 1, in the member
   * @param text of its first part
   * @param elsewhere when it was on X before it came here; null where nobody knows of that
   */
  public record Text(PostId post, int member, int turn, String text, @Nullable Instant elsewhere) {}

  private record PartRow(PostId post, int member, int turn, String says) {}

  private EvergreenTexts() {}

  /** The posts of a set, in its order. */
  public static List<Text> of(Connection connection, int set) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT t.post_id, t.member, t.turn, p.text, t.elsewhere
            FROM evergreen_texts t JOIN parts p ON p.post_id = t.post_id AND p.position = 1
            WHERE t.set_id = ?
            ORDER BY t.member, t.turn
            """)) {
      statement.setInt(1, set);
      return list(
          statement,
          row ->
              new Text(
                  new PostId(row.getLong("post_id")),
                  row.getInt("member"),
                  row.getInt("turn"),
                  row.getString("text"),
                  instant(row, "elsewhere")));
    }
  }

  /** What a set may show to an account of it, in its order. */
  static List<Wording> wordings(Connection connection, int set, Account account)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT t.post_id, t.member, t.turn, worded(p.text, p.wording, ?) AS text,
                   (SELECT string_agg(m.hex, ' ' ORDER BY m.position)
                    FROM (SELECT encode(sha256, 'hex') AS hex, position FROM part_media
                          WHERE post_id = p.post_id AND part = p.position) AS m) AS media
            FROM evergreen_texts t
            JOIN parts p ON p.post_id = t.post_id
            WHERE t.set_id = ?
              AND EXISTS (SELECT 1 FROM evergreen_parts e
                          WHERE e.set_id = t.set_id AND e.post_id = t.post_id
                            AND e.account_id = ?)
            ORDER BY t.member, t.turn, p.position
            """)) {
      statement.setString(1, account.name().toString());
      statement.setInt(2, set);
      statement.setInt(3, account.id());
      Map<PostId, Wording> wordings = new LinkedHashMap<>();
      for (PartRow row :
          list(
              statement,
              each ->
                  new PartRow(
                      new PostId(each.getLong("post_id")),
                      each.getInt("member"),
                      each.getInt("turn"),
                      SaidTexts.says(each)))) {
        wordings
            .computeIfAbsent(
                row.post(),
                post -> new Wording(post, row.member(), row.turn(), new LinkedHashSet<>()))
            .says()
            .add(row.says());
      }
      return List.copyOf(wordings.values());
    }
  }

  /** What the account said of them elsewhere, before they came here. */
  static List<Said> elsewhere(
      Connection connection, int set, Account account, List<Wording> wordings) throws SQLException {
    if (account.network() != Network.X) {
      return List.of();
    }
    Map<PostId, Set<String>> says = new LinkedHashMap<>();
    wordings.forEach(wording -> says.put(wording.post(), wording.says()));
    List<Said> said = new ArrayList<>();
    for (Text text : of(connection, set)) {
      Instant at = text.elsewhere();
      if (at != null) {
        says.getOrDefault(text.post(), Set.of())
            .forEach(each -> said.add(new Said(text.post(), each, at, /* isOpen= */ false)));
      }
    }
    return said;
  }

  /** What each of these posts has its accounts get, without a time, as it was rendered. */
  static List<NewPlan> plans(Connection connection, int set, PostId post) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT account_id, array_agg(body ORDER BY position) AS bodies, min(rules) AS rules
            FROM evergreen_parts WHERE set_id = ? AND post_id = ?
            GROUP BY account_id ORDER BY account_id
            """)) {
      statement.setInt(1, set);
      statement.setLong(2, post.number());
      return list(
          statement,
          row ->
              new NewPlan(
                  row.getInt("account_id"),
                  null,
                  List.of((String[]) row.getArray("bodies").getArray()),
                  row.getInt("rules")));
    }
  }

  /** Those of the posts that are not in a set, in the order given; without what was deleted. */
  public static List<PostId> missing(Connection connection, int set, List<PostId> posts)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT p.id
            FROM unnest(?::bigint[]) WITH ORDINALITY AS given (id, place)
            JOIN posts p USING (id)
            WHERE p.removed_at IS NULL
              AND NOT EXISTS (SELECT 1 FROM evergreen_texts t
                              WHERE t.set_id = ? AND t.post_id = p.id)
            ORDER BY place
            """)) {
      int next = Unnest.of(statement, posts).column("bigint", PostId::number).next();
      statement.setInt(next, set);
      return list(statement, row -> new PostId(row.getLong("id")));
    }
  }

  /** The names of the sets that a post is in, in order. */
  public static List<String> setsOf(Connection connection, PostId post) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT e.name FROM evergreen_texts t JOIN evergreen_sets e ON e.id = t.set_id
            WHERE t.post_id = ? ORDER BY e.name
            """)) {
      statement.setLong(1, post.number());
      return list(statement, row -> row.getString("name"));
    }
  }

  /** How many posts a set has. */
  public static int count(Connection connection, int set) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT count(*) AS texts FROM evergreen_texts WHERE set_id = ?")) {
      statement.setInt(1, set);
      return first(statement, row -> row.getInt("texts")).orElseThrow();
    }
  }
}
