package dev.belfry.publish;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came of making a part ready to leave. */
public sealed interface Preparation {
  /** What the network told, by the placeholders that stand for it in the request. */
  Map<String, String> found();

  /** What came of the attempt before it could be made; null where it can be made. */
  @Nullable Outcome failure();

  /** Everything that it lacked is known. */
  record Ready(Map<String, String> found) implements Preparation {
    public Ready {
      found = Map.copyOf(found);
    }

    @Override
    public @Nullable Outcome failure() {
      return null;
    }
  }

  /**
   * It can't leave now.
   *
   * @param outcome the attempt's: the part itself was never sent, so it is in no doubt
   * @param found what the network told all the same; it is kept for the next try
   */
  record Failed(Outcome outcome, Map<String, String> found) implements Preparation {

    /** An image that may or may not be on the network is nothing that anybody sees. */
    public Failed {
      if (outcome instanceof Outcome.Posted) {
        throw new IllegalArgumentException("what is posted did not fail");
      } else if (outcome instanceof Outcome.Unconfirmed doubt) {
        outcome = new Outcome.NotSent(doubt.words());
      }
      found = Map.copyOf(found);
    }

    /** Where the network told nothing. */
    public Failed(Outcome outcome) {
      this(outcome, Map.of());
    }

    @Override
    public Outcome failure() {
      return outcome;
    }
  }
}
