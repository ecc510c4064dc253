package dev.belfry.queue;

import static dev.belfry.sql.Rows.first;
import static dev.belfry.sql.Rows.instant;
import static dev.belfry.sql.Rows.list;
import static dev.belfry.sql.Rows.timestamp;

import dev.belfry.account.Account;
import dev.belfry.post.Network;
import dev.belfry.post.PostId;
import dev.belfry.post.SameText;
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
import java.util.Optional;
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

  /**
   * A post that is put into a set.
   *
   * @param plans what each account of the set gets; their times do not matter
   * @param elsewhere when it was on X before it came here; null where nobody knows of that
   */
  public record NewText(PostId post, List<NewPlan> plans, @Nullable Instant elsewhere) {}

  private record PartRow(PostId post, int member, int turn, String says) {}

  private record BodyRow(PostId post, int account, int position, String body, int rules) {}

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
                      SameText.of(
                          each.getString("text"),
                          Optional.ofNullable(each.getString("media")).orElse(""))))) {
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
    return Optional.of(Showings.withdrawOf(connection, set, post, actor));
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
