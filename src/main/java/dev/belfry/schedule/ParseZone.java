package dev.belfry.schedule;

import dev.belfry.post.ClosestName;
import dev.belfry.post.InvalidInput;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the name of a time zone, as the IANA database has it. */
public final class ParseZone {
  private static final Pattern OFFSET = Pattern.compile("(?i)(utc|gmt|ut)?[+-][0-9:]+");
  private static final int MOST_HINTS = 3;

  /** Java copies its list of 600 each time that it is asked for it. */
  private static final Set<String> ALL = ZoneId.getAvailableZoneIds();

  private ParseZone() {}

  /**
   * The zone of that name, whatever its case, blanks being as good as underscores.
   *
   * @param where what a problem is said of: {@code --zone}
   * @throws InvalidInput where there is none, with the closest names
   */
  public static ZoneId parse(String where, String written) {
    String name = written.strip().replace(' ', '_');
    if (ALL.contains(name)) {
      return ZoneId.of(name);
    }
    return ALL.stream()
        .filter(id -> id.equalsIgnoreCase(name))
        .min(String::compareTo)
        .map(ZoneId::of)
        .orElseThrow(() -> new InvalidInput(where, refusal(written, name)));
  }

  private static String refusal(String written, String name) {
    if (OFFSET.matcher(name).matches()) {
      return "\"%s\" is an offset, not a zone; write it behind the time: 2026-12-01T09:00+02:00"
          .formatted(written);
    }
    List<String> hints = closest(name);
    return "there is no time zone \"%s\"; %s"
        .formatted(
            written,
            hints.isEmpty()
                ? "names look like Europe/Paris or UTC"
                : "did you mean %s?".formatted(String.join(", ", hints)));
  }

  /** Zones whose city is meant come before zones whose whole name is close. */
  private static List<String> closest(String name) {
    String city = city(name);
    Set<String> found = new LinkedHashSet<>(withCity(city));
    found.addAll(ClosestName.to(name, ALL, MOST_HINTS));
    for (String close : ClosestName.to(city, ALL.stream().map(ParseZone::city).toList(), 2)) {
      found.addAll(withCity(close));
    }
    return found.stream().limit(MOST_HINTS).toList();
  }

  private static List<String> withCity(String city) {
    return ALL.stream().filter(id -> city(id).equalsIgnoreCase(city)).sorted().toList();
  }

  private static String city(String id) {
    return id.substring(id.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
  }
}
