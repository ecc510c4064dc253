package dev.belfry.endtoend.chaos;

import dev.belfry.endtoend.Aftermath;
import dev.belfry.testing.network.Behaviour;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a run was like, as a table. */
record Figures(
    List<Story> stories,
    Aftermath aftermath,
    Fleet fleet,
    Trouble trouble,
    Operator operator,
    Receivers networks,
    List<Shown> live) {

  void print(Duration took) {
    System.out.printf("%n| | |%n| --- | --- |%n");
    row("deliveries", stories.size());
    row("threads among them", stories.stream().filter(s -> s.planned().parts().size() > 1).count());
    row("parts", stories.stream().mapToInt(story -> story.planned().parts().size()).sum());
    row("accounts", stories.stream().map(s -> s.planned().account()).distinct().count());
    row("nodes killed (SIGKILL)", fleet.kills());
    row("nodes started", fleet.lives());
    row("nodes frozen past their lease, and woken", trouble.freezes());
    row("… of which with a call in flight", trouble.frozenInCall());
    row("crashes of Postgres", trouble.crashes());
    row("how requests to post were treated", met("posts"));
    row("how looks were treated", met("looks"));
    row("accounts stopped by the breaker, and resumed", operator.resumed());
    row("posts refused for good, and sent again by a person", operator.retried());
    row("attempts", count("SELECT count(*) FROM attempts"));
    row("attempts that were in doubt", count(IN_DOUBT));
    row("parts sent again after a look", count(SENT_AGAIN));
    row("second copies that the network's key turned away", count(REPEATED));
    row("rows of history", count("SELECT count(*) FROM history"));
    states().forEach((state, number) -> row("deliveries that are " + state, number));
    row("parts live", live.size());
    row("parts live twice", live.size() - live.stream().map(Shown::text).distinct().count());
    row("lasted", took.toSeconds() + " s");
    System.out.println();
  }

  private static final String IN_DOUBT =
      """
      SELECT count(DISTINCT (post_id, account, part, attempt)) FROM history
      WHERE event = 'unconfirmed'
      """;

  private static final String SENT_AGAIN = "SELECT count(*) FROM attempts WHERE outcome = 'absent'";

  private static final String REPEATED = "SELECT count(*) FROM attempts WHERE outcome = 'repeated'";

  private long count(String sql) {
    return aftermath.count(sql);
  }

  private Map<String, Long> states() {
    return stories.stream()
        .map(
            story ->
                (Receivers.hasKeys(story.planned().account()) ? "with keys: " : "without: ")
                    + story.state())
        .collect(Collectors.groupingBy(each -> each, TreeMap::new, Collectors.counting()));
  }

  private String met(String kind) {
    Map<Behaviour, Integer> met = networks.met(kind);
    return met.entrySet().stream()
        .map(each -> each.getKey() + " " + each.getValue())
        .collect(Collectors.joining(", "));
  }

  private static void row(String name, Object value) {
    System.out.printf("| %s | %s |%n", name, value);
  }
}
