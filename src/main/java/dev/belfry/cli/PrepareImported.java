package dev.belfry.cli;

import dev.belfry.cli.ImportPosts.Asked;
import dev.belfry.compose.ComposePost;
import dev.belfry.compose.Composed;
import dev.belfry.compose.RawPost;
import dev.belfry.compose.ReadMedia.FindStored;
import dev.belfry.post.InvalidInput;
import dev.belfry.publish.PrepareTargets;
import dev.belfry.publish.ReadyPost;
import dev.belfry.publish.Target;
import java.util.List;
import java.util.stream.Stream;

/** Checks, measures and renders a post of a file. Not thread-safe. */
final class PrepareImported {
  private final ComposePost compose;
  private final PrepareTargets prepare;
  private final ImportAccounts accounts;
  private final ImportTimes times;
  private final ImportCaveats caveats = new ImportCaveats();

  PrepareImported(Workplace workplace, ImportAccounts accounts, Asked asked) {
    this.compose = new ComposePost(asked.altText(), FindStored.NOTHING);
    this.prepare = new PrepareTargets(workplace.publishers());
    this.accounts = accounts;
    this.times = new ImportTimes(workplace, asked.later(), asked.pastAsDraft());
  }

  /**
   * The post, for every account that it is for.
   *
   * @throws InvalidInput with everything that stands in its way, each with its line
   */
  ReadyPost ready(RawPost raw) {
    Composed composed = compose.compose(raw);
    try {
      List<Target> targets = prepare.prepare(composed.post(), accounts.of(raw), times.of(raw));
      caveats.add(raw.where(), composed.post(), targets);
      return new ReadyPost(raw.key(), composed.post(), composed.files(), targets);
    } catch (InvalidInput e) {
      throw new InvalidInput(
          e.problems().stream().map(problem -> problem.in(raw.where())).toList());
    }
  }

  /** What should be known of how times were understood, of the first few; and what may surprise. */
  List<String> notes() {
    return Stream.concat(times.notes().stream(), caveats.notes().stream()).toList();
  }
}
