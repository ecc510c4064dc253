package dev.belfry.compose;

import dev.belfry.compose.moving.HouseJson;
import dev.belfry.compose.moving.HouseLine;
import dev.belfry.post.InvalidInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * Reads posts from JSON Lines: an object a line, in UTF-8.
 *
 * <pre>
 * {"id": "a-1", "text": "Ding", "media": [{"file": "bell.png", "alt": "A bell"}]}
 * {"id": "a-2", "parts": [{"text": "one"}, {"text": "two"}], "to": ["x:me"],
 *  "at": "2026-12-01 09:00", "zone": "America/New_York"}
 * </pre>
 *
 * <p>(The second is one line in a file.) An account with a time of its own stands in {@code to} as
 * {@code {"account": "bluesky:me", "at": …, "zone": …}}. There is either {@code text}, with {@code
 * media} beside it where there are images and {@code wording} (<code>{"bluesky": …}</code>) where a
 * network gets other words, or {@code parts}. {@code quote}, {@code visibility}, {@code language}
 * and {@code warning} tell how the post appears. All but the text may be left out. Files are
 * relative to a folder. Blank lines are skipped; names that are not known are refused, and so is an
 * {@code id} that the file had before.
 */
public final class ImportJsonLines {
  /** Takes the lines of an export that are no posts, as they come among the posts. */
  @FunctionalInterface
  public interface TakeHouse {
    /**
     * Takes one.
     *
     * @param where where it stands: {@code line 4}
     * @throws InvalidInput where it has problems
     */
    void take(String where, HouseLine line);
  }

  /** The longest line, in bytes: 8 MiB, for an export says all of a thread on one. */
  static final int LONGEST = 8 << 20;

  private final ReadLines lines;
  private final ReadPostJson reader;
  private final TakeHouse house;
  private final ProblemList problems;
  private final Map<String, Integer> lineOfId = new HashMap<>();

  private ImportJsonLines(InputStream in, Path folder, TakeHouse house, ProblemList problems) {
    this.lines = new ReadLines(in, LONGEST);
    this.house = house;
    this.reader = new ReadPostJson(folder);
    this.problems = problems;
  }

  /**
   * The posts, read one by one as the stream is consumed, in order and by one thread; {@link
   * RawPost#where()} is {@code line 4}. Lines with problems are not in the stream: look at {@code
   * problems} when it is at its end. Memory is bounded, but for the ids, which are all kept.
   *
   * @param in is not closed
   * @param folder what the names of image files are relative to
   * @param problems where problems are added; may be shared with what is done with the posts
   * @throws UncheckedIOException from the stream, when reading fails
   */
  public static Stream<RawPost> read(InputStream in, Path folder, ProblemList problems) {
    return read(in, folder, ImportJsonLines::refuse, problems);
  }

  private static void refuse(String where, HouseLine line) {
    throw new InvalidInput(where, "this is a line of an export, and no post");
  }

  /** The same of a file in which there is more than posts, which is handed to {@code house}. */
  public static Stream<RawPost> read(
      InputStream in, Path folder, TakeHouse house, ProblemList problems) {
    ImportJsonLines lines = new ImportJsonLines(in, folder, house, problems);
    return StreamSupport.stream(lines.new Posts(), false);
  }

  /** The next line that is a good post; empty at the end. */
  private Optional<RawPost> nextGood() {
    while (true) {
      try {
        return next();
      } catch (InvalidInput e) {
        problems.addAll(e.problems());
      }
    }
  }

  /** The next post; what stands on lines before it is taken. */
  private Optional<RawPost> next() {
    try {
      for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
        if (!line.get().isBlank()) {
          String where = "line " + lines.number();
          JsonNode node = ReadPostJson.parse(where, line.get());
          if (!node.hasNonNull(HouseJson.KIND)) {
            return Optional.of(post(where, node));
          }
          house.take(where, HouseJson.read(where, node));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RawPost post(String where, JsonNode node) {
    RawPost post = reader.read(where, node);
    String id = post.key();
    Integer before = id == null ? null : lineOfId.putIfAbsent(id, lines.number());
    if (before != null) {
      throw new InvalidInput(
          post.where(), "the id \"%s\" is on line %d already".formatted(id, before));
    }
    return post;
  }

  private final class Posts extends AbstractSpliterator<RawPost> {
    Posts() {
      super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
    }

    @Override
    public boolean tryAdvance(Consumer<? super RawPost> action) {
      Optional<RawPost> post = nextGood();
      post.ifPresent(action);
      return post.isPresent();
    }
  }
}
