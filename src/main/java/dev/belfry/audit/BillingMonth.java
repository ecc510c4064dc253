package dev.belfry.audit;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;

/**
 * A calendar month of an account.
 *
 * @param zone in which it begins and ends
 */
public record BillingMonth(YearMonth month, ZoneId zone) {

  /** The month in which the instant is. */
  public static BillingMonth at(Instant instant, ZoneId zone) {
    return new BillingMonth(YearMonth.from(instant.atZone(zone)), zone);
  }

  /** When it begins. */
  public Instant from() {
    return month.atDay(1).atStartOfDay(zone).toInstant();
  }

  /** When the next one begins. */
  public Instant below() {
    return month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant();
  }
}
