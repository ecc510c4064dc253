package dev.belfry.post;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Holds the picture of the states, the table of transitions and the database's words together. */
@ExtendWith(PostgresExtension.class)
final class DeliveryStateTest {
  private static final Pattern DIAGRAM =
      Pattern.compile("```mermaid\\s+stateDiagram-v2(.*?)```", Pattern.DOTALL);
  private static final Pattern ARROW = Pattern.compile("(\\S+) --> (\\S+)");
  private static final Pattern WORD = Pattern.compile("'(\\w+)'::text");
  private static final String ENDS = "[*]";

  @Test
  void the_picture_shows_what_the_code_allows() throws IOException {
    assertThat(arrows()).containsExactlyInAnyOrderElementsOf(transitions());
  }

  @Test
  void a_delivery_begins_as_a_draft_and_can_always_come_to_an_end() {
    for (DeliveryState state : DeliveryState.values()) {
      assertThat(reachable(state)).as("from %s", state).anyMatch(each -> each.next().isEmpty());
    }
    assertThat(reachable(DeliveryState.DRAFT)).containsExactlyInAnyOrder(DeliveryState.values());
  }

  @Test
  void the_database_knows_the_same_words(DataSource source) {
    QueueFixture queue = new QueueFixture(source);

    assertThat(checked(queue, "waiting", "state"))
        .containsExactlyInAnyOrderElementsOf(words(DeliveryState::isWaiting));
    assertThat(checked(queue, "deliveries", "ended"))
        .containsExactlyInAnyOrderElementsOf(
            words(state -> !state.isWaiting() && state != DeliveryState.DRAFT));
    assertThat(checked(queue, "history", "event"))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(EventType.values()).map(EventType::word).toList());
    assertThat(checked(queue, "accounts", "network"))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(Network.values()).map(Network::word).toList());
  }

  private static List<String> arrows() throws IOException {
    String page = Files.readString(Path.of("docs", "architecture.md"));
    String diagram =
        DIAGRAM.matcher(page).results().map(found -> found.group(1)).findFirst().orElseThrow();
    return ARROW.matcher(diagram).results().map(MatchResult::group).toList();
  }

  private static List<String> transitions() {
    Stream<String> begin = Stream.of(ENDS + " --> " + DeliveryState.DRAFT.word());
    Stream<String> between =
        Stream.of(DeliveryState.values())
            .flatMap(from -> from.next().stream().map(to -> from.word() + " --> " + to.word()));
    Stream<String> end =
        Stream.of(DeliveryState.values())
            .filter(state -> state.next().isEmpty())
            .map(state -> state.word() + " --> " + ENDS);
    return Stream.of(begin, between, end).flatMap(each -> each).toList();
  }

  private static Set<DeliveryState> reachable(DeliveryState from) {
    Set<DeliveryState> reached = EnumSet.of(from);
    boolean more = true;
    while (more) {
      more = reached.addAll(reached.stream().flatMap(s -> s.next().stream()).toList());
    }
    return reached;
  }

  private static List<String> words(Predicate<DeliveryState> wanted) {
    return Stream.of(DeliveryState.values()).filter(wanted).map(DeliveryState::word).toList();
  }

  /** The words of the CHECK that lists what the column may hold. */
  private static Set<String> checked(QueueFixture queue, String table, String column) {
    return queue
        .database()
        .lend(
            connection -> {
              try (PreparedStatement statement =
                  connection.prepareStatement(
                      """
                      SELECT pg_get_constraintdef(oid) AS definition
                      FROM pg_constraint
                      WHERE conrelid = ?::regclass AND contype = 'c' AND cardinality(conkey) = 1
                        AND pg_get_constraintdef(oid) LIKE 'CHECK ((' || ? || ' = ANY %'
                      """)) {
                statement.setString(1, table);
                statement.setString(2, column);
                try (var row = statement.executeQuery()) {
                  row.next();
                  return WORD.matcher(row.getString("definition"))
                      .results()
                      .map(found -> found.group(1))
                      .collect(Collectors.toSet());
                }
              }
            });
  }
}
