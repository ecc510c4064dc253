package dev.belfry.publish;

import dev.belfry.post.EventType;
import dev.belfry.publish.Next.Looking;
import dev.belfry.publish.OpenAttempt.Doubt;
import dev.belfry.publish.Outcome.Unconfirmed;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a look at the network means for a delivery that is in doubt. Nothing is sent again
 * unless a key on the network's side, a person, or the account's own setting allows it.
 */
final class SettleLook {
  /** A request may arrive after the first look, so one that sees nothing is not enough. */
  private static final int ABSENCES_NEEDED = 2;

  /** So many tries of one part may be left open by nodes that died of something else. */
  private static final int DEATHS_BY_CHANCE = 10;

  private final Backoff spacing;
  private final RandomGenerator random;

  SettleLook(Backoff spacing, RandomGenerator random) {
    this.spacing = spacing;
    this.random = random;
  }

  /** When the first look is made. */
  Looking first(Instant now) {
    return new Looking(now.plus(spacing.after(1, random)), 0, 0);
  }

  Settlement settle(OpenAttempt attempt, Look look, Instant now) {
    return look.fold(new AfterLooking(attempt, now));
  }

  private final class AfterLooking implements Look.Cases<Settlement> {
    private final OpenAttempt attempt;
    private final Doubt doubt;
    private final Instant now;

    AfterLooking(OpenAttempt attempt, Instant now) {
      this.attempt = attempt;
      this.doubt = attempt.doubt();
      this.now = now;
    }

    @Override
    public Settlement found(Look.Found found) {
      return SettleDoubt.isLive(attempt, found.posted());
    }

    @Override
    public Settlement provedAbsent(Look.ProvedAbsent absent) {
      return sentAgain("it is proved not to be live");
    }

    @Override
    public Settlement absent(Look.Absent absent) {
      int absences = doubt.absences() + 1;
      if (absences < ABSENCES_NEEDED) {
        return inDoubt(absent.words(), again(null, absences));
      }
      return doubt.resendWhenAbsent()
          ? sentAgain(absent.words() + "; the account is set to send again then")
          : inDoubt(absent.words(), new Looking(null, doubt.looks() + 1, absences));
    }

    @Override
    public Settlement later(Look.Later later) {
      return inDoubt(later.words(), again(later.at(), doubt.absences()));
    }

    @Override
    public Settlement unclear(Look.Unclear unclear) {
      return inDoubt(unclear.words(), again(null, doubt.absences()));
    }

    @Override
    public Settlement unknown(Look.Unknown unknown) {
      return inDoubt(unknown.words(), again(null, doubt.absences()));
    }

    /** It uses no more than half of the looks up, so that some are left for answers. */
    @Override
    public Settlement unanswered(Look.Unanswered unanswered) {
      int looks = Math.max(doubt.looks(), Math.min(doubt.looks() + 1, spacing.most() / 2));
      Instant at = now.plus(spacing.after(Math.max(looks, 1), random));
      return inDoubt(unanswered.words(), new Looking(at, looks, doubt.absences()));
    }

    /**
     * Later where the network lost one try more, at once otherwise: that a node died with the part
     * in hand says nothing of the network, and the account keeps its order. Only a part with which
     * many did may be what they die of, and must not keep all else from going out for ever.
     */
    private Settlement sentAgain(String words) {
      int before = attempt.number() - 1;
      int losses = doubt.isTold() ? before : before - DEATHS_BY_CHANCE;
      return losses <= 0
          ? SettleDoubt.isNotLive(attempt, words)
          : SettleDoubt.isNotLive(attempt, words, now.plus(Backoff.RESENDS.after(losses, random)));
    }

    /**
     * @param at null: after the usual wait
     */
    private Looking again(@Nullable Instant at, int absences) {
      int looks = doubt.looks() + 1;
      if (!spacing.allowsAfter(looks)) {
        return new Looking(null, looks, absences);
      }
      return new Looking(at == null ? now.plus(spacing.after(looks, random)) : at, looks, absences);
    }

    /** The history hears of the doubt when it begins, and when it is left to a person. */
    private Settlement inDoubt(String words, Looking looking) {
      String reason = looking.at() == null ? words + "; belfry resolve settles it" : words;
      boolean isNews = !doubt.isTold() || looking.at() == null;
      return new Settlement(
          attempt.delivery(),
          attempt.position(),
          attempt.number(),
          attempt.token(),
          new Unconfirmed(reason),
          isNews ? EventType.UNCONFIRMED : null,
          Next.inDoubt(attempt.failures(), reason, looking));
    }
  }
}
