package dev.belfry.cli;

import static java.util.stream.Collectors.toMap;

import dev.belfry.compose.RawPost;
import dev.belfry.compose.moving.MovedDelivery;
import dev.belfry.compose.moving.MovedPost;
import dev.belfry.post.PostId;
import dev.belfry.queue.PlannedPost;
import dev.belfry.queue.StreamPosts;
import dev.belfry.queue.moving.ReadMovedPosts;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells which posts are here already, and not as the export has them: they stay as they are. Not
 * thread-safe.
 */
final class StandsOtherwise {
  private static final int MOST_NAMED = 10;

  private final List<String> named = new ArrayList<>();
  private long more;

  /** Looks at some of them, each with what it is here. */
  void look(Connection connection, Map<PostId, RawPost> known) throws SQLException {
    List<PlannedPost> here = StreamPosts.among(connection, List.copyOf(known.keySet()));
    List<MovedPost> stand = ReadMovedPosts.of(connection, here);
    Map<Long, MovedPost> byNumber = stand.stream().collect(toMap(MovedPost::post, post -> post));
    known.forEach((id, raw) -> compare(id, raw, byNumber.get(id.number())));
  }

  private void compare(PostId id, RawPost raw, @Nullable MovedPost here) {
    @Nullable MovedPost there = raw.moved();
    if (there == null) {
      return;
    }
    @Nullable String how = here == null ? "is deleted here" : differs(there, here);
    if (how != null && named.size() < MOST_NAMED) {
      named.add("%s: post %s %s; it stays as it is".formatted(raw.where(), id, how));
    } else if (how != null) {
      more++;
    }
  }

  private static @Nullable String differs(MovedPost there, MovedPost here) {
    if (!there.digest().equals(here.digest())) {
      return "says something else here";
    }
    Map<String, String> states = new HashMap<>();
    here.deliveries().forEach(each -> states.put(each.account(), each.state()));
    for (MovedDelivery each : there.deliveries()) {
      String state = states.getOrDefault(each.account(), "not for it");
      if (!state.equals(each.state())) {
        return "is %s here, not %s, at %s".formatted(state, each.state(), each.account());
      }
    }
    return null;
  }

  /** A sentence for each, of the first few. */
  List<String> notes() {
    List<String> notes = new ArrayList<>(named);
    if (more > 0) {
      notes.add("and %d more posts stand otherwise here".formatted(more));
    }
    return notes;
  }
}
