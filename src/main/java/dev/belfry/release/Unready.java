package dev.belfry.release;

import dev.belfry.post.Post;
import dev.belfry.queue.Claim;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A claim whose next part can't leave before the network has told what it lacks.
 *
 * @param lacks the names of what is missing
 * @param found what the network has told already
 */
record Unready(Claim claim, Post post, Set<String> lacks, Map<String, String> found) {

  /** Everything that is known once the network has told this. */
  Map<String, String> with(Map<String, String> told) {
    Map<String, String> all = new HashMap<>(found);
    all.putAll(told);
    return all;
  }
}
