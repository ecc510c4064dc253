package dev.belfry.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.audit.HistoryEvent;
import dev.belfry.audit.HistoryFilter;
import dev.belfry.audit.ReadHistory;
import dev.belfry.sql.Database;
import dev.belfry.sql.Rows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** What is in the database when all is over, held against what was planned. */
public final class Aftermath {
  private static final Duration POLL = Duration.ofMillis(50);

  private final Database database;

  public Aftermath(DataSource source) {
    this.database = OneConnection.to(source);
  }

  /** Returns when the queue is empty. */
  public void awaitEmptyQueue(Duration patience) {
    await("the queue is empty")
        .atMost(patience)
        .pollInterval(POLL)
        .until(() -> count("SELECT count(*) FROM waiting") == 0);
  }

  /** Returns when the query counts as many. */
  void awaitCount(long wanted, String sql) {
    await(sql).pollInterval(POLL).until(() -> count(sql) == wanted);
  }

  /** What is live on the account, in the history's order. */
  List<String> publishedTexts(String account) {
    return only("published", history()).stream()
        .filter(event -> account.equals(event.account()))
        .map(event -> String.valueOf(event.text()))
        .toList();
  }

  /** Everything holds that must hold once all is out, whatever happened on the way. */
  void everythingIsOutOnceAndInOrder(List<Planned> planned) {
    assertThat(count("SELECT count(*) FROM waiting")).as("waiting").isZero();
    assertThat(count("SELECT count(*) FROM attempts WHERE settled_at IS NULL"))
        .as("open attempts")
        .isZero();
    List<HistoryEvent> history = history();
    List<HistoryEvent> published = only("published", history);
    assertThat(published.stream().map(HistoryEvent::text))
        .as("published texts")
        .containsExactlyInAnyOrderElementsOf(
            planned.stream().flatMap(post -> post.parts().stream()).toList());
    accountsKeptTheirOrder(planned, published);
    threadsKeptTheirOrder(published);
    eachRowExplainsItself(history);
  }

  public List<HistoryEvent> history() {
    List<HistoryEvent> events = new ArrayList<>();
    ReadHistory.read(database, HistoryFilter.ALL, events::add);
    return events;
  }

  /** The one number that the query gives. */
  public long count(String sql) {
    return database.lend(
        connection -> {
          try (var statement = connection.prepareStatement(sql)) {
            return Rows.first(statement, row -> row.getLong(1)).orElseThrow();
          }
        });
  }

  private static List<HistoryEvent> only(String event, List<HistoryEvent> history) {
    return history.stream().filter(each -> each.event().equals(event)).toList();
  }

  private static void accountsKeptTheirOrder(List<Planned> planned, List<HistoryEvent> published) {
    Map<String, List<String>> wanted =
        planned.stream()
            .sorted(Comparator.comparing(Planned::dueAt))
            .collect(
                Collectors.groupingBy(
                    Planned::account,
                    Collectors.mapping(post -> post.parts().get(0), Collectors.toList())));
    Map<String, List<String>> happened =
        published.stream()
            .filter(event -> Objects.equals(event.part(), 1))
            .collect(
                Collectors.groupingBy(
                    event -> String.valueOf(event.account()),
                    Collectors.mapping(
                        event -> String.valueOf(event.text()), Collectors.toList())));
    assertThat(happened).as("each account's order").isEqualTo(wanted);
  }

  private void threadsKeptTheirOrder(List<HistoryEvent> published) {
    published.stream()
        .collect(Collectors.groupingBy(event -> event.post() + " " + event.account()))
        .forEach(
            (thread, events) ->
                assertThat(events.stream().map(HistoryEvent::part))
                    .as("parts of post %s", thread)
                    .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, events.size()).boxed().toList()));
    assertThat(
            count(
                """
                SELECT count(*) FROM attempts child JOIN attempts parent
                  ON parent.delivery_id = child.delivery_id AND parent.part = child.part - 1
                  AND parent.outcome = 'posted'
                -- What an earlier part's request carried has no body of its own.
                WHERE child.body <> '' AND position(parent.remote_id IN child.body) = 0
                """))
        .as("parts that don't name their parent")
        .isZero();
  }

  /**
   * The history alone tells what became of everything: each attempt has one ending, the ending says
   * how, and what was published is what was attempted.
   */
  private static void eachRowExplainsItself(List<HistoryEvent> history) {
    Map<String, List<HistoryEvent>> tries =
        history.stream()
            .filter(event -> event.attempt() != null)
            .collect(
                Collectors.groupingBy(
                    event ->
                        "post %d to %s, part %d, attempt %d"
                            .formatted(
                                event.post(), event.account(), event.part(), event.attempt())));
    tries.forEach(
        (name, events) -> {
          if (isCarried(events)) {
            return;
          }
          assertThat(events).as(name).hasSize(2);
          HistoryEvent begun = events.get(0);
          HistoryEvent ended = events.get(1);
          assertThat(begun.event()).as(name).isEqualTo("attempted");
          assertThat(ended.event()).as(name).isIn("published", "resolved");
          assertThat(ended.payloadSha256()).as(name).isEqualTo(begun.payloadSha256());
          assertThat(ended.event().equals("published") ? ended.url() : ended.detail())
              .as("what %s says of itself", name)
              .isNotBlank();
        });
  }

  /** The request of an earlier part carried it, and its only event says so. */
  private static boolean isCarried(List<HistoryEvent> events) {
    return events.size() == 1
        && events.get(0).event().equals("published")
        && String.valueOf(events.get(0).detail()).startsWith("in the request of part ");
  }
}
