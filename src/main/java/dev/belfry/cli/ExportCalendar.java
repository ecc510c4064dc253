package dev.belfry.cli;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.belfry.audit.LastChanges;
import dev.belfry.audit.LastChanges.Changed;
import dev.belfry.audit.Restores;
import dev.belfry.compose.CalendarEvent;
import dev.belfry.compose.WriteCalendar;
import dev.belfry.post.DeliveryState;
import dev.belfry.post.Part;
import dev.belfry.post.PostId;
import dev.belfry.queue.PlannedPost;
import dev.belfry.queue.PlannedPost.Plan;
import dev.belfry.queue.StreamPosts;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Writes posts as a calendar: an event for each post and time, whatever number of accounts it goes
 * to then. An event is the same one in a later export, whenever its post is moved: it is known by
 * the database, the post and the first of the accounts.
 */
final class ExportCalendar {
  private static final DateTimeFormatter WALL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

  private final boolean all;

  /**
   * @param all whether what is published is in it, beside what is in the queue
   */
  ExportCalendar(boolean all) {
    this.all = all;
  }

  /**
   * Hands out the calendar piece by piece.
   *
   * @param connection in a transaction that has done nothing yet
   * @return how many events are in it
   */
  int write(Connection connection, Consumer<String> out) throws SQLException {
    List<PlannedPost> posts = new ArrayList<>();
    StreamPosts.read(
        connection,
        post -> {
          if (post.plans().stream().anyMatch(this::isMeant)) {
            posts.add(post);
          }
        });
    UUID origin = Restores.origin(connection).id();
    Map<PostId, Changed> changes =
        LastChanges.of(connection, posts.stream().map(PlannedPost::id).toList());
    out.accept(WriteCalendar.begin());
    int written = 0;
    for (PlannedPost post : posts) {
      Changed changed = Objects.requireNonNull(changes.get(post.id()));
      for (CalendarEvent event : events(post, changed, origin)) {
        out.accept(WriteCalendar.event(event));
        written++;
      }
    }
    out.accept(WriteCalendar.end());
    return written;
  }

  private boolean isMeant(Plan plan) {
    return plan.time() != null
        && (plan.state().isWaiting() || (all && plan.state() == DeliveryState.PUBLISHED));
  }

  private List<CalendarEvent> events(PlannedPost post, Changed changed, UUID origin) {
    Map<Instant, List<Plan>> byTime =
        post.plans().stream()
            .filter(this::isMeant)
            .collect(groupingBy(ExportCalendar::at, TreeMap::new, toList()));
    return byTime.entrySet().stream()
        .map(entry -> event(post, entry.getKey(), entry.getValue(), changed, origin))
        .toList();
  }

  private static CalendarEvent event(
      PlannedPost post, Instant at, List<Plan> plans, Changed changed, UUID origin) {
    String text = WriteCalendar.text(post.post().parts().stream().map(Part::text).toList());
    List<String> lines = new ArrayList<>(List.of(text, ""));
    plans.forEach(plan -> lines.add(line(plan)));
    lines.add("belfry show " + post.id());
    return new CalendarEvent(
        "%s/%s@%s".formatted(post.id(), plans.get(0).account(), origin),
        at,
        changed.at(),
        changed.count(),
        text.isBlank() ? "Post " + post.id() : WriteCalendar.summary(text),
        String.join("\n", lines),
        plans.stream().allMatch(plan -> plan.state() == DeliveryState.HELD));
  }

  private static String line(Plan plan) {
    PlannedPost.Time time = Objects.requireNonNull(plan.time());
    return "%s: %s, %s %s"
        .formatted(plan.account(), plan.state().word(), WALL.format(time.wall()), time.zone());
  }

  private static Instant at(Plan plan) {
    return Objects.requireNonNull(plan.time()).instant();
  }
}
