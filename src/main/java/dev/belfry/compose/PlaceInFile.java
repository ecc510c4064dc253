package dev.belfry.compose;

import dev.belfry.post.Problem;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds in a {@link PostFile} what a problem is about that was found when it had been read. */
public final class PlaceInFile {
  private static final Pattern PART = Pattern.compile("part (\\d+)(?:, (.*))?");
  private static final List<String> FIELDS = List.of("to", "at", "zone", "key", "not-before");
  private static final String SEPARATOR = "---";

  private final List<String> lines;

  public PlaceInFile(String text) {
    this.lines = text.lines().toList();
  }

  /** The problem with its line and column where they can be told, else as it is. */
  public Problem of(Problem problem) {
    String where = problem.where();
    if (FIELDS.contains(where)) {
      return lineOf(where).map(line -> at(line, "", problem)).orElse(problem);
    }
    Matcher part = PART.matcher(where);
    if (part.matches()) {
      int number = Integer.parseInt(part.group(1));
      return begin(number).map(line -> at(line, where, problem)).orElse(problem);
    }
    return where.isEmpty() ? begin(1).map(line -> at(line, "", problem)).orElse(problem) : problem;
  }

  private static Problem at(int index, String where, Problem problem) {
    String line = "line " + (index + 1) + ", column 1";
    return new Problem(where.isEmpty() ? line : line + ", " + where, problem.message());
  }

  private Optional<Integer> lineOf(String field) {
    for (int i = 1; i < endOfMatter(); i++) {
      if (lines.get(i).startsWith(field + ":")) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  /** The first line of the part that says something. */
  private Optional<Integer> begin(int part) {
    int reached = 1;
    for (int i = endOfMatter() + 1; i < lines.size(); i++) {
      if (lines.get(i).equals(SEPARATOR)) {
        reached++;
      } else if (reached == part && !lines.get(i).isBlank()) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  /** The line that closes the front matter; -1 where there is none. */
  private int endOfMatter() {
    if (lines.isEmpty() || !lines.get(0).equals(SEPARATOR)) {
      return -1;
    }
    int end = lines.subList(1, lines.size()).indexOf(SEPARATOR);
    return end < 0 ? lines.size() : end + 1;
  }
}
