package dev.belfry.networks.x;

import dev.belfry.networks.http.Call;
import dev.belfry.networks.http.Deadline;
import dev.belfry.networks.http.ReadReply;
import dev.belfry.post.AccountName;
import dev.belfry.publish.Retraction;
import dev.belfry.queue.SentPart;
import java.time.InstantSource;

/**
 * Takes a post back: <a href="https://docs.x.com/x-api/posts/delete-post">{@code DELETE
 * /2/tweets/:id}</a>.
 */
final class XRetract {
  private static final int NOT_FOUND = 404;

  private final XDoor door;
  private final ReadReply reader;

  XRetract(XDoor door, InstantSource clock) {
    this.door = door;
    this.reader = new ReadReply(new XWordsOnly(), clock);
  }

  Retraction retract(AccountName account, SentPart part, Deadline deadline) {
    return reader.retraction(
        door.ask(account, base -> Call.delete(base, "/2/tweets/" + part.remoteId()), deadline),
        answer ->
            answer.status() == NOT_FOUND
                || (answer.isSuccess() && answer.json().at("/data/deleted").booleanValue(false)));
  }
}
