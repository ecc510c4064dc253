package dev.belfry.queue;

import dev.belfry.post.Post;
import dev.belfry.queue.ChangeEvergreenTexts.NewText;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Has what was made of a post of an evergreen set say what the post says now. */
public final class RewordShowings {
  private RewordShowings() {}

  /**
   * Rewrites those that have not begun, as {@link RewordOccurrences} does; those to come say it,
   * too. One that says again so what was said lately is taken out by {@link MakeShowings}.
   *
   * @param set locked
   * @param text the post, which is locked and says it already, and what each account of the set
   *     gets now
   * @param before what the post said
   * @return how many were rewritten
   */
  public static int reword(
      Connection connection, EvergreenSet set, NewText text, Post before, String actor)
      throws SQLException {
    ChangeEvergreenTexts.replaceParts(connection, set.id(), List.of(text));
    return RewordCopies.reword(
        connection,
        Showings.lockWaitingOf(connection, set.id(), text.post()),
        new RewordCopies.Rewording(before, ReadPost.wording(connection, text.post()), text.plans()),
        actor);
  }
}
