package dev.belfry.compose;

import dev.belfry.post.InvalidInput;
import dev.belfry.post.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The post file: what {@code edit} opens and {@code draft -f} reads.
 *
 * <pre>
 * ---
 * to: [x:me, bluesky:me.bsky.social]
 * at: 2026-12-01 09:00
 * zone: America/New_York
 * media:
 *   - file: tower.png
 *     alt: A bell tower at dusk
 *   - file: bell.png
 *     alt: The bell itself
 *     part: 2
 * ---
 *
 * The first part.
 *
 * ---
 *
 * The second part.
 * </pre>
 *
 * <p>The front matter may be left out; {@link FrontMatter} tells what may stand in it. Parts are
 * separated by a line of exactly {@code ---}. One blank line on either side of such a line is
 * layout, and so is the line end at the end of the file; all else is text, byte for byte. A line of
 * text that is itself {@code ---}, with or without backslashes before it, is written with one
 * backslash more: {@code \---}.
 *
 * <p>A file whose first line ends in CR LF was written by an editor that ends all lines so: each CR
 * LF in it is read as LF, for networks count both characters. In any other file a CR is text.
 *
 * <p>{@link #parse} gives back what {@link #write} was given, but for {@link RawPost#where()}.
 */
public final class PostFile {
  private static final Pattern SEPARATOR =
      Pattern.compile("^---$", Pattern.MULTILINE | Pattern.UNIX_LINES);

  private PostFile() {}

  /**
   * Reads a post file.
   *
   * @param folder what the names of image files are relative to
   * @throws InvalidInput where the front matter is broken: every problem with line and column
   */
  public static RawPost parse(String written, Path folder) {
    String file = withLineFeeds(written);
    Matcher separator = SEPARATOR.matcher(file);
    if (!separator.lookingAt()) {
      return post(FrontMatter.EMPTY, PartsText.split(file, false));
    }
    if (!separator.find()) {
      throw new InvalidInput(
          "line 1", "the front matter that begins here never ends; close it with a line ---");
    }
    String matter = file.substring(0, separator.start());
    String body = file.substring(Math.min(file.length(), separator.end() + 1));
    return post(ReadFrontMatter.read(matter, folder), PartsText.split(body, true));
  }

  /**
   * Writes a post file.
   *
   * @param folder where the file will be: images in it or below are written relative to it
   */
  public static String write(RawPost post, Path folder) {
    List<String> texts = post.parts().stream().map(RawPart::text).toList();
    return "---\n" + WriteFrontMatter.of(post, folder) + "---\n" + PartsText.join(texts);
  }

  private static RawPost post(FrontMatter matter, List<String> texts) {
    ProblemList problems = new ProblemList();
    for (FrontMatter.Image image : matter.media()) {
      if (image.part() > texts.size()) {
        String message =
            "there is no part %d; the post has %d".formatted(image.part(), texts.size());
        problems.add(new Problem(image.place(), message));
      }
    }
    problems.throwIfAny();
    List<RawPart> parts = new ArrayList<>();
    for (String text : texts) {
      parts.add(new RawPart(text, matter.mediaOf(parts.size() + 1)));
    }
    return new RawPost("", matter.key(), parts, matter.to(), matter.at(), matter.zone());
  }

  private static String withLineFeeds(String file) {
    int end = file.indexOf('\n');
    return end > 0 && file.charAt(end - 1) == '\r' ? file.replace("\r\n", "\n") : file;
  }
}
