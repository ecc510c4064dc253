package dev.belfry.cli;

import dev.belfry.post.Network;
import dev.belfry.post.Post;
import dev.belfry.post.PostId;
import dev.belfry.publish.Target;
import dev.belfry.queue.Occurrences.Planned;
import dev.belfry.queue.StoredRecurrence;
import dev.belfry.schedule.Moment;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** Says how a post repeats from now on, and what that means for where it goes. */
final class TellRepeated {
  /**
   * What came of it.
   *
   * @param isNew whether it did not repeat so already
   * @param next its first times
   */
  record Repeated(
      Post post, List<Target> targets, boolean isNew, StoredRecurrence rule, List<Planned> next) {}

  private final Workplace workplace;

  TellRepeated(Workplace workplace) {
    this.workplace = workplace;
  }

  void tell(PostId post, Repeated repeated, Instant now) {
    PrintWriter out = workplace.console().out();
    out.printf(
        repeated.isNew() ? "Post %s repeats: %s.%n" : "Post %s repeats so already: %s.%n",
        post,
        repeated.rule().repeat().words());
    ZoneId zone = repeated.rule().repeat().zone();
    repeated
        .next()
        .forEach(
            each -> out.printf("  %s%n", Moment.at(each.occurrence().instant(), zone).echo(now)));
    for (Target target : repeated.targets()) {
      out.printf("  %s%n", target.account().name());
      if (target.account().network() == Network.X) {
        out.printf(
            "    each time %s%n",
            Forecast.words(
                workplace.xPrices(), Forecast.onX(workplace.xPrices(), repeated.post())));
      }
      NotConnected.warn(workplace, target.account().name());
    }
    if (repeated.targets().stream().anyMatch(each -> each.account().network() == Network.X)) {
      workplace
          .console()
          .err()
          .println(
              "belfry: X refuses a text that the account has posted lately; what repeats there"
                  + " should say something that changes");
    }
  }
}
