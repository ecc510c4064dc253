package dev.belfry.schedule;

import static java.util.stream.Collectors.joining;

import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The times of several rules, each time once. */
record MergedTimes(List<SlotTimes> rules) implements SlotTimes {
  MergedTimes {
    rules = List.copyOf(rules);
  }

  @Override
  public Optional<LocalDateTime> after(LocalDateTime time) {
    return rules.stream().flatMap(rule -> rule.after(time).stream()).min(Comparator.naturalOrder());
  }

  @Override
  public String words() {
    return rules.stream().map(SlotTimes::words).collect(joining("; "));
  }
}
