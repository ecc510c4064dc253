package dev.belfry.compose.formats;

import dev.belfry.compose.PlainYaml;
import dev.belfry.compose.ProblemList;
import dev.belfry.compose.RawMedia;
import dev.belfry.compose.RawPart;
import dev.belfry.compose.RawPost;
import dev.belfry.compose.YamlFields;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads a {@code .tweet} file of <a
 * href="https://github.com/twitter-together/action">twitter-together</a>: a text, with front matter
 * above it where it has images, and the parts of a thread behind lines of dashes, each with front
 * matter of its own. Not thread-safe.
 */
final class ReadTweetFile {
  private static final List<String> NAMES =
      List.of("media", "reply", "retweet", "thread-delimiter", "threadDelimiter");
  private static final List<String> MEDIA_NAMES = List.of("file", "alt");
  private static final String DASHES = "---";
  private static final Pattern POLL = Pattern.compile("(?m)^\\( \\)[ \\t]");

  private final Asked asked;
  private final ProblemList problems;
  private final List<RawPart> parts = new ArrayList<>();
  private String delimiter = DASHES;

  private ReadTweetFile(Asked asked, ProblemList problems) {
    this.asked = asked;
    this.problems = problems;
  }

  /** The file's post; none where it has a problem. */
  static Stream<RawPost> read(String text, Asked asked, ProblemList problems) {
    ReadTweetFile file = new ReadTweetFile(asked, problems);
    Optional<RawPost> post = problems.gather(() -> file.post(text.replace("\r\n", "\n")));
    return problems.isEmpty() ? post.stream() : Stream.empty();
  }

  private RawPost post(String text) {
    String rest = text;
    int line = 1;
    boolean more = true;
    while (more) {
      String matter = matter(rest, line);
      List<RawMedia> media = matter.isEmpty() ? List.of() : media(matter, line);
      String body = rest.substring(Math.min(rest.length(), matter.length()));
      Matcher end = Pattern.compile("(?m)^" + Pattern.quote(delimiter) + "[ \\t]*$").matcher(body);
      more = end.find();
      String written = more ? body.substring(0, end.start()) : body;
      part(written.strip(), media, line);
      String taken =
          matter + (more ? body.substring(0, Math.min(body.length(), end.end() + 1)) : body);
      line += (int) taken.chars().filter(c -> c == '\n').count();
      rest = rest.substring(Math.min(rest.length(), taken.length()));
    }
    List<String> texts = parts.stream().map(RawPart::text).toList();
    return new RawPost("", new KeyOfRow(Format.TWEET).of(texts), parts, List.of(), null, null);
  }

  private void part(String text, List<RawMedia> media, int line) {
    if (POLL.matcher(text).find()) {
      problems.add(
          new Problem(
              "line " + line + ", column 1",
              "there is a poll in it, and Belfry posts none; leave its lines out"));
    }
    parts.add(new RawPart(text, media));
  }

  /** Everything up to the second line of dashes, where the first thing is one; else nothing. */
  private static String matter(String text, int line) {
    if (!text.startsWith(DASHES + "\n")) {
      return "";
    }
    Matcher end = Pattern.compile("(?m)^---[ \\t]*$").matcher(text);
    if (!end.find(DASHES.length())) {
      throw new InvalidInput(
          "line " + line + ", column 1",
          "the front matter that begins here never ends; close it with a line ---");
    }
    return text.substring(0, Math.min(text.length(), end.end() + 1));
  }

  private List<RawMedia> media(String matter, int line) {
    // Blank lines above, so that lines are counted as in the file.
    String yaml = "\n".repeat(line - 1) + matter.strip().replaceFirst("\n---[ \\t]*$", "\n");
    Optional<Node> root = PlainYaml.compose(yaml);
    if (root.isEmpty()) {
      return List.of();
    }
    YamlFields fields = new YamlFields(root.get(), NAMES, problems);
    refuse(fields, "reply", "answers to posts of others are not made here", line);
    refuse(fields, "retweet", "reposts are not made here", line);
    fields
        .text("thread-delimiter")
        .or(() -> fields.text("threadDelimiter"))
        .ifPresent(written -> delimit(written, line));
    return fields.list("media").stream().flatMap(this::image).toList();
  }

  private void delimit(String written, int line) {
    if (written.isBlank()) {
      problems.add(
          new Problem(
              "line " + line + ", column 1",
              "the thread's delimiter is empty; write one, such as ==="));
    } else {
      delimiter = written;
    }
  }

  private void refuse(YamlFields fields, String name, String why, int line) {
    if (fields.text(name).isPresent()) {
      problems.add(
          new Problem(
              "line " + line + ", column 1", "\"%s\": %s; take the line out".formatted(name, why)));
    }
  }

  private Stream<RawMedia> image(Node node) {
    YamlFields fields = new YamlFields(node, MEDIA_NAMES, problems);
    return new ImageCell(asked)
            .read(
                PlainYaml.place(node),
                fields.text("file").orElse(""),
                fields.text("alt").orElse(""))
            .stream();
  }
}
