package dev.belfry.cli;

import dev.belfry.post.PostId;
import dev.belfry.queue.EvergreenTexts;
import dev.belfry.queue.Showings;
import dev.belfry.queue.Showings.Origin;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a post has to do with evergreen sets, as {@code show --json} writes it, too.
 *
 * @param in the sets that it is in
 * @param of the set that it was made of; null where it is a post by itself
 * @param shows the post whose words it shows; null where it is a post by itself
 */
record EvergreenTies(List<String> in, @Nullable String of, @Nullable Long shows) {

  static EvergreenTies read(Connection connection, PostId post) throws SQLException {
    Optional<Origin> origin = Showings.origin(connection, post);
    return new EvergreenTies(
        EvergreenTexts.setsOf(connection, post),
        origin.map(Origin::set).orElse(null),
        origin.map(Origin::textOf).map(PostId::number).orElse(null));
  }

  /** Null where it has nothing to do with any. */
  @Nullable EvergreenTies orNull() {
    return in.isEmpty() && of == null ? null : this;
  }

  /** In sentences. */
  List<String> words() {
    String sets = String.join(", ", in);
    List<String> member =
        in.isEmpty()
            ? List.of()
            : List.of(
                "It is in the evergreen set%s %s.".formatted(in.size() == 1 ? "" : "s", sets));
    return of == null
        ? member
        : List.of("It shows post %d, of the evergreen set %s.".formatted(shows, of));
  }
}
