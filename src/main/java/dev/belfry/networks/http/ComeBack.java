package dev.belfry.networks.http;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When a network that limits the rate wants to be asked again.
 *
 * <p>The standard header is <a
 * href="https://www.rfc-editor.org/rfc/rfc9110#name-retry-after">Retry-After</a>: seconds, or a
 * date. X, Bluesky and Mastodon name the instant when the limit is reset: in seconds since 1970, or
 * in ISO-8601.
 */
final class ComeBack {
  private static final String RETRY_AFTER = "Retry-After";
  private static final List<String> RESETS =
      List.of("x-rate-limit-reset", "X-RateLimit-Reset", "RateLimit-Reset");

  /** Where no instant is named; the shortest window of the three networks. */
  private static final Duration UNNAMED = Duration.ofMinutes(5);

  private static final Duration SHORTEST = Duration.ofSeconds(1);

  /** The longest window of the three. Nonsense in a header must not stop an account for years. */
  private static final Duration LONGEST = Duration.ofHours(24);

  /** A smaller number counts seconds from now: as an instant it would lie before 2001. */
  private static final long NO_INSTANT = 1_000_000_000;

  private ComeBack() {}

  static Instant at(HttpHeaders headers, Instant now) {
    Instant named =
        Stream.concat(Stream.of(RETRY_AFTER), RESETS.stream())
            .flatMap(name -> headers.firstValue(name).stream())
            .flatMap(value -> read(value.strip(), now).stream())
            .findFirst()
            .orElse(now.plus(UNNAMED));
    return within(now.plus(SHORTEST), named, now.plus(LONGEST));
  }

  private static Optional<Instant> read(String value, Instant now) {
    try {
      if (value.chars().allMatch(c -> c >= '0' && c <= '9')) {
        long seconds = Long.parseLong(value);
        return Optional.of(
            seconds < NO_INSTANT ? now.plusSeconds(seconds) : Instant.ofEpochSecond(seconds));
      } else if (value.contains(",")) {
        return Optional.of(
            ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
      }
      return Optional.of(DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(value, Instant::from));
    } catch (DateTimeException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Instant within(Instant least, Instant instant, Instant most) {
    if (instant.isBefore(least)) {
      return least;
    }
    return instant.isAfter(most) ? most : instant;
  }
}
