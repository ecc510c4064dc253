package dev.belfry.compose;

import dev.belfry.post.Problem;
import java.util.Locale;
import java.util.Optional;

/** Says to a person why a network would not take a text, and what to do. */
public final class WhyUnfit {

  private WhyUnfit() {}

  /**
   * The problem with a text, nowhere in particular; the caller says where it stands.
   *
   * @return nothing if the text fits
   */
  public static Optional<Problem> explain(String text, TextRules rules) {
    Measure measure = rules.measure(text);
    if (measure.fits()) {
      return Optional.empty();
    }
    return Optional.of(new Problem("", message(text, rules, measure)));
  }

  private static String message(String text, TextRules rules, Measure measure) {
    if (Words.areNone(text)) {
      return "the text is empty";
    }
    return measure.excess() > 0 ? tooLong(text, rules, measure) : refused(text, rules);
  }

  private static String tooLong(String text, TextRules rules, Measure measure) {
    return String.format(
        Locale.ROOT,
        "too long for %s by %,d %s (%,d of %,d); the limit falls here: \"%s | %s\";"
            + " shorten it, or let --split make a thread of it",
        rules.network().title(),
        measure.excess(),
        measure.unit(),
        measure.length(),
        measure.limit(),
        Excerpt.endOf(text.substring(0, measure.fitsUpTo())),
        Excerpt.startOf(text.substring(measure.fitsUpTo())));
  }

  private static String refused(String text, TextRules rules) {
    int c = text.chars().filter(XRules::isRefused).findFirst().orElse(0xFFFD);
    return String.format(
        Locale.ROOT,
        "%s takes no text with the invisible character U+%04X in it; take it out",
        rules.network().title(),
        c);
  }
}
