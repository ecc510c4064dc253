package dev.belfry.post;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What is checked of a post before it is queued, each by the name that turns it off. */
public enum CheckName {
  /** The account gets the same text, or got it, within some days. */
  SAME_TEXT("same-text"),
  /** A link leads nowhere. */
  LINKS("links"),
  /** An image or a video has no alt text. */
  ALT_TEXT("alt-text"),
  /** A mention means nobody. */
  MENTION("mention"),
  /** All of a text is in capitals. */
  ALL_CAPS("all-caps"),
  /** Something that was to be filled in was left in. */
  PLACEHOLDER("placeholder"),
  /** It would go out before its embargo is over. */
  EMBARGO("embargo");

  private static final List<String> NAMES = Arrays.stream(values()).map(CheckName::word).toList();

  private final String word;

  CheckName(String word) {
    this.word = word;
  }

  /** As it is written. */
  public String word() {
    return word;
  }

  /** The check of that name. */
  public static Optional<CheckName> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
  }

  /** All names. */
  public static String words() {
    return String.join(", ", NAMES);
  }

  /** The end of a sentence about a name that is none: what was meant, or what there is. */
  public static String hint(String written) {
    String hint = ClosestName.hint(written, NAMES);
    return hint.isEmpty() ? "; there are " + words() : hint;
  }

  /** The end of a sentence about what the check has found. */
  public String unlessMeant() {
    return ", or say --skip-check " + word + " if it is meant";
  }
}
