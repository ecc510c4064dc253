package dev.belfry.compose;

import dev.belfry.post.InvalidInput;
import java.util.regex.Pattern;

/**
 * How the parts of a thread are numbered: {@code {i}/{n}}, {@code ({i}/{n})}, {@code 🧵 {i}/{n}}.
 * The number stands at the end of a part, after a space.
 *
 * @param template with {@code {i}} for the part's number, from 1, and {@code {n}}, if wanted, for
 *     how many there are; empty for no numbers
 */
public record Numbering(String template) {
  public static final Numbering NONE = new Numbering("");

  private static final Pattern OTHER_BRACES = Pattern.compile("[{}]");
  private static final int LONGEST = 50;

  /**
   * Checks the template.
   *
   * @throws InvalidInput where it is not one
   */
  public Numbering {
    String rest = template.replace("{i}", "").replace("{n}", "");
    boolean usable =
        template.contains("{i}")
            && template.length() <= LONGEST
            && template.equals(template.strip())
            && !OTHER_BRACES.matcher(rest).find();
    if (!usable && !template.isEmpty()) {
      throw new InvalidInput(
          "--number", "write {i} for the part's number and {n} for how many there are: {i}/{n}");
    }
  }

  /** What goes behind a part: the space and the number, or nothing. */
  String behind(int part, String of) {
    return template.isEmpty()
        ? ""
        : " " + template.replace("{i}", Integer.toString(part)).replace("{n}", of);
  }

  boolean isNone() {
    return template.isEmpty();
  }
}
