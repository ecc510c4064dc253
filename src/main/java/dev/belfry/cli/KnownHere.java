package dev.belfry.cli;

import dev.belfry.compose.ComposePost;
import dev.belfry.compose.RawPost;
import dev.belfry.compose.moving.MovedPost;
import dev.belfry.post.PostId;
import dev.belfry.queue.FindByKey;
import dev.belfry.queue.moving.MovedNumbers;
import dev.belfry.queue.moving.MovedNumbers.Known;
import dev.belfry.queue.moving.MovedNumbers.Same;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which of a file's posts are here already: by their keys, or by the numbers that they had in other
 * databases.
 */
record KnownHere(Arrival arrival, Map<String, PostId> byKey, Map<Known, PostId> byNumber) {

  /** Of these posts. */
  static KnownHere among(Connection connection, Arrival arrival, List<RawPost> posts)
      throws SQLException {
    List<String> keys =
        posts.stream()
            .filter(ComposePost::hasGoodKey)
            .flatMap(raw -> Stream.ofNullable(raw.key()))
            .toList();
    List<Known> numbers =
        arrival.hasBegun() && !arrival.keepsNumbers()
            ? posts.stream()
                .flatMap(raw -> Stream.ofNullable(raw.moved()))
                .flatMap(moved -> names(arrival, moved).stream())
                .toList()
            : List.of();
    return new KnownHere(
        arrival,
        keys.isEmpty() ? Map.of() : FindByKey.find(connection, keys),
        numbers.isEmpty() ? Map.of() : MovedNumbers.find(connection, numbers));
  }

  /** What the post is here; empty where it is new. */
  Optional<PostId> find(RawPost raw) {
    @Nullable PostId post = raw.key() == null ? null : byKey.get(raw.key());
    if (post == null && raw.moved() != null && !byNumber.isEmpty()) {
      post =
          names(arrival, raw.moved()).stream()
              .map(byNumber::get)
              .filter(Objects::nonNull)
              .findFirst()
              .orElse(null);
    }
    return Optional.ofNullable(post);
  }

  /** By which numbers the post is known from here on. */
  static List<Same> same(Arrival arrival, MovedPost moved, PostId here) {
    return names(arrival, moved).stream()
        .map(name -> new Same(name.belfry(), name.number(), here))
        .toList();
  }

  private static List<Known> names(Arrival arrival, MovedPost moved) {
    List<Known> names = new ArrayList<>();
    names.add(new Known(arrival.belfry(""), moved.post(), moved.created()));
    moved.from().forEach(from -> names.add(new Known(from.belfry(), from.post(), moved.created())));
    return names;
  }
}
