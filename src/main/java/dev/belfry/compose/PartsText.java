package dev.belfry.compose;

import dev.belfry.post.ClosestName;
import dev.belfry.post.Network;
import dev.belfry.post.Problem;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a post's parts say in one text and back: the lower half of a {@link PostFile}. */
final class PartsText {
  private static final int FLAGS = Pattern.MULTILINE | Pattern.UNIX_LINES;

  /** Begins a part, or the words of one network in it. */
  private static final String HEADING = "---(?:[ \\t]++(\\S++)[ \\t]*+)?";

  private static final Pattern SEPARATOR = Pattern.compile("^" + HEADING + "$", FLAGS);
  private static final Pattern LOOKS_LIKE_ONE = Pattern.compile("^(\\\\*" + HEADING + ")$", FLAGS);
  private static final Pattern ESCAPED = Pattern.compile("^\\\\(\\\\*" + HEADING + ")$", FLAGS);

  /** What stands above a text: the start of a part where the word is null, else a network. */
  private record Heading(@Nullable String word, int line) {}

  private final ProblemList problems;
  private final List<String> texts = new ArrayList<>();
  private final List<Map<Network, String>> wordings = new ArrayList<>();

  private PartsText(ProblemList problems) {
    this.problems = problems;
  }

  /** What the parts say, with a separator between each two. */
  static String join(List<RawPart> parts) {
    return parts.stream().map(PartsText::sections).collect(Collectors.joining("\n---\n"));
  }

  private static String sections(RawPart part) {
    StringBuilder sections = new StringBuilder(section(part.text()));
    part.wording()
        .forEach(
            (network, text) ->
                sections
                    .append("\n--- ")
                    .append(network.word())
                    .append("\n")
                    .append(section(text)));
    return sections.toString();
  }

  private static String section(String text) {
    return "\n" + LOOKS_LIKE_ONE.matcher(text).replaceAll("\\\\$1") + "\n";
  }

  /**
   * What the parts between the separators say: at least one, which may be empty.
   *
   * @param underLine whether a line {@code ---} stands right above, so that a blank line may follow
   *     it as layout
   * @param line the number of the first line in the file
   */
  static List<RawPart> split(String joined, boolean underLine, int line, ProblemList problems) {
    PartsText found = new PartsText(problems);
    Matcher separator = SEPARATOR.matcher(joined);
    Heading heading = new Heading(null, line);
    boolean underOne = underLine;
    int start = 0;
    int lines = line;
    while (separator.find()) {
      String text = joined.substring(start, separator.start());
      found.add(heading, unescape(withoutLayout(text, underOne, 2)));
      lines += (int) text.chars().filter(c -> c == '\n').count();
      heading = new Heading(separator.group(1), lines++);
      underOne = true;
      start = Math.min(joined.length(), separator.end() + 1);
    }
    found.add(heading, unescape(withoutLayout(joined.substring(start), underOne, 1)));
    return found.parts();
  }

  private void add(Heading heading, String text) {
    String word = heading.word();
    if (word == null) {
      texts.add(text);
      wordings.add(new EnumMap<>(Network.class));
      return;
    }
    Optional<Network> network = Network.of(word);
    if (network.isEmpty()) {
      String hint = ClosestName.hint(word, Stream.of(Network.values()).map(Network::word).toList());
      refuse(
          heading,
          "\"%s\" is not a network%s (as text it is written \\--- %s)".formatted(word, hint, word));
    } else if (wordings.get(wordings.size() - 1).putIfAbsent(network.get(), text) != null) {
      refuse(heading, "the part has words for %s already".formatted(network.get().title()));
    }
  }

  private void refuse(Heading heading, String message) {
    problems.add(new Problem("line " + heading.line(), message));
  }

  private List<RawPart> parts() {
    List<RawPart> parts = new ArrayList<>();
    for (String text : texts) {
      parts.add(new RawPart(text, wordings.get(parts.size()), List.of()));
    }
    return parts;
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
