package dev.belfry.post;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of US dollars, exact to a millionth.
 *
 * @param micros millionths of a dollar, not negative
 */
public record Dollars(long micros) implements Comparable<Dollars> {
  public static final Dollars ZERO = new Dollars(0);

  private static final Pattern WRITTEN = Pattern.compile("\\$?([0-9]{1,9}(?:\\.[0-9]{1,6})?)");
  private static final int DECIMALS = 6;

  public Dollars {
    if (micros < 0) {
      throw new IllegalArgumentException("less than nothing: " + micros);
    }
  }

  /** The amount that a person wrote: {@code 25}, {@code 0.015} or {@code $25.50}; empty: none. */
  public static Optional<Dollars> of(String written) {
    Matcher matcher = WRITTEN.matcher(written);
    return matcher.matches()
        ? Optional.of(
            new Dollars(new BigDecimal(matcher.group(1)).movePointRight(DECIMALS).longValueExact()))
        : Optional.empty();
  }

  public Dollars plus(Dollars other) {
    return new Dollars(Math.addExact(micros, other.micros));
  }

  public Dollars times(long count) {
    return new Dollars(Math.multiplyExact(micros, count));
  }

  /** In dollars, with two decimals, or as many more as it takes: {@code 0.43}, {@code 0.215}. */
  public BigDecimal amount() {
    BigDecimal exact = BigDecimal.valueOf(micros, DECIMALS).stripTrailingZeros();
    return exact.setScale(Math.max(2, exact.scale()));
  }

  @Override
  public int compareTo(Dollars other) {
    return Long.compare(micros, other.micros);
  }

  /** As people write it: {@code $0.43}. */
  @Override
  public String toString() {
    return "$" + amount().toPlainString();
  }
}
