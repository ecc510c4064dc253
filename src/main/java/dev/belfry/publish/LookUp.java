package dev.belfry.publish;

import dev.belfry.post.AccountName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks up on the Internet what a network's posts are richer with. Thread-safe. */
@FunctionalInterface
public interface LookUp {
  /** Nothing is looked up. */
  LookUp NONE = (account, wanted, within) -> new Looked(Map.of(), List.of());

  /** What the name of a link's card begins with. */
  String CARD = "card ";

  /**
   * Looks things up. Never throws for what the Internet may do.
   *
   * @param account for whose posts; nobody need have logged in to it
   * @param wanted as {@link Renderer#wants} names them; not empty
   * @param within how long the whole may take
   */
  Looked find(AccountName account, Set<String> wanted, Duration within);

  /** Whether something of this name is what a link leads to. */
  static boolean isCard(String name) {
    return name.startsWith(CARD);
  }

  /** Whether something of this name is who such a mention means, as it is written. */
  static boolean isMeant(String name, String mention) {
    return !isCard(name) && name.endsWith(" " + mention.substring(1));
  }

  /**
   * What came of it.
   *
   * @param absent the mentions that mean nobody, as they are written: for each a sentence as the
   *     warnings are
   * @param warnings a sentence, without its full stop, on each thing else that was not found
   */
  record Looked(Map<String, String> found, Map<String, String> absent, List<String> warnings) {
    public Looked {
      found = Map.copyOf(found);
      absent = Map.copyOf(absent);
      warnings = List.copyOf(warnings);
    }

    /** One in which every mention means somebody, or that can't be told. */
    public Looked(Map<String, String> found, List<String> warnings) {
      this(found, Map.of(), warnings);
    }
  }
}
