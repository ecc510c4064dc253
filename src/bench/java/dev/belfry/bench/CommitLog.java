package dev.belfry.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How long commits took, by the server's own log. All times in ms since 1970. */
final class CommitLog {
  /** What makes the server write it. */
  static final String SETTINGS = "log_duration = on\nlog_line_prefix = '%n %i '";

  private static final Pattern LINE =
      Pattern.compile("(\\d+\\.\\d{3}) COMMIT LOG: {2}duration: (\\d+\\.\\d+) ms");

  /** The log tells when a commit was over in whole milliseconds. */
  private static final double ROUNDED = 1;

  private final List<Commit> commits;

  private record Commit(double over, double took) {
    boolean mayHaveBegunAt(double instant) {
      return over - took - ROUNDED <= instant && instant <= over + ROUNDED;
    }
  }

  private CommitLog(List<Commit> commits) {
    this.commits = commits;
  }

  static CommitLog read(Path log) {
    try (Stream<String> lines = Files.lines(log)) {
      return new CommitLog(lines.map(CommitLog::commit).flatMap(Optional::stream).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Commit> commit(String line) {
    Matcher found = LINE.matcher(line);
    return found.find()
        ? Optional.of(
            new Commit(
                1000 * Double.parseDouble(found.group(1)), Double.parseDouble(found.group(2))))
        : Optional.empty();
  }

  /**
   * When the commit was over at the latest whose time Postgres keeps as this instant: it takes that
   * time within the commit, just before the log goes to the disk. Of several commits that it may be,
   * the one that took longest.
   */
  double overAtLatest(double instant) {
    return instant
        + commits.stream()
            .filter(commit -> commit.mayHaveBegunAt(instant))
            .mapToDouble(Commit::took)
            .max()
            .orElseThrow(() -> new IllegalStateException("no commit at " + instant));
  }
}
