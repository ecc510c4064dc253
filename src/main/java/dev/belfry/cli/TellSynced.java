package dev.belfry.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.belfry.cli.SyncChange.What;
import dev.belfry.cli.terminal.VisibleText;
import dev.belfry.post.Post;
import dev.belfry.publish.Caveats;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells what came of a sync. */
final class TellSynced {
  /**
   * What came of it.
   *
   * @param same how many files are as they were
   * @param noPosts Markdown files without front matter
   */
  record Synced(int same, List<SyncChange> changes, List<String> noPosts) {}

  /** What {@code --json} writes. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record View(
      String folder, boolean dryRun, int same, List<SyncChange> changes, List<String> noPosts) {}

  private final Workplace workplace;
  private final PrintWriter out;
  private final String folder;
  private final boolean dryRun;

  TellSynced(Workplace workplace, String folder, boolean dryRun) {
    this.workplace = workplace;
    this.out = workplace.console().out();
    this.folder = folder;
    this.dryRun = dryRun;
  }

  void json(Synced synced) {
    new Json(workplace.console())
        .write(new View(folder, dryRun, synced.same(), synced.changes(), synced.noPosts()));
  }

  void words(Synced synced) {
    synced.changes().forEach(this::tell);
    List<SyncChange> done =
        synced.changes().stream().filter(change -> !change.isOnlyTold()).toList();
    if (done.isEmpty()) {
      out.printf("%s is in step%s.%n", VisibleText.oneLine(folder), same(synced));
    } else {
      out.printf("%s: %s%s.%n", VisibleText.oneLine(folder), counts(done), same(synced));
    }
    if (synced.same() == 0 && synced.changes().isEmpty()) {
      out.println(
          "No file in it is a post: that is one that ends in .md and begins with front matter.");
    }
    if (dryRun) {
      tellNoPosts(synced.noPosts());
      out.println("Nothing is changed: this was a dry run.");
    }
  }

  private static String same(Synced synced) {
    return synced.same() == 0 ? "" : "; %d as before".formatted(synced.same());
  }

  private void tellNoPosts(List<String> files) {
    files.forEach(
        file -> out.printf("%-8s %s: no front matter%n", "no post", VisibleText.oneLine(file)));
  }

  private void tell(SyncChange change) {
    String file = VisibleText.oneLine(change.file());
    String was = change.was() == null ? "" : VisibleText.oneLine(change.was()) + " → ";
    out.printf("%-8s %s%s%s%n", change.what(), was, file, post(change));
    Post wording = change.wording();
    if (wording != null) {
      change.scheduled().forEach(target -> SayWhen.say(workplace, target, wording));
      for (String caveat : Caveats.of(wording, TellCaveats.networks(change.scheduled()))) {
        workplace.console().err().printf("belfry: %s: %s%n", file, VisibleText.oneLine(caveat));
      }
    }
  }

  private static String post(SyncChange change) {
    if (change.post() == null) {
      return "";
    }
    return change.why() == null
        ? "  post " + change.post()
        : "  post %d %s".formatted(change.post(), change.why());
  }

  private static String counts(List<SyncChange> done) {
    return Stream.of(What.values())
        .map(What::word)
        .map(what -> count(done, what))
        .filter(counted -> !counted.startsWith("0 "))
        .collect(Collectors.joining(", "));
  }

  private static String count(List<SyncChange> done, String what) {
    return "%d %s".formatted(done.stream().filter(each -> each.what().equals(what)).count(), what);
  }
}
