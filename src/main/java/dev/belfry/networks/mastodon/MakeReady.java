package dev.belfry.networks.mastodon;

import dev.belfry.networks.body.Placeholder;
import dev.belfry.networks.http.Call;
import dev.belfry.networks.http.ReadReply;
import dev.belfry.networks.http.Reply;
import dev.belfry.networks.http.Reply.Answer;
import dev.belfry.networks.mastodon.UploadMedia.Standing;
import dev.belfry.post.Attachment;
import dev.belfry.post.Part;
import dev.belfry.publish.Outcome;
import dev.belfry.publish.Preparation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Finds out what a status lacks before it can leave: where among the account's posts a look for it
 * would begin, and the ids of its attachments. Used once.
 */
final class MakeReady {
  /** The name of the account's newest post in what a thread's first part lacks. */
  static final String SINCE = "since";

  /** So that what is known already is told before the deadline is over. */
  private static final Duration LEFT_OVER = Duration.ofSeconds(2);

  /** Between two questions whether the server is done with an attachment. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Session session;
  private final UploadMedia media;
  private final ReadReply read;
  private final Map<String, String> known;
  private final Map<String, String> found = new HashMap<>();

  /**
   * @param known what was found for earlier tries
   */
  MakeReady(Session session, UploadMedia media, ReadReply read, Map<String, String> known) {
    this.session = session;
    this.media = media;
    this.read = read;
    this.known = known;
  }

  /**
   * Finds it out.
   *
   * @param position the part's, from 1
   */
  Preparation find(Part part, int position, Set<String> lacks) {
    Outcome failure = lacks.contains(SINCE) ? newest() : null;
    if (failure == null) {
      failure = attach(attachments(part, position, lacks));
    }
    return failure == null ? new Preparation.Ready(found) : new Preparation.Failed(failure, found);
  }

  private @Nullable Outcome newest() {
    String path = "/api/v1/accounts/%s/statuses?limit=1".formatted(session.accountId());
    Reply reply = session.make(base -> Call.get(base, path));
    if (!(reply instanceof Answer answer) || !answer.isSuccess()) {
      return read.outcome(reply);
    }
    JsonNode list = answer.json();
    if (!list.isArray()) {
      return new Outcome.NotSent(answer.told() + ", and did not say which posts the account has");
    }
    found.put(SINCE, list.path(0).path("id").stringValue(StatusKey.NO_POSTS));
    return null;
  }

  /** What is not on the server yet, in order, by what stands for it. */
  private static Map<String, Attachment> attachments(Part part, int position, Set<String> lacks) {
    Map<String, Attachment> attachments = new LinkedHashMap<>();
    int place = 0;
    for (Attachment each : part.media()) {
      place++;
      String name = Placeholder.media(each.media(), position, place);
      if (lacks.contains(name)) {
        attachments.put(name, each);
      }
    }
    return attachments;
  }

  /** All are sent before one is waited for: the server may be at work on several at once. */
  private @Nullable Outcome attach(Map<String, Attachment> attachments) {
    List<Unfinished> unfinished = new ArrayList<>();
    int place = 0;
    for (Map.Entry<String, Attachment> each : attachments.entrySet()) {
      place++;
      if (session.isBrokenOff()) {
        return new Outcome.NotSent("Belfry was stopped before all attachments were sent");
      }
      String name = each.getKey();
      String before = known.getOrDefault(Placeholder.uploaded(name), "");
      if (!before.isEmpty() && UploadMedia.standing(session, before) != Standing.BROKEN) {
        unfinished.add(new Unfinished(name, before, place, /* isNew= */ false));
        continue;
      }
      Reply reply = media.upload(session, each.getValue());
      Outcome outcome = read.outcome(reply);
      if (!(outcome instanceof Outcome.Posted there)) {
        return outcome;
      }
      if (reply instanceof Answer answer && answer.status() == 200) {
        found.put(name, there.remoteId());
      } else {
        found.put(Placeholder.uploaded(name), there.remoteId());
        unfinished.add(new Unfinished(name, there.remoteId(), place, /* isNew= */ true));
      }
    }
    for (Unfinished each : unfinished) {
      Outcome failure = await(each);
      if (failure != null) {
        return failure;
      }
    }
    return null;
  }

  /**
   * An attachment that the server is at work on.
   *
   * @param isNew whether it was sent just now, and not for an earlier try
   */
  private record Unfinished(String name, String id, int place, boolean isNew) {}

  /**
   * An id is kept while the server is still at work: what is there need not be sent again. One of
   * which nothing came is forgotten; whatever it failed of, the file is sent once more at least.
   */
  private @Nullable Outcome await(Unfinished each) {
    Standing standing = UploadMedia.standing(session, each.id());
    while (standing.mayChange()
        && session.left().minus(PAUSE).compareTo(LEFT_OVER) > 0
        && pauses()) {
      standing = UploadMedia.standing(session, each.id());
    }
    return switch (standing) {
      case DONE -> {
        found.put(each.name(), each.id());
        yield null;
      }
      case BROKEN -> {
        found.put(Placeholder.uploaded(each.name()), "");
        yield new Outcome.Refused(
            "the server can't make anything of attachment %d".formatted(each.place()),
            /* retryable= */ !each.isNew());
      }
      // The server answers: it says nothing against the way to it, however long a video takes.
      case AT_WORK -> new Outcome.Refused(stillAtWork(each), /* retryable= */ true);
      case UNKNOWN -> new Outcome.NotSent(stillAtWork(each));
    };
  }

  private static String stillAtWork(Unfinished each) {
    return "the server is still at work on attachment %d; the part goes out when it is done"
        .formatted(each.place());
  }

  private boolean pauses() {
    try {
      return session.pause(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
