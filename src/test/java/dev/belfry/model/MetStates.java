package dev.belfry.model;

import java.util.function.BiConsumer;

/** What the model comes to, in every setting. */
final class MetStates {
  private MetStates() {}

  /**
   * Hands on each state.
   *
   * @param withKey how many troubles there are for {@code KEY}; for the others there are two
   */
  static void forEach(int withKey, BiConsumer<Rules, State> each) {
    for (Setting setting : Setting.values()) {
      Rules rules = new Rules(setting, Flaw.NONE);
      int troubles = setting == Setting.KEY ? withKey : 2;
      Explorer.explore(new Protocol(rules, troubles))
          .states()
          .forEach(state -> each.accept(rules, state));
    }
  }
}
