package dev.belfry.endtoend.chaos;

import static java.util.Map.entry;

import dev.belfry.audit.HistoryEvent;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which events may tell of an attempt that ended so. */
final class LegalEndings {
  /**
   * What the history may tell of an attempt, by the outcome that its row has in the end, each event
   * by its first letter. A doubt may be told, be cleared by a look that does not find the part, and
   * rise again where a later attempt was refused; then one ending, which may be the answer to a
   * node that was frozen all the while. Where the part is live by another, any answer is resolved.
   */
  private static final Map<String, Pattern> LEGAL =
      Map.ofEntries(
          entry("posted", Pattern.compile("a[ur]*p")),
          entry("repeated", Pattern.compile("a[ur]*r")),
          entry("deferred", Pattern.compile("a[ur]*[dr]")),
          entry("not_sent", Pattern.compile("a[ur]*[drf]")),
          entry("absent", Pattern.compile("a[ur]*[rf]")),
          entry("refused", Pattern.compile("a[ur]*[dfur]")),
          entry("account_refused", Pattern.compile("a[ur]*[dr]")),
          entry("unconfirmed", Pattern.compile("a[ur]+")));

  private static final Pattern NONE = Pattern.compile("(?!)");

  private LegalEndings() {}

  /** Whether the events, in this order, may have led to the outcome. */
  static boolean allow(String outcome, List<HistoryEvent> told) {
    String letters =
        told.stream().map(event -> event.event().substring(0, 1)).collect(Collectors.joining());
    return LEGAL.getOrDefault(outcome, NONE).matcher(letters).matches();
  }
}
