package dev.belfry.publish;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What came of taking a part back. It may always be asked for again. */
public sealed interface Retraction {

  /** The words for it in the history; the network's own where it gave any. */
  String words();

  /**
   * The word for it in the database and in JSON: {@code gone}, {@code not_now}, {@code refused}.
   */
  String word();

  /** When the network wants to be asked again; null where it did not say. */
  default @Nullable Instant until() {
    return null;
  }

  /** The network does not show it any more, or never did. */
  record Gone(String words) implements Retraction {
    @Override
    public String word() {
      return "gone";
    }
  }

  /**
   * It may still be there: the network could not be reached, or gave no clear answer.
   *
   * @param until when the network wants to be asked again; null where it did not say
   */
  record NotNow(String words, @Nullable Instant until) implements Retraction {
    @Override
    public String word() {
      return "not_now";
    }
  }

  /** The network does not take it back; it says why. */
  record Refused(String words) implements Retraction {
    @Override
    public String word() {
      return "refused";
    }
  }
}
