package dev.belfry.cli;

import dev.belfry.compose.ExportJsonLines;
import dev.belfry.compose.WholeFile;
import dev.belfry.compose.WritePostJson;
import dev.belfry.compose.moving.HouseJson;
import dev.belfry.media.MediaStore;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.NotPossible;
import dev.belfry.queue.StreamPosts;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code belfry export FILE | -}: all of it, as {@code import} takes it in, or what is queued as a
 * calendar.
 */
final class ExportCommand implements Command {
  private static final String POSTS_ONLY = "--posts-only";

  private final Workplace workplace;

  ExportCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(
        Takes.parameter(
            0,
            "1",
            "FILE",
            "Where to; it is replaced. - writes to standard output, where no post has images."));
    spec.addOption(
            Takes.one(
                "--format", "FORMAT", "jsonl, or ics for a calendar; default: by the file's name."))
        .addOption(Takes.flag("--all", "In a calendar: also what is published."))
        .addOption(
            Takes.flag(
                POSTS_ONLY,
                "Only posts, to be taken for new ones: not where they stand, and nothing else."));
    spec.usageMessage()
        .description(
            "Write all of this Belfry as JSON Lines, and the images into a folder beside the file:"
                + " accounts, schedules, holds, posts with where they stand, rules, synced folders."
                + " The history and log-ins stay here.",
            "",
            "belfry import of it in an empty Belfry stands there as it stands here, and what is"
                + " published is not sent again. Stop this one first: what waits would go out from"
                + " both.",
            "",
            "With --posts-only a post is written without the accounts where it is live or may be,"
                + " and without a time where it is held or has failed.",
            "",
            "A calendar (iCalendar) has an event for each post and time in the queue. A later"
                + " export has the same events, so that a calendar that subscribes follows.");
    Takes.examples(
        spec,
        "belfry export belfry.jsonl",
        "belfry export --posts-only posts.jsonl",
        "belfry export queue.ics",
        "belfry export - --format ics --all");
  }

  @Override
  public ExitCode run(ParseResult given) {
    String file = given.matchedPositionalValue(0, "");
    Outlet outlet = new Outlet(workplace.console(), file);
    boolean all = given.hasMatchedOption("--all");
    if (isCalendar(given, file)) {
      calendar(outlet, all);
    } else if (all) {
      throw new InvalidInput(
          "--all", "this is of a calendar (--format ics); else every post is there");
    } else if (outlet.isStream()) {
      outlet.stream(out -> print(out, given.hasMatchedOption(POSTS_ONLY)));
    } else {
      save(outlet, given.hasMatchedOption(POSTS_ONLY));
    }
    return ExitCode.FINE;
  }

  private static boolean isCalendar(ParseResult given, String file) {
    String said = given.matchedOptionValue("--format", "");
    return switch (said) {
      case "ics" -> true;
      case "jsonl" -> false;
      case "" -> file.toLowerCase(Locale.ROOT).endsWith(".ics");
      default ->
          throw new InvalidInput(
              "--format", "there is no format %s; there are jsonl and ics".formatted(said));
    };
  }

  private void calendar(Outlet outlet, boolean all) {
    ExportCalendar calendar = new ExportCalendar(all);
    if (outlet.isStream()) {
      outlet.stream(
          out ->
              workplace
                  .database()
                  .transact(
                      connection -> {
                        int unused = calendar.write(connection, out::print);
                      }));
      return;
    }
    int events =
        workplace
            .database()
            .inTransaction(
                connection -> {
                  try (WholeFile whole = outlet.whole()) {
                    int written = calendar.write(connection, whole::write);
                    whole.finish();
                    return written;
                  }
                });
    workplace
        .console()
        .out()
        .println(
            String.format(
                Locale.ROOT,
                events == 1 ? "Exported %,d event to %s." : "Exported %,d events to %s.",
                events,
                outlet.named()));
  }

  private void print(PrintWriter out, boolean postsOnly) {
    WritePostJson json =
        new WritePostJson(
            image -> {
              throw new AssertionError("a post with an image, though there were none");
            });
    workplace
        .database()
        .transact(
            connection -> {
              StreamPosts.seeOneMoment(connection);
              refuseImages(StreamPosts.countWithImages(connection));
              ExportLines lines =
                  new ExportLines(
                      post -> out.println(json.line(post)),
                      line -> out.println(HouseJson.line(line)));
              read(connection, postsOnly, lines);
            });
  }

  /** Before anything is written: half an export might pass for a whole one. */
  private static void refuseImages(long posts) {
    if (posts > 0) {
      String which =
          posts == 1
              ? "a post has images"
              : String.format(Locale.ROOT, "%,d posts have images", posts);
      throw new NotPossible(
          which + ", which have no place on standard output or in a pipe; export to a file");
    }
  }

  private void save(Outlet outlet, boolean postsOnly) {
    AtomicLong posts = new AtomicLong();
    workplace
        .database()
        .transact(
            connection -> {
              try (ExportJsonLines export =
                  new ExportJsonLines(
                      outlet.named(), outlet.whole(), MediaStore.source(connection))) {
                StreamPosts.seeOneMoment(connection);
                ExportLines lines =
                    new ExportLines(
                        post -> {
                          export.write(post);
                          posts.incrementAndGet();
                        },
                        export::write);
                read(connection, postsOnly, lines);
                export.finish();
              }
            });
    workplace
        .console()
        .out()
        .println(
            String.format(
                Locale.ROOT,
                posts.get() == 1 ? "Exported %,d post to %s." : "Exported %,d posts to %s.",
                posts.get(),
                outlet.named()));
  }

  private void read(Connection connection, boolean postsOnly, ExportLines lines)
      throws SQLException {
    if (postsOnly) {
      lines.postsOnly(connection);
    } else {
      lines.everything(connection, workplace.clock().instant());
    }
  }
}
