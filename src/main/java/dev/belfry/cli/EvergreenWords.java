package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.queue.EvergreenSet;
import java.util.stream.Collectors;

/** What an evergreen set is, in a sentence. */
final class EvergreenWords {
  private EvergreenWords() {}

  static String of(EvergreenSet set) {
    return "%s fills the free slots of %s for %s; a text rests %s."
        .formatted(set.name(), set.schedule(), accounts(set), days(set.restDays()));
  }

  static String accounts(EvergreenSet set) {
    return set.places().isEmpty()
        ? "no account"
        : set.accounts().stream()
            .map(Account::name)
            .map(Object::toString)
            .collect(Collectors.joining(", "));
  }

  static String days(int days) {
    return days == 1 ? "1 day" : days + " days";
  }

  /** What became of its showings that were in the queue. */
  static String deleted(int showings) {
    return switch (showings) {
      case 0 -> "nothing of it was in the queue";
      case 1 -> "the one showing that was in the queue is deleted";
      default -> "the %d showings that were in the queue are deleted".formatted(showings);
    };
  }
}
