package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.compose.RawTerms;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.Terms;
import dev.belfry.schedule.ParseMoment;
import dev.belfry.schedule.ParseZone;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the terms mean that somebody wrote: the zone of an embargo's end is that of the accounts.
 */
final class ReadTerms {
  private final Workplace workplace;
  private final ParseMoment parse;

  ReadTerms(Workplace workplace) {
    this.workplace = workplace;
    this.parse = ParseMoment.alsoPast(workplace.clock());
  }

  /**
   * The terms.
   *
   * @param where what a problem is said of
   * @param zone the zone that was said, or null
   * @throws InvalidInput where it is no time, or the accounts disagree on which one it is
   */
  Terms of(RawTerms raw, String where, @Nullable String zone, List<Account> accounts) {
    String written = raw.notBefore();
    if (written == null) {
      return raw.skips().isEmpty() ? Terms.NONE : new Terms(null, raw.skips());
    }
    List<Instant> meant =
        zones(where, zone, accounts).stream()
            // Of a time that comes twice an embargo is over with the later one.
            .map(each -> parse.at(where, written, each, /* later= */ true).instant())
            .distinct()
            .toList();
    if (meant.size() > 1) {
      throw new InvalidInput(
          where,
          "the accounts are in different zones; say which is meant with a zone, or write an offset:"
              + " 2026-12-01T09:00+01:00");
    }
    return new Terms(meant.get(0), raw.skips());
  }

  private List<ZoneId> zones(String where, @Nullable String zone, List<Account> accounts) {
    if (zone != null) {
      return List.of(ParseZone.parse(where, zone));
    }
    return accounts.isEmpty()
        ? List.of(workplace.zone())
        : accounts.stream()
            .map(account -> account.settings().zoneOr(workplace.zone()))
            .distinct()
            .toList();
  }
}
