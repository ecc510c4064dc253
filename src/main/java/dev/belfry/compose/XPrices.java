package dev.belfry.compose;

import dev.belfry.post.Dollars;
import java.time.LocalDate;
import java.util.Collection;

/**
 * What X charges for what Belfry does there, pay per use. What it charges for reading, when Belfry
 * looks for a part in doubt, is not told in advance and not counted.
 *
 * @param date when the list was read at its source
 * @param source where, for people
 * @param post a post without a link
 * @param postWithLink a post with one or more
 * @param altText an alt text
 * @param delete a post that is deleted
 */
public record XPrices(
    LocalDate date,
    String source,
    Dollars post,
    Dollars postWithLink,
    Dollars altText,
    Dollars delete) {

  /** The list that comes with Belfry. */
  public static XPrices builtIn() {
    return BuiltIn.PRICES;
  }

  /** What the parts cost together. */
  public Dollars of(Collection<BilledPart> parts) {
    return parts.stream().map(this::of).reduce(Dollars.ZERO, Dollars::plus);
  }

  /** What a part costs. */
  public Dollars of(BilledPart part) {
    return (part.withLink() ? postWithLink : post).plus(altText.times(part.altTexts()));
  }

  /** Apart, so that who has a list of their own does not read this one. */
  private static final class BuiltIn {
    static final XPrices PRICES = ReadXPrices.builtIn();
  }
}
