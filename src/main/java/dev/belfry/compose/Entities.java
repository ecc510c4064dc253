package dev.belfry.compose;

import com.twitter.twittertext.Extractor;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the links, mentions, hashtags and cashtags that X would make of a text: twitter-text's
 * rules, with the top-level domains that are younger than the library. Indices are UTF-16 offsets,
 * as twitter-text's own are in Java. Thread-safe.
 *
 * <p>The time is linear in the text: a word in which twitter-text would lose itself (see {@link
 * #isReadable}) holds no entities.
 */
public final class Entities {

  /** X takes no link of more than 4,096 characters; this leaves room for text that touches one. */
  private static final int LONGEST_WORD = 16_384;

  /** The product of a name's length and its joints; a DNS name has at most 253 times 126. */
  private static final int MOST_TRIES = 50_000;

  private Entities() {}

  /** In order of where they stand; none overlaps another. */
  public static List<Entity> in(String text) {
    List<Entity> found = new ArrayList<>();
    int end;
    for (int start = 0; start < text.length(); start = end) {
      end = Words.end(text, start);
      int plainEnd = PlainLink.end(text, start, end);
      if (plainEnd > 0) {
        found.add(new Entity(Entity.Kind.LINK, start, plainEnd));
      } else if (mayHoldSome(text, start, end) && isReadable(text, start, end)) {
        // With the white space before it: at the start of a text the library reads on otherwise.
        int from = Math.max(0, start - 1);
        for (Extractor.Entity entity : Twitter.entities(text.substring(from, end))) {
          Entity.Kind kind = kind(entity.getType());
          found.add(new Entity(kind, from + entity.getStart(), from + entity.getEnd()));
        }
      }
    }
    return found;
  }

  private static boolean mayHoldSome(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      switch (text.charAt(i)) {
        case '@', '#', '$', '\uFF20', '\uFF03' -> {
          return true;
        }
        default -> {}
      }
    }
    return mayHoldALink(text, start, end);
  }

  /** A link has a top-level domain right behind a full stop; a sentence's end has not. */
  static boolean mayHoldALink(String text, int start, int end) {
    for (int dot = text.indexOf('.', start); 0 <= dot && dot < end - 1; ) {
      char next = text.charAt(dot + 1);
      if (Character.isLetterOrDigit(next) || Character.isSurrogate(next)) {
        return true;
      }
      dot = text.indexOf('.', dot + 1);
    }
    return false;
  }

  /**
   * Whether twitter-text gets through the word in reasonable time. Its pattern for host names tries
   * again at every joint and every accented letter: 4,096 characters of {@code a.a.a.} take it 11
   * seconds.
   */
  static boolean isReadable(String text, int start, int end) {
    int nameStart = start;
    int joints = 0;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c == '.' || c == '-' || c == '_' || isAccented(c)) {
        joints++;
      } else if (c >= 0x80 || !Character.isLetterOrDigit(c)) {
        nameStart = i + 1;
        joints = 0;
      }
      if ((long) joints * (i - nameStart) > MOST_TRIES) {
        return false;
      }
    }
    return end - start <= LONGEST_WORD;
  }

  /** The letters outside ASCII that twitter-text takes for part of a host name. */
  private static boolean isAccented(char c) {
    return (c >= 0xC0 && c <= 0x2BB) || (c >= 0x300 && c <= 0x36F) || (c >= 0x1E00 && c <= 0x1EFF);
  }

  private static Entity.Kind kind(Extractor.Entity.Type type) {
    return switch (type) {
      case URL -> Entity.Kind.LINK;
      case MENTION -> Entity.Kind.MENTION;
      case HASHTAG -> Entity.Kind.HASHTAG;
      case CASHTAG -> Entity.Kind.CASHTAG;
    };
  }

  /** Apart, so that text without entities does not pay for the library's patterns. */
  private static final class Twitter {
    private static final Extractor EXTRACTOR = new Extractor();

    static List<Extractor.Entity> entities(String word) {
      return EXTRACTOR.extractEntitiesWithIndices(NewerThanTwitterText.withKnownDomains(word));
    }
  }
}
