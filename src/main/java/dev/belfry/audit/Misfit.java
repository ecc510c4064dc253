package dev.belfry.audit;

/**
 * The first thing in the history that is not as it was sealed.
 *
 * @param row the number of the first row that does not fit; where that can't be told, of the first
 *     that may not
 * @param seal the number of the seal that tells
 * @param says what is wrong, as a clause
 */
public record Misfit(Kind kind, long row, long seal, String says) {
  /** What was done to it. */
  public enum Kind {
    CHANGED,
    MISSING,
    INSERTED,
    REORDERED,
    SEAL_REWRITTEN,
    SEAL_MISSING,
    /** The seals fit, but they are not those that an anchor was noted of. */
    ALL_REWRITTEN,
    /** The newest seal that an anchor was noted of is not there. */
    TAIL_CUT,
    /** A table is not as Belfry made it, so that none of its rows can be read. */
    TABLE_ALTERED
  }

  static Misfit changed(long row, long seal) {
    return new Misfit(Kind.CHANGED, row, seal, "row %d was changed".formatted(row));
  }

  /**
   * @param seal the number of the seal that is to cover it
   */
  static Misfit unlike(long row, long seal) {
    return new Misfit(
        Kind.CHANGED,
        row,
        seal,
        "row %d, which no seal covers yet, is none that Belfry wrote".formatted(row));
  }

  static Misfit reordered(long row, long seal, long origin) {
    return new Misfit(
        Kind.REORDERED,
        row,
        seal,
        "row %d holds what row %d was sealed with: rows were re-ordered".formatted(row, origin));
  }

  static Misfit missing(long row, long seal) {
    return new Misfit(Kind.MISSING, row, seal, "row %d is missing".formatted(row));
  }

  static Misfit inserted(long row, long seal) {
    return new Misfit(
        Kind.INSERTED,
        row,
        seal,
        "row %d was inserted after all rows around it were sealed".formatted(row));
  }

  static Misfit sealMissing(Seal before, long row) {
    long number = before.number() + 1;
    return new Misfit(
        Kind.SEAL_MISSING,
        row,
        number,
        "seal %d is missing, which covered row %d and others".formatted(number, row));
  }

  static Misfit sealRewritten(long seal, long first, long last) {
    return new Misfit(
        Kind.SEAL_REWRITTEN,
        first,
        seal,
        ("seal %d, over the rows %d to %d, does not follow from them and the seal before it:"
                + " one of the two seals was rewritten")
            .formatted(seal, first, last));
  }

  static Misfit sealUnreadable(long seal, long first) {
    return new Misfit(
        Kind.SEAL_REWRITTEN,
        first,
        seal,
        "seal %d, which covered row %d and others, can't be read: it was rewritten"
            .formatted(seal, first));
  }

  static Misfit allRewritten(long seal, long first, long last) {
    return new Misfit(
        Kind.ALL_REWRITTEN,
        first,
        seal,
        ("seal %d is not the one that the anchor was noted of: something among the rows %d to %d"
                + " was changed, and every seal since made anew")
            .formatted(seal, first, last));
  }

  /**
   * @param says what was done to it, as a clause
   */
  static Misfit tableAltered(String says) {
    return new Misfit(Kind.TABLE_ALTERED, /* row= */ 1, /* seal= */ 1, says);
  }

  static Misfit tailCut(Anchor anchor, Seal newest) {
    long row = Math.max(newest.below(), 1);
    return new Misfit(
        Kind.TAIL_CUT,
        row,
        anchor.seal(),
        ("seal %d, which the anchor was noted of, is not there and the newest is %d: rows from %d"
                + " on were cut off")
            .formatted(anchor.seal(), newest.number(), row));
  }
}
