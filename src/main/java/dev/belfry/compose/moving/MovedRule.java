package dev.belfry.compose.moving;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule by which a post repeats.
 *
 * @param rule its number, which its times name
 * @param post the post's
 * @param since its first time is later
 * @param times how many there are in all; null: no bound
 * @param until no time is later; null: no bound
 * @param ended since when it makes no more; null: it does still
 */
public record MovedRule(
    long rule,
    long post,
    String cron,
    String zone,
    Instant since,
    @Nullable Integer times,
    @Nullable Instant until,
    String by,
    @Nullable Instant ended,
    List<Requests> accounts)
    implements HouseLine {

  /** What an account gets each time: each part's request, in order. */
  public record Requests(String account, int rules, List<String> requests) {
    public Requests {
      Absent.refuse("account", account);
      requests = Absent.toEmpty(requests);
      InRange.checkRequests(requests, rules);
    }
  }

  public MovedRule {
    Absent.refuse("cron", cron);
    Absent.refuse("zone", zone);
    Absent.refuse("since", since);
    Absent.refuse("by", by);
    accounts = Absent.toEmpty(accounts);
    if (times != null && times < 1) {
      throw new IllegalArgumentException("\"times\" is 1 or more");
    }
  }

  @Override
  public void giveTo(TakeEach taker) {
    taker.take(this);
  }
}
