package dev.belfry.audit;

import dev.belfry.publish.Outcome;
import dev.belfry.publish.Outcome.Absent;
import dev.belfry.publish.Outcome.AccountRefused;
import dev.belfry.publish.Outcome.Deferred;
import dev.belfry.publish.Outcome.NotSent;
import dev.belfry.publish.Outcome.Posted;
import dev.belfry.publish.Outcome.Refused;
import dev.belfry.publish.Outcome.Unconfirmed;
import org.jspecify.annotations.Nullable;

/** An outcome as the columns of {@code attempts}. */
record OutcomeColumns(
    String word,
    @Nullable String remoteId,
    @Nullable String cid,
    @Nullable String url,
    @Nullable String detail) {

  static OutcomeColumns of(Outcome outcome) {
    return outcome.fold(ToColumns.INSTANCE);
  }

  private static OutcomeColumns notPosted(String word, Outcome outcome) {
    return new OutcomeColumns(word, null, null, null, outcome.words());
  }

  private enum ToColumns implements Outcome.Cases<OutcomeColumns> {
    INSTANCE;

    @Override
    public OutcomeColumns posted(Posted posted) {
      return new OutcomeColumns(
          "posted", posted.remoteId(), posted.cid(), posted.url(), /* detail= */ null);
    }

    @Override
    public OutcomeColumns deferred(Deferred deferred) {
      return notPosted("deferred", deferred);
    }

    @Override
    public OutcomeColumns notSent(NotSent notSent) {
      return notPosted("not_sent", notSent);
    }

    @Override
    public OutcomeColumns absent(Absent absent) {
      return notPosted("absent", absent);
    }

    @Override
    public OutcomeColumns refused(Refused refused) {
      return notPosted("refused", refused);
    }

    @Override
    public OutcomeColumns accountRefused(AccountRefused refused) {
      return notPosted("account_refused", refused);
    }

    @Override
    public OutcomeColumns unconfirmed(Unconfirmed unconfirmed) {
      return notPosted("unconfirmed", unconfirmed);
    }
  }
}
