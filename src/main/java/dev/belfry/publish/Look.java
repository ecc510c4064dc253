package dev.belfry.publish;

import java.time.Instant;

/** What a look at the network says about an attempt whose outcome is not known. */
public sealed interface Look {

  /** Does what is right for what was seen. */
  <T> T fold(Cases<T> cases);

  /** What to do for each thing that can be seen. */
  interface Cases<T> {
    T found(Found found);

    T provedAbsent(ProvedAbsent absent);

    T absent(Absent absent);

    T later(Later later);

    T unclear(Unclear unclear);

    T unknown(Unknown unknown);

    T unanswered(Unanswered unanswered);
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

  /**
   * It was not seen, and no key on the network's side would refuse a request that is still on its
   * way. After a second such look a person decides, or the account's setting does.
   */
  record Absent(String words) implements Look {
    @Override
    public <T> T fold(Cases<T> cases) {
      return cases.absent(this);
    }
  }

  /**
   * It is too early to tell.
   *
   * @param at when a look will tell more
   */
  record Later(Instant at, String words) implements Look {
    @Override
    public <T> T fold(Cases<T> cases) {
      return cases.later(this);
    }
  }

  /**
   * What is live may be it, or is it and not as it was meant: in another place, or as it was before
   * it was edited. It is looked again later, for somebody may take that away; in the end a person
   * decides. Until then nothing is sent beside it.
   */
  record Unclear(String words) implements Look {
    @Override
    public <T> T fold(Cases<T> cases) {
      return cases.unclear(this);
    }
  }

  /** An answer told nothing: it is looked again later, and in the end a person decides. */
  record Unknown(String words) implements Look {
    @Override
    public <T> T fold(Cases<T> cases) {
      return cases.unknown(this);
    }
  }

  /**
   * The network was not reached, or did not answer, or not to who is logged in here, which says
   * nothing of the part: it is asked for as long as it takes. A machine may be without a network
   * for days, and an account without a log-in.
   */
  record Unanswered(String words) implements Look {
    @Override
    public <T> T fold(Cases<T> cases) {
      return cases.unanswered(this);
    }
  }
}
