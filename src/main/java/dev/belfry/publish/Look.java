package dev.belfry.publish;

/** What a look at the network says about an attempt whose outcome is not known. */
public sealed interface Look {

  /** Does what is right for what was seen. */
  <T> T fold(Cases<T> cases);

  /** What to do for each thing that can be seen. */
  interface Cases<T> {
    T found(Found found);

    T provedAbsent(ProvedAbsent absent);

    T unknown(Unknown unknown);
  }

  /** It is live. */
  record Found(Outcome.Posted posted) implements Look {
    @Override
    public <T> T fold(Cases<T> cases) {
      return cases.found(this);
    }
  }

  /**
   * It is proved not to be live, and a request that is still on its way would be refused by a key
   * on the network's side: it may be sent again.
   */
  record ProvedAbsent() implements Look {
    @Override
    public <T> T fold(Cases<T> cases) {
      return cases.provedAbsent(this);
    }
  }

  /** There is no telling: a person decides. */
  record Unknown(String words) implements Look {
    @Override
    public <T> T fold(Cases<T> cases) {
      return cases.unknown(this);
    }
  }
}
