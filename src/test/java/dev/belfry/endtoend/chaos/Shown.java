package dev.belfry.endtoend.chaos;

import dev.belfry.testing.network.Accepted;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A post that a network shows.
 *
 * @param id as the network names it to its clients
 * @param parent the id of the post that it answers; null for none
 */
public record Shown(String account, String id, String text, @Nullable String parent) {

  /** What a fake network of the tests' own form has accepted is what it shows. */
  public static List<Shown> of(List<Accepted> accepted) {
    return accepted.stream()
        .map(
            post -> new Shown(post.account(), Long.toString(post.id()), post.text(), post.parent()))
        .toList();
  }
}
