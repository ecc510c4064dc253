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
  private final Map<String, String> found = new HashMap<>();

  MakeReady(Session session, UploadMedia media, ReadReply read) {
    this.session = session;
    this.media = media;
    this.read = read;
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
    List<String> unfinished = new ArrayList<>();
    for (Map.Entry<String, Attachment> each : attachments.entrySet()) {
      if (session.isBrokenOff()) {
        return new Outcome.NotSent("Belfry was stopped before all attachments were sent");
      }
      Reply reply = media.upload(session, each.getValue());
      Outcome outcome = read.outcome(reply);
      if (!(outcome instanceof Outcome.Posted there)) {
        return outcome;
      }
      found.put(each.getKey(), there.remoteId());
      if (!(reply instanceof Answer answer) || answer.status() != 200) {
        unfinished.add(each.getKey());
      }
    }
    for (String name : unfinished) {
      Outcome failure = await(name, List.copyOf(attachments.keySet()).indexOf(name) + 1);
      if (failure != null) {
        return failure;
      }
    }
    return null;
  }

  /** An id is kept while the server is still at work: what is there need not be sent again. */
  private @Nullable Outcome await(String name, int place) {
    String id = found.getOrDefault(name, "");
    Standing standing = UploadMedia.standing(session, id);
    while (standing.mayChange()
        && session.left().minus(PAUSE).compareTo(LEFT_OVER) > 0
        && pauses()) {
      standing = UploadMedia.standing(session, id);
    }
    if (standing == Standing.BROKEN) {
      found.remove(name);
      return new Outcome.Refused(
          "the server can't make anything of attachment %d".formatted(place),
          /* retryable= */ false);
    }
    return standing == Standing.DONE
        ? null
        : new Outcome.NotSent(
            "the server is still at work on attachment %d; the part goes out when it is done"
                .formatted(place));
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
