package dev.belfry.cli;

import dev.belfry.media.Bytes;
import dev.belfry.media.CollectGarbage;
import dev.belfry.post.Media;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code belfry media gc}: deletes what no post carries. */
final class MediaGcCommand implements Command {
  /**
   * What {@code --json} writes.
   *
   * @param size of all of them, in bytes
   */
  record View(List<String> media, long size, boolean deleted) {}

  private final Workplace workplace;

  MediaGcCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addOption(Takes.flag("--dry-run", "Tell what would be deleted; delete nothing."))
        .addOption(Takes.flag("--json", "Write {media, size, deleted} as JSON."));
    spec.usageMessage()
        .description(
            "Delete the images and videos that no post carries, or none but deleted ones.",
            "What was stored within the last day stays: a post that carries it may be in the"
                + " making.");
    Takes.examples(spec, "belfry media gc --dry-run", "belfry media gc");
  }

  @Override
  public ExitCode run(ParseResult given) {
    boolean dryRun = given.hasMatchedOption("--dry-run");
    List<Media> unused =
        dryRun
            ? workplace.database().lend(CollectGarbage::find)
            : workplace.database().inTransaction(CollectGarbage::delete);
    long size = unused.stream().mapToLong(Media::size).sum();
    if (given.hasMatchedOption("--json")) {
      List<String> hashes = unused.stream().map(Media::sha256).toList();
      new Json(workplace.console()).write(new View(hashes, size, !dryRun));
    } else {
      tell(unused, size, dryRun);
    }
    return ExitCode.FINE;
  }

  private void tell(List<Media> unused, long size, boolean dryRun) {
    if (unused.isEmpty()) {
      workplace
          .console()
          .out()
          .println("Nothing to delete: each is on a post, or was stored within the last day.");
      return;
    }
    unused.forEach(
        media ->
            workplace
                .console()
                .out()
                .printf(
                    "%s  %s, %s%n",
                    media.sha256(), MediaWords.of(media), Bytes.about(media.size())));
    workplace
        .console()
        .out()
        .printf(
            dryRun ? "%s would be deleted, which frees %s.%n" : "%s deleted, which freed %s.%n",
            unused.size() == 1 ? "1 file" : unused.size() + " files",
            Bytes.about(size));
  }
}
