package dev.belfry.compose.formats;

import dev.belfry.post.Problem;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the column of a CSV that a problem of a post is about: whoever checks the post knows which
 * of its fields is wrong, and not where that stood.
 */
final class PlaceInRow {
  static final String TEXT = "text";
  static final String AT = "at";
  static final String KEY = "key";
  static final String IMAGE = "image";

  private static final Pattern PLACE =
      Pattern.compile("(line \\d+)(?:, ([a-z]+)(?=, |$))?(?:, (.+))?", Pattern.DOTALL);

  private final Map<String, String> columns;

  /**
   * @param columns a field of a post to the name of the column that it stands in
   */
  PlaceInRow(Map<String, String> columns) {
    this.columns = Map.copyOf(columns);
  }

  /** The problem with the name of its column; as it is where it is about none, or has one. */
  Problem of(Problem problem) {
    Matcher place = PLACE.matcher(problem.where());
    if (!place.matches()) {
      return problem;
    }
    String field = place.group(2);
    String rest = place.group(3);
    if (field == null) {
      // What is about an image says so by its name, or its number.
      field = rest == null || !columns.containsKey(IMAGE) ? TEXT : IMAGE;
    }
    String column = columns.get(field);
    if (column == null || (rest != null && rest.startsWith("column "))) {
      return problem;
    }
    String where = "%s, column \"%s\"".formatted(place.group(1), column);
    return new Problem(rest == null ? where : where + ", " + rest, problem.message());
  }
}
