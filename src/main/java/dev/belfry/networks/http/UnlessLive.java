package dev.belfry.networks.http;

import dev.belfry.publish.Look;
import dev.belfry.publish.Outcome;
import java.util.Optional;

/**
 * What a look before a part is sent again keeps it from being sent; empty for nothing. Nothing was
 * sent yet.
 */
public final class UnlessLive implements Look.Cases<Optional<Outcome>> {

  @Override
  public Optional<Outcome> found(Look.Found found) {
    return Optional.of(found.posted());
  }

  @Override
  public Optional<Outcome> provedAbsent(Look.ProvedAbsent absent) {
    return Optional.empty();
  }

  @Override
  public Optional<Outcome> absent(Look.Absent absent) {
    return Optional.empty();
  }

  @Override
  public Optional<Outcome> later(Look.Later later) {
    return Optional.of(new Outcome.Deferred(later.at(), later.words()));
  }

  /** Whatever becomes of that, a look or a person must say before anything is sent beside it. */
  @Override
  public Optional<Outcome> unclear(Look.Unclear unclear) {
    return Optional.of(new Outcome.Unconfirmed(unclear.words()));
  }

  @Override
  public Optional<Outcome> unknown(Look.Unknown unknown) {
    return Optional.of(new Outcome.NotSent(unknown.words()));
  }

  @Override
  public Optional<Outcome> unanswered(Look.Unanswered unanswered) {
    return Optional.of(new Outcome.NotSent(unanswered.words()));
  }
}
