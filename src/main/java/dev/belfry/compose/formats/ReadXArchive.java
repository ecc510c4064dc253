package dev.belfry.compose.formats;

import dev.belfry.compose.ProblemList;
import dev.belfry.compose.RawMedia;
import dev.belfry.compose.RawPart;
import dev.belfry.compose.RawPost;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.Problem;
import java.io.IOException;
import java.io.InputStream;
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
import tools.jackson.databind.JsonNode;

/**
 * Reads the posts of X's archive as drafts: threads are put together again, links are what they
 * were, long texts are whole, images come along. Reposts, and answers to others, stay behind, and
 * are counted.
 *
 * <p>The files are JavaScript that is never run: each assigns an array, which is JSON. Of each post
 * only what comes along is kept, so that an archive of 100,000 fits into 100 MB.
 */
final class ReadXArchive {
  private static final String POSTS = "tweets(-part[0-9]+)?\\.js";
  private static final String LONG_TEXTS = "note-tweet(-part[0-9]+)?\\.js";
  private static final int MOST_TOLD = 10;

  private final Asked asked;
  private final ProblemList problems;
  private final TreeMap<Long, ArchivedTweet> tweets = new TreeMap<>();
  private final WholeTexts whole = new WholeTexts(tweets);
  private int reposts;

  private ReadXArchive(Asked asked, ProblemList problems) {
    this.asked = asked;
    this.problems = problems;
  }

  /** One file of the archive, its images beside it. */
  static Stream<RawPost> read(InputStream in, Asked asked, ProblemList problems) {
    ReadXArchive archive = new ReadXArchive(asked, problems);
    archive.add("", in);
    archive.makeWhole(asked.folder());
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
      archive.open(file, archive::add);
    }
    archive.makeWhole(data);
    return archive.posts();
  }

  /** Takes what is in a file. */
  @FunctionalInterface
  private interface Take {
    void take(String place, InputStream in);
  }

  private void open(Path file, Take take) {
    try (InputStream in = Files.newInputStream(file)) {
      take.take(file.getFileName() + ", ", in);
    } catch (IOException e) {
      problems.add(new Problem(file.toString(), "reading failed: " + e));
    }
  }

  /** Its files of posts; none where the folder is not an archive's. */
  static List<Path> files(Path data) {
    return files(data, POSTS);
  }

  private static List<Path> files(Path data, String names) {
    try (Stream<Path> all = Files.list(data)) {
      return all.filter(file -> String.valueOf(file.getFileName()).matches(names))
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private void add(String place, InputStream in) {
    ArchiveArray.POSTS.read(in, place, this::add, problems);
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

  private void makeWhole(Path data) {
    for (Path file : files(data, LONG_TEXTS)) {
      open(
          file,
          (place, in) ->
              ArchiveArray.LONG_TEXTS.read(in, place, text -> whole.add(text, place), problems));
    }
    tweets.replaceAll((id, tweet) -> whole.of(id).map(tweet::saying).orElse(tweet));
  }

  private void tellOfCut(List<Long> posts) {
    posts.stream()
        .limit(MOST_TOLD)
        .forEach(
            id ->
                tell(
                    "Post %d may be cut off: nothing in note-tweet.js is for certain the whole of it."
                        .formatted(id)));
    if (posts.size() > MOST_TOLD) {
      tell("So may %d more.".formatted(posts.size() - MOST_TOLD));
    }
  }

  private void tell(String note) {
    asked.notes().accept(note);
  }

  private Stream<RawPost> posts() {
    List<List<ArchivedTweet>> threads = new ArrayList<>(threads());
    long taken = threads.stream().mapToLong(List::size).sum();
    tellOfCut(
        threads.stream()
            .flatMap(List::stream)
            .filter(whole::isMissing)
            .map(ArchivedTweet::id)
            .toList());
    tell(
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
