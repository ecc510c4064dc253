package dev.belfry.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** Months begin at midnight where the account is at home. */
final class BillingMonthTest {

  @Test
  void a_month_is_that_of_its_zone() {
    Instant newYearsEve = Instant.parse("2026-12-31T12:00:00Z");

    BillingMonth auckland = BillingMonth.at(newYearsEve, ZoneId.of("Pacific/Auckland"));
    BillingMonth paris = BillingMonth.at(newYearsEve, ZoneId.of("Europe/Paris"));

    assertThat(auckland.month()).hasToString("2027-01");
    assertThat(auckland.from()).isEqualTo("2026-12-31T11:00:00Z");
    assertThat(auckland.below()).isEqualTo("2027-01-31T11:00:00Z");
    assertThat(paris.month()).hasToString("2026-12");
    assertThat(paris.below()).isEqualTo("2026-12-31T23:00:00Z");
  }
}
