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
    List<Network> networks =
        targets.stream().map(target -> target.account().network()).distinct().toList();
    for (String caveat : Caveats.of(post, networks)) {
      workplace.console().err().printf("belfry: %s%n", VisibleText.oneLine(caveat));
    }
  }
}
