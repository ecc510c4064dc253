package dev.belfry.compose;

/**
 * A stretch of a text that a network makes a link of.
 *
 * @param start the UTF-16 index of its first character, which is {@code @}, {@code #} or {@code $}
 *     in all but links
 * @param end the UTF-16 index behind its last character
 */
public record Entity(Kind kind, int start, int end) {

  /** What a reader who clicks on it would get. */
  public enum Kind {
    /** A web address, with or without {@code https://}. */
    LINK,
    /** {@code @name}, or {@code @name/list}. */
    MENTION,
    HASHTAG,
    CASHTAG
  }

  /** How it is written in the text that it was found in. */
  public String in(String text) {
    return text.substring(start, end);
  }

  Entity shifted(int by) {
    return new Entity(kind, start + by, end + by);
  }
}
