package dev.belfry.cli;

import dev.belfry.audit.ResumeAfterRestore.Resumed;
import dev.belfry.audit.ResumeAfterRestore.Stopped;
import java.io.PrintWriter;

/** Says what {@code resume --after-restore} has done, and what a person has to look at now. */
final class TellRestored {
  private final Workplace workplace;

  TellRestored(Workplace workplace) {
    this.workplace = workplace;
  }

  void tell(Resumed resumed) {
    PrintWriter out = workplace.console().out();
    String until = Times.local(resumed.sentUntil(), workplace.zone());
    out.println("Everything goes on. What was written after the backup was made is not in it.");
    if (resumed.toCheck().isEmpty()) {
      out.printf("Nothing in the queue for live accounts was due by %s.%n", until);
    } else {
      out.printf("What was due by %s may be live already; look there:%n", until);
      resumed.toCheck().forEach(each -> tell(out, each));
    }
  }

  private static void tell(PrintWriter out, Stopped each) {
    String next =
        each.inDoubt()
            ? "belfry resolve %s --posted URL, or --not-posted, settles it"
            : "not live: belfry resume %s sends it; live: belfry delete %s, or leave it held";
    out.printf(
        "  post %s  %s  %s%n",
        each.post(), each.account(), next.formatted(each.post(), each.post()));
  }
}
