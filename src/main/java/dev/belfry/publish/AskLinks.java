package dev.belfry.publish;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;

/** Asks where links lead. Thread-safe. */
@FunctionalInterface
public interface AskLinks {
  /** Nobody is asked. */
  AskLinks NONE = (links, within) -> Map.of();

  /**
   * Asks, several at a time. Never throws for what the Internet may do.
   *
   * @param links their addresses
   * @param within how long the whole may take
   * @return what was learnt of each; of those whose turn did not come, nothing
   */
  Map<String, Answer> ask(Collection<String> links, Duration within);

  /** What a link does. */
  enum Leads {
    SOMEWHERE,
    /** Nobody will read what was meant. */
    NOWHERE,
    /** Nobody can tell: it may lead somewhere for others, or later. */
    UNKNOWN
  }

  /**
   * What was learnt of a link.
   *
   * @param words why it does not lead anywhere, or that can't be told, as the end of a sentence
   */
  record Answer(Leads leads, String words) {
    public static final Answer GOOD = new Answer(Leads.SOMEWHERE, "");
  }
}
