package dev.belfry.cli;

import dev.belfry.schedule.Moment;
import java.io.PrintWriter;
import java.util.Locale;

/** Says what became of a file of posts. */
final class TellImported {
  /** What {@code --json} writes. */
  record View(long posts, long isNew, long known, long scheduled, boolean saved) {}

  private final Workplace workplace;
  private final boolean dryRun;

  /**
   * @param dryRun whether nothing was saved, so that all is said of what would be
   */
  TellImported(Workplace workplace, boolean dryRun) {
    this.workplace = workplace;
    this.dryRun = dryRun;
  }

  void tell(Imported imported, boolean json) {
    imported.notes().forEach(workplace.console().err()::println);
    if (json) {
      new Json(workplace.console())
          .write(
              new View(
                  imported.posts(),
                  imported.isNew(),
                  imported.known(),
                  imported.scheduled(),
                  !dryRun));
    } else {
      tell(imported);
    }
  }

  private void tell(Imported imported) {
    PrintWriter out = workplace.console().out();
    if (!imported.besides().isEmpty()) {
      out.println((dryRun ? "This would bring " : "It brought ") + imported.besides() + ".");
    }
    if (imported.posts() == 0) {
      out.println("There are no posts in it.");
    } else if (imported.isNew() == 0) {
      out.printf("All of it was here already (%s); nothing ", posts(imported.posts()));
      out.println(dryRun ? "would change." : "has changed.");
    } else {
      out.println(dryRun ? wouldBe(imported) : was(imported));
      sayWhen(imported, out);
      if (dryRun) {
        out.println("Nothing was saved: this was a dry run.");
      }
    }
  }

  private static String was(Imported imported) {
    return "Imported %s%s; %s."
        .formatted(
            posts(imported.posts()),
            known(imported, "were"),
            imported.scheduled() == 0
                ? "none has a time yet (belfry schedule gives one)"
                : number(imported.scheduled())
                    + (imported.scheduled() == 1 ? " is scheduled" : " are scheduled"));
  }

  private static String wouldBe(Imported imported) {
    return "This would import %s%s; %s would be scheduled."
        .formatted(
            posts(imported.posts()),
            known(imported, "are"),
            imported.scheduled() == 0 ? "none" : number(imported.scheduled()));
  }

  private static String known(Imported imported, String verb) {
    return imported.known() == 0
        ? ""
        : " (%s new, %s %s here already)"
            .formatted(number(imported.isNew()), number(imported.known()), verb);
  }

  private void sayWhen(Imported imported, PrintWriter out) {
    Moment first = imported.first();
    if (first != null) {
      out.printf(
          "The first %s out %s.%n",
          dryRun ? "would go" : "goes", first.echo(workplace.clock().instant()));
    }
  }

  private static String posts(long count) {
    return number(count) + (count == 1 ? " post" : " posts");
  }

  private static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
