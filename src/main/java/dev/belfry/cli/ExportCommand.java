package dev.belfry.cli;

import dev.belfry.compose.ExportJsonLines;
import dev.belfry.compose.ExportedPost;
import dev.belfry.compose.WritePostJson;
import dev.belfry.media.MediaStore;
import dev.belfry.post.NotPossible;
import dev.belfry.queue.StreamPosts;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code belfry export FILE | -}: every post, as {@code import} takes them in. */
final class ExportCommand implements Command {
  private static final String STDOUT = "-";

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
    spec.usageMessage()
        .description(
            "Write every post that is not deleted as JSON Lines, and the images into a folder"
                + " beside the file.",
            "",
            "belfry import takes them in again; add the accounts first. So that nothing goes out"
                + " twice, a post is written without the accounts where it is live or may be,"
                + " and without a time where it is held or has failed.");
    Takes.examples(spec, "belfry export posts.jsonl");
  }

  @Override
  public ExitCode run(ParseResult given) {
    String file = given.matchedPositionalValue(0, "");
    if (file.equals(STDOUT)) {
      print();
    } else {
      save(Path.of(file));
    }
    return ExitCode.FINE;
  }

  private void print() {
    PrintWriter out = workplace.console().out();
    WritePostJson json =
        new WritePostJson(
            image -> {
              throw new AssertionError("a post with an image, though there were none");
            });
    workplace
        .database()
        .transact(
            connection -> {
              refuseImages(StreamPosts.countWithImages(connection));
              read(connection, post -> out.println(json.line(post)));
            });
  }

  /** Before anything is written: half an export might pass for a whole one. */
  private static void refuseImages(long posts) {
    if (posts > 0) {
      String which =
          posts == 1
              ? "a post has images"
              : String.format(Locale.ROOT, "%,d posts have images", posts);
      throw new NotPossible(which + ", which have no place on standard output; export to a file");
    }
  }

  private void save(Path file) {
    AtomicLong posts = new AtomicLong();
    workplace
        .database()
        .transact(
            connection -> {
              try (ExportJsonLines export =
                  new ExportJsonLines(file, MediaStore.source(connection))) {
                read(
                    connection,
                    post -> {
                      export.write(post);
                      posts.incrementAndGet();
                    });
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
                file));
  }

  private static void read(Connection connection, Consumer<ExportedPost> consumer)
      throws SQLException {
    StreamPosts.read(connection, post -> consumer.accept(AsExported.of(post)));
  }
}
