package dev.belfry.schedule;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A rule of a schedule that was another one before.
 *
 * @param field as the file names it
 * @param before as people read it; null where there was no such rule
 * @param after as people read it; null where there is none any more
 */
public record ScheduleChange(String field, @Nullable String before, @Nullable String after) {
  private static final List<String> FIELDS =
      List.of(
          "accounts",
          "zone",
          "slots",
          "jitter",
          "caps.day",
          "caps.week",
          "spacing",
          "quiet",
          "blackout",
          "late");

  /**
   * What differs between two versions; nothing where they are equal.
   *
   * @param before null: all is new
   */
  public static List<ScheduleChange> between(@Nullable Schedule before, Schedule after) {
    Map<String, String> old = before == null ? Map.of() : rules(before);
    Map<String, String> now = rules(after);
    List<ScheduleChange> changes = new ArrayList<>();
    for (String field : FIELDS) {
      if (!Objects.equals(old.get(field), now.get(field))) {
        changes.add(new ScheduleChange(field, old.get(field), now.get(field)));
      }
    }
    return changes;
  }

  private static Map<String, String> rules(Schedule schedule) {
    Map<String, String> rules = new LinkedHashMap<>();
    rules.put(
        "accounts", schedule.accounts().stream().map(Object::toString).collect(joining(", ")));
    rules.put("zone", schedule.zone().getId());
    rules.put("slots", schedule.times().words());
    if (!schedule.jitter().isZero()) {
      rules.put("jitter", "±" + InWords.amount(schedule.jitter()));
    }
    limits(schedule.limits(), rules);
    if (schedule.quiet() != null) {
      rules.put("quiet", schedule.quiet().words());
    }
    if (!schedule.blackouts().isEmpty()) {
      rules.put(
          "blackout", schedule.blackouts().stream().map(Blackout::words).collect(joining(", ")));
    }
    if (schedule.late() != null) {
      rules.put("late", schedule.late().word());
    }
    return rules;
  }

  private static void limits(Limits limits, Map<String, String> rules) {
    if (limits.day() != Limits.NO_CAP) {
      rules.put("caps.day", Integer.toString(limits.day()));
    }
    if (limits.week() != Limits.NO_CAP) {
      rules.put("caps.week", Integer.toString(limits.week()));
    }
    if (!limits.spacing().isZero()) {
      rules.put("spacing", InWords.amount(limits.spacing()));
    }
  }
}
