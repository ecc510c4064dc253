package dev.belfry.cli;

import dev.belfry.audit.ResumeAfterRestore.Resumed;
import dev.belfry.audit.ResumeAfterRestore.ToCheck;
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
      out.printf(
          "What was due by %s, or is known to have been sent, may be live already; look there:%n",
          until);
      resumed.toCheck().forEach(each -> tell(out, each));
    }
    if (resumed.unknown() > 0) {
      out.printf(
          "Of what was sent, this was queued after the backup was made, and is not here: %d."
              + " Look at the accounts before you write such posts again.%n",
          resumed.unknown());
    }
  }

  private static void tell(PrintWriter out, ToCheck each) {
    out.printf("  post %s  %s  %s%n", each.post(), each.account(), next(each));
  }

  private static String next(ToCheck each) {
    String words =
        switch (each.state()) {
          case UNCONFIRMED -> "belfry resolve %s --posted URL, or --not-posted, settles it";
          case HELD, SCHEDULED, CLAIMED ->
              "not live: belfry resume %s sends it; live: belfry delete %s, or leave it held";
          case DRAFT, FAILED, SKIPPED ->
              "not live: belfry resume %s lets it be queued again; live: belfry delete %s, or leave"
                  + " it as it is";
          case PUBLISHED, CANCELLED, RETRACTED -> "nothing more of it is sent";
        };
    String here = each.state().isWaiting() ? "" : "(%s here) ".formatted(each.state().word());
    return here + words.formatted(each.post(), each.post());
  }
}
