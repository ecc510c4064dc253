package dev.belfry.compose;

import java.util.Locale;
import java.util.Optional;

/** Finds characters that no text may have: they are an accident wherever they turn up. */
final class CheckCharacters {
  private CheckCharacters() {}

  /**
   * The first character that can't be sent, in a sentence: half of a surrogate pair (it has no
   * UTF-8), NUL (which Postgres can't store) or another control character. Tab, line feed and
   * carriage return are text.
   *
   * @param what what is looked at: {@code the text}
   */
  static Optional<String> refusal(String what, String text) {
    int character = 0;
    for (int i = 0; i < text.length(); character++) {
      int codePoint = text.codePointAt(i);
      Optional<String> name = forbidden(codePoint);
      if (name.isPresent()) {
        return Optional.of(
            "%s has %s as its character %d; take it out"
                .formatted(what, name.get(), character + 1));
      }
      i += Character.charCount(codePoint);
    }
    return Optional.empty();
  }

  private static Optional<String> forbidden(int codePoint) {
    if (codePoint == 0) {
      return Optional.of("a NUL (U+0000)");
    }
    if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
      return Optional.of("half of a character (%s alone)".formatted(unicode(codePoint)));
    }
    boolean control = Character.getType(codePoint) == Character.CONTROL;
    return control && codePoint != '\t' && codePoint != '\n' && codePoint != '\r'
        ? Optional.of("a control character (%s)".formatted(unicode(codePoint)))
        : Optional.empty();
  }

  private static String unicode(int codePoint) {
    return String.format(Locale.ROOT, "U+%04X", codePoint);
  }
}
