package dev.belfry.testing.network;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Every post that the network took, in order. Thread-safe. */
final class Ledger {
  private final OutputStream file;
  private final List<Accepted> all = new ArrayList<>();
  private final Map<String, List<Accepted>> byAccount = new HashMap<>();
  private final Map<String, Accepted> byKey = new HashMap<>();

  /**
   * @param file gets a line for each, unbuffered: a server that is killed has written them all
   */
  Ledger(OutputStream file) {
    this.file = file;
  }

  /**
   * Takes a post, unless its key was used before.
   *
   * @param taken what is under the key now
   * @param isNew whether this call put it there
   */
  record Entry(Accepted taken, boolean isNew) {}

  synchronized Entry take(
      String account, String text, @Nullable String parent, @Nullable String key) {
    Accepted earlier = key == null ? null : byKey.get(scoped(account, key));
    if (earlier != null) {
      return new Entry(earlier, false);
    }
    Accepted post = new Accepted(all.size() + 1L, account, text, parent, key, Instant.now());
    all.add(post);
    byAccount.computeIfAbsent(account, absent -> new ArrayList<>()).add(post);
    if (key != null) {
      byKey.put(scoped(account, key), post);
    }
    write(post);
    return new Entry(post, true);
  }

  synchronized List<Accepted> all() {
    return List.copyOf(all);
  }

  synchronized List<Accepted> of(String account, Predicate<Accepted> which) {
    return byAccount.getOrDefault(account, List.of()).stream().filter(which).toList();
  }

  synchronized Optional<Accepted> under(String account, String key) {
    return Optional.ofNullable(byKey.get(scoped(account, key)));
  }

  private void write(Accepted post) {
    try {
      file.write((post.line() + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Two accounts may use the same key. */
  private static String scoped(String account, String key) {
    return account + " " + key;
  }
}
