package dev.belfry.queue;

import dev.belfry.post.Post;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Has what was made of a post that repeats say what the post says now. */
public final class RewordOccurrences {
  private RewordOccurrences() {}

  /**
   * Rewrites those that have not begun, which keep their times and their holds; those to come say
   * it, too. What somebody has rewritten for one time only stays as it is.
   *
   * @param before what the post said
   * @param plans what each account of the rule gets now; their times do not matter
   * @return how many were rewritten
   */
  public static int reword(
      Connection connection,
      StoredRecurrence recurrence,
      Post before,
      Post after,
      List<NewPlan> plans,
      String actor)
      throws SQLException {
    RecurrenceParts.replace(connection, recurrence.id(), plans);
    return RewordCopies.reword(
        connection,
        Occurrences.lockWaiting(connection, recurrence.id(), Instant.EPOCH),
        new RewordCopies.Rewording(before, after, plans),
        actor);
  }
}
