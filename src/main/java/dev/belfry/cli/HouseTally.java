package dev.belfry.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How much came in besides posts. */
record HouseTally(int accounts, int holds, int schedules, int rules, int folders, int sets) {
  static final HouseTally NOTHING = new HouseTally(0, 0, 0, 0, 0, 0);

  HouseTally and(HouseTally other) {
    return new HouseTally(
        accounts + other.accounts,
        holds + other.holds,
        schedules + other.schedules,
        rules + other.rules,
        folders + other.folders,
        sets + other.sets);
  }

  /** {@code 2 accounts, 1 schedule}; empty where there is nothing. */
  String words() {
    List<String> words = new ArrayList<>();
    add(words, accounts, "account", "accounts");
    add(words, holds, "hold", "holds");
    add(words, schedules, "schedule", "schedules");
    add(words, rules, "rule by which posts repeat", "rules by which posts repeat");
    add(words, folders, "synced folder", "synced folders");
    add(words, sets, "evergreen set", "evergreen sets");
    return String.join(", ", words);
  }

  private static void add(List<String> words, int count, String one, String many) {
    if (count > 0) {
      words.add(String.format(Locale.ROOT, "%,d %s", count, count == 1 ? one : many));
    }
  }
}
