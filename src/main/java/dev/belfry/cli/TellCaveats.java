package dev.belfry.cli;

import dev.belfry.cli.terminal.VisibleText;
import dev.belfry.post.Network;
import dev.belfry.post.Post;
import dev.belfry.publish.Caveats;
import dev.belfry.publish.Target;
import java.util.List;

/** Says to a person what may surprise them when a post goes out as it is. */
final class TellCaveats {
  private TellCaveats() {}

  static void tell(Workplace workplace, Post post, List<Target> targets) {
    for (String caveat : Caveats.of(post, networks(targets))) {
      workplace.console().err().printf("belfry: %s%n", VisibleText.oneLine(caveat));
    }
  }

  /** Where the post goes, each network once. */
  static List<Network> networks(List<Target> targets) {
    return targets.stream().map(target -> target.account().network()).distinct().toList();
  }
}
