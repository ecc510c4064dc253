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
 *
 * --- bluesky
 *
 * The second part, as Bluesky gets it.
 * </pre>
 *
 * <p>The front matter may be left out; {@link FrontMatter} tells what may stand in it. Parts are
 * separated by a line of exactly {@code ---}; within a part a line {@code --- bluesky} begins what
 * that network gets instead of the text above. One blank line on either side of such a line is
 * layout, and so is the line end at the end of the file; all else is text, byte for byte. A line of
 * text that itself looks like one of them, with or without backslashes before it, is written with
 * one backslash more: {@code \---}.
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
    ProblemList problems = new ProblemList();
    if (!separator.lookingAt()) {
      return post(FrontMatter.EMPTY, PartsText.split(file, false, 1, problems), problems);
    }
    if (!separator.find()) {
      throw new InvalidInput(
          "line 1, column 1",
          "the front matter that begins here never ends; close it with a line ---");
    }
    String yaml = file.substring(0, separator.start());
    String body = file.substring(Math.min(file.length(), separator.end() + 1));
    int firstLine = (int) yaml.chars().filter(c -> c == '\n').count() + 2;
    FrontMatter matter =
        problems.gather(() -> ReadFrontMatter.read(yaml, folder)).orElse(FrontMatter.EMPTY);
    return post(matter, PartsText.split(body, true, firstLine, problems), problems);
  }

  /**
   * Writes a post file.
   *
   * @param folder where the file will be: images in it or below are written relative to it
   */
  public static String write(RawPost post, Path folder) {
    return "---\n" + WriteFrontMatter.of(post, folder) + "---\n" + PartsText.join(post.parts());
  }

  private static RawPost post(FrontMatter matter, List<RawPart> said, ProblemList problems) {
    for (FrontMatter.Image image : matter.media()) {
      if (image.part() > said.size()) {
        String message =
            "there is no part %d; the post has %d".formatted(image.part(), said.size());
        problems.add(new Problem(image.place(), message));
      }
    }
    problems.throwIfAny();
    List<RawPart> parts = new ArrayList<>();
    for (RawPart part : said) {
      parts.add(new RawPart(part.text(), part.wording(), matter.mediaOf(parts.size() + 1)));
    }
    return new RawPost("", matter.key(), parts, matter.to(), matter.at(), matter.zone())
        .appearing(matter.presentation())
        .on(matter.terms());
  }

  private static String withLineFeeds(String file) {
    int end = file.indexOf('\n');
    return end > 0 && file.charAt(end - 1) == '\r' ? file.replace("\r\n", "\n") : file;
  }
}
