package dev.belfry.compose.checks;

import dev.belfry.compose.Entities;
import dev.belfry.compose.Entity;
import java.util.List;

/**
 * Whether somebody forgot to let go of the shift key: a text of several words all of whose letters
 * are capitals. A few words are a headline, and some short ones in a row are acronyms; scripts
 * without case have nothing to shout with. Links, mentions and tags are left out of it.
 */
final class AllCapitals {
  private static final int FEWEST_LETTERS = 20;
  private static final int FEWEST_WORDS = 4;

  /** An acronym is rarely as long. */
  private static final int LONG_WORD = 5;

  private int capitals;
  private int caseless;
  private int words;
  private int longWords;

  private AllCapitals() {}

  static boolean are(String text) {
    if (hasPlainSmallWord(text)) {
      return false;
    }
    List<Entity> entities = Entities.in(text);
    return !isAnySmall(text, entities) && new AllCapitals().look(text, entities);
  }

  /** Nearly every text has one right at its beginning, and need not be searched for links. */
  private static boolean hasPlainSmallWord(String text) {
    boolean isPlain = true;
    boolean isSmall = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c)) {
        if (isPlain && isSmall) {
          return true;
        }
        isPlain = true;
        isSmall = false;
      } else {
        isPlain &= !mayBeginAnEntity(c);
        isSmall |= Character.isLowerCase(c);
      }
    }
    return isPlain && isSmall;
  }

  private static boolean mayBeginAnEntity(char c) {
    return switch (c) {
      case '.', '@', '#', '$', '\uFF20', '\uFF03' -> true;
      default -> false;
    };
  }

  private static boolean isAnySmall(String text, List<Entity> but) {
    int at = 0;
    for (Entity entity : but) {
      if (text.substring(at, entity.start()).codePoints().anyMatch(Character::isLowerCase)) {
        return true;
      }
      at = entity.end();
    }
    return text.substring(at).codePoints().anyMatch(Character::isLowerCase);
  }

  private boolean look(String text, List<Entity> but) {
    int at = 0;
    for (Entity entity : but) {
      count(text.substring(at, entity.start()));
      at = entity.end();
    }
    count(text.substring(at));
    return capitals >= FEWEST_LETTERS
        && caseless < capitals
        && words >= FEWEST_WORDS
        && longWords > 0;
  }

  private void count(String text) {
    int length = 0;
    for (int i = 0; i <= text.length(); ) {
      int c = i < text.length() ? text.codePointAt(i) : ' ';
      if (Character.isUpperCase(c)) {
        capitals++;
        length++;
      } else if (Character.isLetter(c)) {
        caseless++;
      } else if (!isInsideWord(c)) {
        words += length > 1 ? 1 : 0;
        longWords += length >= LONG_WORD ? 1 : 0;
        length = 0;
      }
      i += Character.charCount(c);
    }
  }

  private static boolean isInsideWord(int c) {
    return c == '\'' || c == '’' || Character.getType(c) == Character.NON_SPACING_MARK;
  }
}
