package dev.belfry.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The texts of a post's parts in one text and back: the lower half of a {@link PostFile}. */
final class PartsText {
  private static final int FLAGS = Pattern.MULTILINE | Pattern.UNIX_LINES;
  private static final Pattern SEPARATOR = Pattern.compile("^---$", FLAGS);
  private static final Pattern LOOKS_LIKE_ONE = Pattern.compile("^(\\\\*---)$", FLAGS);
  private static final Pattern ESCAPED = Pattern.compile("^\\\\(\\\\*---)$", FLAGS);

  private PartsText() {}

  /** The texts, with a separator between each two. */
  static String join(List<String> texts) {
    return texts.stream()
        .map(text -> "\n" + LOOKS_LIKE_ONE.matcher(text).replaceAll("\\\\$1") + "\n")
        .collect(Collectors.joining("\n---\n"));
  }

  /**
   * The texts between the separators: at least one, which may be empty.
   *
   * @param underLine whether a line {@code ---} stands right above, so that a blank line may follow
   *     it as layout
   */
  static List<String> split(String joined, boolean underLine) {
    List<String> texts = new ArrayList<>();
    Matcher separator = SEPARATOR.matcher(joined);
    int start = 0;
    while (separator.find()) {
      String text = joined.substring(start, separator.start());
      texts.add(unescape(withoutLayout(text, underLine || !texts.isEmpty(), 2)));
      start = Math.min(joined.length(), separator.end() + 1);
    }
    String last = joined.substring(start);
    texts.add(unescape(withoutLayout(last, underLine || !texts.isEmpty(), 1)));
    return texts;
  }

  /** Takes off one line end above, where there is a line, and as many as are layout below. */
  private static String withoutLayout(String text, boolean underLine, int below) {
    int from = underLine && text.startsWith("\n") ? 1 : 0;
    int to = text.length();
    for (int i = 0; i < below && to > from && text.charAt(to - 1) == '\n'; i++) {
      to--;
    }
    return text.substring(from, to);
  }

  private static String unescape(String text) {
    return ESCAPED.matcher(text).replaceAll("$1");
  }
}
