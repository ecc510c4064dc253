package dev.belfry.cli;

import dev.belfry.compose.XPrices;
import dev.belfry.post.Network;
import dev.belfry.post.Post;
import dev.belfry.publish.Target;
import dev.belfry.schedule.Moment;
import java.io.PrintWriter;

/** Echoes when something goes out, as Belfry understood it, and what that will cost. */
final class SayWhen {
  private SayWhen() {}

  /**
   * Says it of an account that has a time, and of a live one that nobody sends for yet.
   *
   * @param post what goes out
   */
  static void say(Workplace workplace, Target target, Post post) {
    Moment when = target.when();
    if (when == null) {
      return;
    }
    PrintWriter out = workplace.console().out();
    out.printf("  %s  %s%n", target.account().name(), when.echo(workplace.clock().instant()));
    if (when.note() != null) {
      out.printf("    %s%n", when.note());
    }
    if (target.account().network() == Network.X) {
      XPrices prices = workplace.xPrices();
      out.printf("    %s%n", Forecast.words(prices, Forecast.onX(prices, post)));
    }
    NotConnected.warn(workplace, target.account().name());
  }
}
