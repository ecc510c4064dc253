package dev.belfry.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Money is exact, and is written the same in every locale. */
final class DollarsTest {

  @ParameterizedTest
  @CsvSource({
    "25, $25.00",
    "$25.5, $25.50",
    "0.015, $0.015",
    "0.20, $0.20",
    "0, $0.00",
    "1234.000001, $1234.000001"
  })
  void amounts_have_two_decimals_or_as_many_as_it_takes(String written, String printed) {
    assertThat(Dollars.of(written).orElseThrow()).hasToString(printed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1,50", "1e3", "25 USD", "0.0000001", "٢٥", "9999999999"})
  void what_is_no_amount_is_none(String written) {
    assertThat(Dollars.of(written)).isEmpty();
  }

  @Test
  void sums_are_exact() {
    assertThat(new Dollars(15_000).times(3).plus(new Dollars(200_000))).hasToString("$0.245");
    assertThatThrownBy(() -> new Dollars(-1)).isInstanceOf(IllegalArgumentException.class);
  }
}
