package dev.belfry.cli;

import dev.belfry.cli.terminal.Column;
import dev.belfry.cli.terminal.Table;
import dev.belfry.media.Bytes;
import dev.belfry.media.StoredMedia;
import dev.belfry.post.Media;
import dev.belfry.post.PostId;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code belfry media list}. */
final class MediaListCommand implements Command {
  private static final int POSTS_SHOWN = 5;

  /**
   * What {@code --json} writes of each.
   *
   * @param duration how long a video lasts, in seconds; null for an image
   * @param size in bytes
   */
  record View(
      String sha256,
      String type,
      int width,
      int height,
      boolean animated,
      @Nullable Double duration,
      long size,
      Instant addedAt,
      List<Long> posts) {}

  private final Workplace workplace;

  MediaListCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addOption(
        Takes.flag(
            "--json",
            "Write [{sha256, type, width, height, animated, duration, size, addedAt, posts}] as"
                + " JSON."));
    Takes.examples(spec, "belfry media list", "belfry media list --json");
  }

  @Override
  public ExitCode run(ParseResult given) {
    List<StoredMedia> all = workplace.database().lend(StoredMedia::all);
    if (given.hasMatchedOption("--json")) {
      new Json(workplace.console()).writeArray(all.stream().map(MediaListCommand::view));
    } else if (all.isEmpty()) {
      workplace.console().out().println("There are no images or videos yet.");
    } else {
      print(all);
    }
    return ExitCode.FINE;
  }

  private static View view(StoredMedia stored) {
    Media media = stored.media();
    return new View(
        media.sha256(),
        media.type().mime(),
        media.width(),
        media.height(),
        media.animated(),
        MediaWords.seconds(media),
        media.size(),
        stored.addedAt(),
        stored.posts().stream().map(PostId::number).toList());
  }

  private void print(List<StoredMedia> all) {
    Table table =
        new Table(
            Column.text("SHA-256"),
            Column.text("WHAT"),
            Column.number("SIZE"),
            Column.text("POSTS"));
    for (StoredMedia each : all) {
      table.row(
          each.media().sha256(),
          MediaWords.of(each.media()),
          Bytes.about(each.media().size()),
          posts(each.posts()));
    }
    table.print(workplace.console());
  }

  private static String posts(List<PostId> posts) {
    String shown =
        posts.stream().limit(POSTS_SHOWN).map(PostId::toString).collect(Collectors.joining(", "));
    int more = posts.size() - POSTS_SHOWN;
    return more > 0 ? "%s and %d more".formatted(shown, more) : shown.isEmpty() ? "none" : shown;
  }
}
