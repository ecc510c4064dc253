package dev.belfry.compose.formats;

import dev.belfry.compose.ProblemList;
import dev.belfry.compose.RawMedia;
import dev.belfry.compose.RawPart;
import dev.belfry.compose.RawPost;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the posts of X's archive as drafts: threads are put together again, links are what they
 * were, images come along. Reposts, and answers to others, stay behind, and are counted.
 *
 * <p>The files are JavaScript that is never run: each assigns an array, which is JSON. Of each post
 * only what comes along is kept, so that an archive of 100,000 fits into 100 MB.
 */
final class ReadXArchive {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** What an assignment takes before its array begins, in bytes. */
  private static final int LONGEST_BEGINNING = 200;

  private final Asked asked;
  private final ProblemList problems;
  private final TreeMap<Long, ArchivedTweet> tweets = new TreeMap<>();
  private int reposts;

  private ReadXArchive(Asked asked, ProblemList problems) {
    this.asked = asked;
    this.problems = problems;
  }

  /** One file of the archive, its images beside it. */
  static Stream<RawPost> read(InputStream in, Asked asked, ProblemList problems) {
    ReadXArchive archive = new ReadXArchive(asked, problems);
    archive.add("", in);
    return archive.posts();
  }

  /**
   * All of the archive.
   *
   * @param data the folder {@code data} of an archive that was unpacked
   */
  static Stream<RawPost> readFolder(Path data, Asked asked, ProblemList problems) {
    ReadXArchive archive = new ReadXArchive(asked, problems);
    for (Path file : files(data)) {
      try (InputStream in = Files.newInputStream(file)) {
        archive.add(file.getFileName() + ", ", in);
      } catch (IOException e) {
        problems.add(new Problem(file.toString(), "reading failed: " + e));
      }
    }
    return archive.posts();
  }

  /** Its files of posts; none where the folder is not an archive's. */
  static List<Path> files(Path data) {
    try (Stream<Path> all = Files.list(data)) {
      return all.filter(
              file -> String.valueOf(file.getFileName()).matches("tweets(-part[0-9]+)?\\.js"))
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private void add(String place, InputStream in) {
    try {
      skipAssignment(in);
      MappingIterator<JsonNode> elements = JSON.readerFor(JsonNode.class).readValues(in);
      while (elements.hasNextValue()) {
        add(elements.nextValue());
      }
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      problems.add(
          new Problem(
              at == null
                  ? place + "somewhere"
                  : "%sline %d, column %d".formatted(place, at.getLineNr(), at.getColumnNr()),
              "not JSON: " + e.getOriginalMessage()));
    } catch (IOException e) {
      problems.add(new Problem(place, "reading failed: " + e));
    } catch (InvalidInput e) {
      problems.addAll(e.problems());
    }
  }

  /** {@code window.YTD.tweets.part0 =}: what follows is the array. */
  private static void skipAssignment(InputStream in) throws IOException {
    StringBuilder beginning = new StringBuilder();
    for (int read = in.read(); read >= 0; read = in.read()) {
      beginning.append((char) read);
      if (read == '=') {
        break;
      } else if (beginning.length() > LONGEST_BEGINNING) {
        throw notOne();
      }
    }
    String text =
        new String(
            beginning.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    if (!text.replace("\uFEFF", "").strip().matches("window\\.YTD\\.tweets?\\.part[0-9]+\\s*=")) {
      throw notOne();
    }
  }

  private static InvalidInput notOne() {
    return new InvalidInput(
        "line 1", "X's archive of posts begins with window.YTD.tweets.part0 = [; this does not");
  }

  private void add(JsonNode element) {
    Optional<ArchivedTweet> read = ArchivedTweet.read(element);
    if (read.isEmpty()) {
      throw new InvalidInput(
          "post " + (tweets.size() + reposts + 1), "this is not a post of X's archive");
    } else if (read.get().isRepost()) {
      reposts++;
    } else {
      tweets.put(read.get().id(), read.get());
    }
  }

  private Stream<RawPost> posts() {
    List<List<ArchivedTweet>> threads = new ArrayList<>(threads());
    long taken = threads.stream().mapToLong(List::size).sum();
    asked
        .notes()
        .accept(
            "Left out: %d reposts, and %d answers to others or beside a thread."
                .formatted(reposts, tweets.size() - taken));
    return threads.stream().flatMap(thread -> problems.gather(() -> post(thread)).stream());
  }

  /**
   * Each post that answers nobody begins one; the first answer to its last part by the same person
   * goes on with it.
   */
  private Collection<List<ArchivedTweet>> threads() {
    TreeMap<Long, List<ArchivedTweet>> byFirst = new TreeMap<>();
    TreeMap<Long, List<ArchivedTweet>> byLast = new TreeMap<>();
    for (ArchivedTweet tweet : tweets.values()) {
      List<ArchivedTweet> thread =
          tweet.parent() == null ? new ArrayList<>() : byLast.remove(tweet.parent());
      if (thread != null) {
        thread.add(tweet);
        byFirst.putIfAbsent(thread.get(0).id(), thread);
        byLast.put(tweet.id(), thread);
      }
    }
    return byFirst.values();
  }

  private RawPost post(List<ArchivedTweet> thread) {
    long first = thread.get(0).id();
    List<RawPart> parts = new ArrayList<>();
    Set<String> missing = new HashSet<>();
    for (ArchivedTweet tweet : thread) {
      List<RawMedia> media = new ArrayList<>();
      for (String image : asked.images() ? tweet.images() : List.<String>of()) {
        Path file = asked.folder().resolve("tweets_media").resolve(tweet.id() + "-" + image);
        if (Files.exists(file)) {
          media.add(new RawMedia(file, ""));
        } else {
          missing.add(String.valueOf(file.getFileName()));
        }
      }
      parts.add(new RawPart(tweet.text(), media));
    }
    if (!missing.isEmpty()) {
      throw new InvalidInput(
          "post " + first,
          "%s not in tweets_media; leave all images out with --no-images"
              .formatted(
                  missing.size() == 1 ? missing.iterator().next() + " is" : missing + " are"));
    }
    return new RawPost("post " + first, XArchiveKey.of(first), parts, List.of(), null, null);
  }
}
