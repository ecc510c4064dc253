package dev.belfry.compose;

import dev.belfry.post.Part;

/**
 * What of a part X sets its price by.
 *
 * @param withLink whether X would make a link of anything in it
 * @param altTexts how many of its media have an alt text, each of which is a request of its own
 */
public record BilledPart(boolean withLink, int altTexts) {

  /** Of a part as X gets it. */
  public static BilledPart of(Part part) {
    return of(part.text(), (int) part.media().stream().filter(on -> !on.alt().isBlank()).count());
  }

  /** Of a text as X gets it. */
  public static BilledPart of(String text, int altTexts) {
    boolean withLink =
        Entities.in(text).stream().anyMatch(entity -> entity.kind() == Entity.Kind.LINK);
    return new BilledPart(withLink, altTexts);
  }
}
