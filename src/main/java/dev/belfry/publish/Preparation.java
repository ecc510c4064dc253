package dev.belfry.publish;

import java.util.Map;

/** What came of making a part ready to leave. */
public sealed interface Preparation {

  /** Does what is right for what came of it. */
  <T> T fold(Cases<T> cases);

  /** What to do for each thing that can come of it. */
  interface Cases<T> {
    T ready(Ready ready);

    T failed(Failed failed);
  }

  /**
   * Everything that it lacked is known.
   *
   * @param found what stands in the request for each placeholder
   */
  record Ready(Map<String, String> found) implements Preparation {
    public Ready {
      found = Map.copyOf(found);
    }

    @Override
    public <T> T fold(Cases<T> cases) {
      return cases.ready(this);
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
    public <T> T fold(Cases<T> cases) {
      return cases.failed(this);
    }
  }
}
