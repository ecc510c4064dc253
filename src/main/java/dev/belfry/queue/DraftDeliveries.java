package dev.belfry.queue;

import dev.belfry.post.PostId;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Notes which accounts a draft is for, before it has a time. */
public final class DraftDeliveries {
  /** A post that is meant for an account. */
  public record Draft(PostId post, int account) {}

  private DraftDeliveries() {}

  /** Notes them all; what was noted, queued or released already stays as it is. */
  public static void add(Connection connection, List<Draft> drafts) throws SQLException {
    if (drafts.isEmpty()) {
      return;
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO deliveries (post_id, account_id)
            SELECT * FROM unnest(?::bigint[], ?::int[])
            ON CONFLICT (post_id, account_id) DO NOTHING
            """)) {
      Unnest.of(statement, drafts)
          .column("bigint", draft -> draft.post().number())
          .column("int", Draft::account);
      statement.executeUpdate();
    }
  }
}
