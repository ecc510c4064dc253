package dev.belfry.cli;

import dev.belfry.queue.MovedPost;
import java.util.List;

/** Says which posts go out at other moments now. */
final class TellMoved {
  private TellMoved() {}

  static void tell(Workplace workplace, List<MovedPost> moved) {
    for (MovedPost each : moved) {
      workplace
          .console()
          .out()
          .printf(
              "Post %s for %s moves from %s to %s.%n",
              each.post(),
              each.account(),
              each.from().words(),
              each.to().slot() == null
                  ? each.to().words()
                  : each.to().words() + ", " + each.to().slot().name().words());
    }
  }
}
