package dev.belfry.compose;

import com.twitter.twittertext.TwitterTextParser;
import dev.belfry.post.Network;
import java.util.List;

/**
 * X's rules: <a href="https://docs.x.com/fundamentals/counting-characters">weighted characters</a>,
 * counted by twitter-text 3.1.0. Latin and general punctuation weigh 1, the rest 2, an emoji 2
 * however it is composed, a link 23 however long it is.
 *
 * <p>Blank text weighs what its characters do, where twitter-text says 0; neither lets it pass. A
 * word in which twitter-text would lose itself ({@link Entities}) is weighed as if it held no link.
 *
 * @param limit the most that a post may weigh
 */
public record XRules(int limit) implements TextRules {

  /** An account that does not pay: 280. */
  public static final XRules STANDARD = new XRules(280);

  /**
   * A premium account: <a href="https://help.x.com/en/using-x/x-premium">25,000</a>, links and
   * emoji weighing the same.
   */
  public static final XRules PREMIUM = new XRules(25_000);

  /** What a link weighs. */
  private static final int LINK = 23;

  private static final Scale SCALE = new Weights();

  @Override
  public Network network() {
    return Network.X;
  }

  @Override
  public Measure measure(String text) {
    Measure measure = SCALE.measure(text, limit, "characters");
    return text.chars().noneMatch(XRules::isRefused)
        ? measure
        : new Measure(measure.length(), limit, measure.unit(), false, measure.fitsUpTo());
  }

  /** The byte order marks and the non-character that twitter-text calls invalid. */
  static boolean isRefused(int c) {
    return c == 0xFEFF || c == 0xFFFE || c == 0xFFFF;
  }

  private static final class Weights extends Scale {

    @Override
    int weigh(String word) {
      return isPlain(word) ? weighRoughly(word) : weighBehind(" ", word);
    }

    /** twitter-text takes an accented letter at the start of a text for no part of the link. */
    @Override
    int weighFirst(String word) {
      return isPlain(word) ? weighRoughly(word) : weighBehind("", word);
    }

    private int weighBehind(String spaces, String word) {
      int plainEnd = PlainLink.end(word, 0, word.length());
      if (plainEnd > 0) {
        return LINK + word.length() - plainEnd;
      }
      if (!Entities.isReadable(word, 0, word.length())) {
        return weighRoughly(word);
      }
      String known =
          NewerThanTwitterText.withKnownEmoji(NewerThanTwitterText.withKnownDomains(word));
      return TwitterTextParser.parseTweet(spaces + known).weightedLength - spaces.length();
    }

    /** Weighs a word as if it held no link and no composed emoji. */
    @Override
    int weighRoughly(String word) {
      return word.codePoints().map(c -> isLight(c) ? 1 : 2).sum();
    }

    @Override
    List<Entity> unbroken(String word) {
      return Entities.in(" " + word).stream().map(entity -> entity.shifted(-1)).toList();
    }

    private static boolean isPlain(String word) {
      return word.chars().allMatch(Weights::isPlain)
          && !Entities.mayHoldALink(word, 0, word.length());
    }

    /** Whether it weighs the same whatever stands beside it, unless that makes a link. */
    private static boolean isPlain(int c) {
      return (c < 0x300 && c != '\u00A9' && c != '\u00AE')
          || (c >= 0x2010 && c <= 0x201F)
          || isKanaOrHan(c);
    }

    private static boolean isKanaOrHan(int c) {
      return c == '\u3001'
          || c == '\u3002'
          || (c >= 0x3041 && c <= 0x3096)
          || (c >= 0x30A1 && c <= 0x30FC)
          || (c >= 0x4E00 && c <= 0x9FFF);
    }

    private static boolean isLight(int c) {
      return c < 0x1100
          || (c >= 0x2000 && c <= 0x200D)
          || (c >= 0x2010 && c <= 0x201F)
          || (c >= 0x2032 && c <= 0x2037);
    }
  }
}
