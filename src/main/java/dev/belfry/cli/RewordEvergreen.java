package dev.belfry.cli;

import dev.belfry.cli.SaveEdit.Edit;
import dev.belfry.queue.ChangeEvergreenTexts.NewText;
import dev.belfry.queue.EvergreenSet;
import dev.belfry.queue.EvergreenSets;
import dev.belfry.queue.RewordShowings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What becomes of a post's showings when somebody edits it. */
final class RewordEvergreen {
  private final Workplace workplace;

  RewordEvergreen(Workplace workplace) {
    this.workplace = workplace;
  }

  /**
   * Has what is shown of it and has not begun say the same. The post says it already.
   *
   * @throws dev.belfry.post.InvalidInput where an account of a set that it is in would refuse it
   */
  void reword(Connection connection, Edit edit, CheckEdit checks) throws SQLException {
    if (!edit.rewords()) {
      return;
    }
    for (EvergreenSet set : EvergreenSets.lockThoseOf(connection, edit.seen().id())) {
      checks.checkCopies(edit, List.copyOf(set.accounts()));
      for (NewText text :
          new PrepareEvergreen(workplace, set.accounts())
              .texts(connection, List.of(edit.seen().id()))) {
        int unused =
            RewordShowings.reword(connection, set, text, edit.seen().post(), workplace.actor());
      }
    }
  }
}
