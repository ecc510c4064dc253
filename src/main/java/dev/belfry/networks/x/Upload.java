package dev.belfry.networks.x;

import dev.belfry.media.MediaSource;
import dev.belfry.networks.http.Content;
import dev.belfry.networks.http.Reply;
import dev.belfry.networks.http.Reply.Answer;
import dev.belfry.post.Media;
import dev.belfry.post.MediaKind;
import dev.belfry.post.MediaType;
import dev.belfry.publish.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Brings one medium to X: an image in one piece, a GIF or a video in segments, of which one at a
 * time is in memory.
 */
final class Upload {
  /** What X takes in one piece. */
  private static final long MOST_AT_ONCE = 5L * 1024 * 1024;

  /** 1,000 segments are taken, and a video has at most 512 MB. */
  private static final int SEGMENT = 4 * 1024 * 1024;

  private static final int TRIES = 3;
  private static final Duration SHORTEST_WAIT = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final MediaCalls calls;
  private final MediaSource source;
  private final Media media;

  Upload(MediaCalls calls, MediaSource source, Media media) {
    this.calls = calls;
    this.source = source;
    this.media = media;
  }

  /** Sends it; what X says of it then. */
  JsonNode send() {
    return isSmallImage() ? atOnce() : inSegments();
  }

  /** What X says of what was sent before; empty where it is gone, or nothing came of it. */
  Optional<JsonNode> standing(String id) {
    try {
      JsonNode there = calls.status(id);
      return Optional.of(there)
          .filter(sent -> !state(sent.path("processing_info")).equals("failed"));
    } catch (Barred barred) {
      if (barred.isOfRequest()) {
        return Optional.empty();
      }
      throw barred;
    }
  }

  /** Whether it is to be waited for. */
  static boolean isUnderWay(JsonNode sent) {
    return mayChange(sent.path("processing_info"));
  }

  private boolean isSmallImage() {
    return media.kind() != MediaKind.VIDEO && !isMovingGif() && media.size() <= MOST_AT_ONCE;
  }

  private boolean isMovingGif() {
    return media.type() == MediaType.GIF && media.kind() == MediaKind.ANIMATION;
  }

  private String category() {
    if (media.kind() == MediaKind.VIDEO) {
      return "tweet_video";
    }
    return media.type() == MediaType.GIF && !isSmallImage() ? "tweet_gif" : "tweet_image";
  }

  private JsonNode atOnce() {
    return calls.whole(
        category(),
        new Content(media.type().mime(), media.size(), () -> source.open(media.sha256())));
  }

  private JsonNode inSegments() {
    String id = id(calls.initialize(category(), media.type().mime(), media.size()));
    try (InputStream in = source.open(media.sha256())) {
      int segment = 0;
      for (byte[] bytes = in.readNBytes(SEGMENT);
          bytes.length > 0;
          bytes = in.readNBytes(SEGMENT)) {
        append(id, segment, Content.of("application/octet-stream", bytes));
        segment++;
      }
    } catch (IOException e) {
      throw new Barred(new Outcome.NotSent("the media can't be read from Belfry's store"));
    }
    return calls.complete(id);
  }

  /** A segment that is sent again takes the place of the first. */
  private void append(String id, int segment, Content bytes) {
    if (calls.deadline().isBrokenOff()) {
      throw new Barred(new Outcome.NotSent("Belfry was stopped before X had the whole file"));
    }
    Reply reply = calls.append(id, segment, bytes);
    for (int tries = 1; tries < TRIES && mayWorkNext(reply); tries++) {
      reply = calls.append(id, segment, bytes);
    }
    calls.requireSuccess(reply);
  }

  private static boolean mayWorkNext(Reply reply) {
    return !(reply instanceof Answer answer) || answer.status() >= 500;
  }

  /** Waits until a post may name it. */
  void awaitProcessed(JsonNode sent) {
    JsonNode processing = sent.path("processing_info");
    while (mayChange(processing)) {
      pause(Duration.ofSeconds(processing.path("check_after_secs").longValue(1)));
      processing = calls.status(id(sent)).path("processing_info");
    }
    if (state(processing).equals("failed")) {
      throw new Barred(new Outcome.Refused(whyUnusable(processing), /* retryable= */ false));
    }
  }

  private static boolean mayChange(JsonNode processing) {
    return state(processing).equals("pending") || state(processing).equals("in_progress");
  }

  private static String state(JsonNode processing) {
    return processing.path("state").stringValue("");
  }

  private String whyUnusable(JsonNode processing) {
    String words = processing.at("/error/message").stringValue("");
    return "X can't use the %s%s"
        .formatted(media.kind().word(), words.isBlank() ? "; save it anew" : ": " + words.strip());
  }

  /** The node keeps the account's lease meanwhile. */
  private void pause(Duration asked) {
    Duration wait = asked.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : asked;
    if (wait.compareTo(SHORTEST_WAIT) < 0) {
      wait = SHORTEST_WAIT;
    }
    if (calls.deadline().left().compareTo(wait) <= 0) {
      // X answers: it says nothing against the way to it, however long a video takes.
      throw new Barred(
          new Outcome.Refused(
              "X is still at work on the %s; the part goes out when it is done"
                  .formatted(media.kind().word()),
              /* retryable= */ true));
    }
    try {
      if (calls.deadline().pause(wait)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new Barred(new Outcome.NotSent("Belfry was stopped while X processed the media"));
  }

  static String id(JsonNode data) {
    return data.path("id").stringValue("");
  }
}
