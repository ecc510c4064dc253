package dev.belfry.compose.moving;

/** A line of an export that is no post: its {@code kind} tells which. */
public sealed interface HouseLine
    permits HouseHeading,
        MovedAccount,
        MovedHold,
        MovedSchedule,
        DeletedPost,
        MovedRule,
        MovedOccurrence,
        MovedFolder,
        MovedFile,
        MovedSet,
        MovedEvergreen,
        MovedShowing,
        MovedRestore {

  /** Takes each kind of line. */
  interface TakeEach {
    void take(HouseHeading heading);

    void take(MovedAccount account);

    void take(MovedHold hold);

    void take(MovedSchedule schedule);

    void take(DeletedPost post);

    void take(MovedRule rule);

    void take(MovedOccurrence occurrence);

    void take(MovedFolder folder);

    void take(MovedFile file);

    void take(MovedSet set);

    void take(MovedEvergreen text);

    void take(MovedShowing showing);

    void take(MovedRestore restore);
  }

  /** Hands itself over. */
  void giveTo(TakeEach taker);
}
