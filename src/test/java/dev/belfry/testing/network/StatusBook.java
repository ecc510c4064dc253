package dev.belfry.testing.network;

import dev.belfry.testing.Pictures;
import dev.belfry.testing.network.FakeApi.Live;
import dev.belfry.testing.network.FakeApi.Picture;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One account's posts on a server, its uploads, and the keys that posts came under. Thread-safe.
 */
final class StatusBook {
  private static final long FIRST = 113_000_000_000_000_000L;
  private static final Duration KEYS = Duration.ofHours(1);

  /**
   * A post.
   *
   * @param attached the ids of its media
   */
  record Entry(
      String id,
      String text,
      String warning,
      @Nullable String parent,
      List<String> attached,
      Instant at) {}

  /** A key that was used, and for what. */
  private record Used(Entry entry, Instant at) {}

  /** An upload. */
  private static final class Upload {
    private final Picture picture;
    private int asksLeft;
    private final boolean broken;

    Upload(Picture picture, int asksLeft, boolean broken) {
      this.picture = picture;
      this.asksLeft = asksLeft;
      this.broken = broken;
    }
  }

  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, Upload> uploads = new HashMap<>();
  private final Map<String, Used> keys = new HashMap<>();
  private long ids = FIRST;

  synchronized Entry add(
      String text, String warning, @Nullable String parent, List<String> attached, Instant now) {
    Entry entry = new Entry(nextId(), text.strip(), warning, parent, List.copyOf(attached), now);
    entries.add(entry);
    return entry;
  }

  private String nextId() {
    ids += 65_537;
    return Long.toString(ids);
  }

  synchronized boolean delete(String id) {
    return entries.removeIf(entry -> entry.id().equals(id));
  }

  synchronized Optional<Entry> find(String id) {
    return entries.stream().filter(entry -> entry.id().equals(id)).findFirst();
  }

  /** The newest first, from after the one and from before the other. */
  synchronized List<Entry> list(@Nullable String since, @Nullable String before, int most) {
    List<Entry> newest = new ArrayList<>();
    for (int i = entries.size() - 1; i >= 0 && newest.size() < most; i--) {
      Entry entry = entries.get(i);
      boolean isAsked =
          (since == null || number(entry.id()) > number(since))
              && (before == null || number(entry.id()) < number(before));
      if (isAsked) {
        newest.add(entry);
      }
    }
    return newest;
  }

  private static long number(String id) {
    return Long.parseLong(id);
  }

  synchronized Optional<Entry> under(String key, Instant now) {
    return Optional.ofNullable(keys.get(key))
        .filter(used -> now.isBefore(used.at().plus(KEYS)))
        .map(Used::entry);
  }

  synchronized void note(String key, Entry entry, Instant now) {
    keys.put(key, new Used(entry, now));
  }

  /**
   * Takes an upload.
   *
   * @param asks how many times it is said to be worked on
   * @param broken whether nothing comes of the work
   */
  synchronized String upload(byte[] bytes, String alt, int asks, boolean broken) {
    String id = nextId();
    uploads.put(id, new Upload(new Picture(Pictures.sha256(bytes), alt), asks, broken));
    return id;
  }

  /** What {@code GET /api/v1/media/ID} answers: 200, 206, 404 or 422. */
  synchronized int ask(String id) {
    Upload upload = uploads.get(id);
    if (upload == null) {
      return 404;
    } else if (upload.asksLeft > 0) {
      upload.asksLeft--;
      return 206;
    }
    return upload.broken ? 422 : 200;
  }

  synchronized boolean isDone(String id) {
    Upload upload = uploads.get(id);
    return upload != null && upload.asksLeft == 0 && !upload.broken;
  }

  synchronized Picture picture(String id) {
    Upload upload = uploads.get(id);
    if (upload == null) {
      throw new IllegalArgumentException("no upload " + id);
    }
    return upload.picture;
  }

  synchronized List<Live> live() {
    return entries.stream()
        .map(
            entry ->
                new Live(
                    entry.id(),
                    entry.text(),
                    entry.parent(),
                    entry.attached().stream().map(this::picture).toList()))
        .toList();
  }
}
