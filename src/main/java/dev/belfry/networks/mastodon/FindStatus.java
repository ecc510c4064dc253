package dev.belfry.networks.mastodon;

import dev.belfry.networks.http.Call;
import dev.belfry.networks.http.ReadReply;
import dev.belfry.networks.http.Reply;
import dev.belfry.networks.http.Reply.Answer;
import dev.belfry.publish.Look;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Looks for a status among the <a
 * href="https://docs.joinmastodon.org/methods/accounts/#statuses">account's newest</a>: back to the
 * last one from before it was sent, and through {@value #MOST_PAGES} pages at the most. Used once.
 */
final class FindStatus {
  private static final int PAGE = 40; // the most that Mastodon gives at once
  private static final int MOST_PAGES = 5;

  private final Session session;
  private final ReadReply read;
  private final SentStatus dialect;
  private final Sought sought;

  /** One that is it in everything but what it answers; null where none was met. */
  private @Nullable Status misplaced;

  FindStatus(Session session, ReadReply read, SentStatus dialect, Sought sought) {
    this.session = session;
    this.read = read;
    this.dialect = dialect;
    this.sought = sought;
  }

  /** What there is to see; {@link Look.Absent} only where every post since then was seen. */
  Look look() {
    String before = null;
    for (int page = 0; page < MOST_PAGES; page++) {
      Reply reply = list(before);
      if (!(reply instanceof Answer answer) || !answer.json().isArray()) {
        return unread(reply);
      }
      List<Status> statuses = statuses(answer.json());
      Optional<Look> seen = seen(statuses);
      if (seen.isPresent()) {
        return seen.get();
      }
      before = statuses.get(statuses.size() - 1).id();
    }
    return new Look.Unclear(
        "it is not among the account's newest %d posts, and there are more from after it was sent"
            .formatted(PAGE * MOST_PAGES));
  }

  private Reply list(@Nullable String before) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("limit", Integer.toString(PAGE));
    query.put("exclude_reblogs", "true");
    String since = sought.since();
    if (since != null && !since.equals(StatusKey.NO_POSTS)) {
      query.put("since_id", since);
    }
    if (before != null) {
      query.put("max_id", before);
    }
    String path =
        "/api/v1/accounts/%s/statuses?%s".formatted(session.accountId(), Call.encoded(query));
    return session.make(base -> Call.get(base, path));
  }

  private static List<Status> statuses(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .flatMap(each -> Status.of(each).stream())
        .toList();
  }

  /** Empty where the next page is to be looked at. */
  private Optional<Look> seen(List<Status> statuses) {
    for (Status status : statuses) {
      // A server that does not know since_id goes on with its list.
      if (sought.isYoungerThan(status)) {
        return Optional.of(nowhere());
      }
      Optional<Look> seen = sought.mayBeThere(status) ? seen(status) : Optional.empty();
      if (seen.isPresent()) {
        return seen;
      }
    }
    return statuses.isEmpty() ? Optional.of(nowhere()) : Optional.empty();
  }

  private Look nowhere() {
    return misplaced == null
        ? new Look.Absent("it is not among the account's posts")
        : new Look.Unclear(dialect.misplaced(misplaced));
  }

  /** Empty where it is another post, or not in its place. */
  private Optional<Look> seen(Status status) {
    Optional<Said> byMedia = sought.withMediaOf(status);
    if (byMedia.isPresent()) {
      return taken(status, byMedia.get());
    }
    List<Said> maybe = sought.maybe(status);
    return maybe.isEmpty() ? Optional.empty() : seen(status, maybe);
  }

  private Optional<Look> seen(Status status, List<Said> maybe) {
    Reply reply =
        session.make(base -> Call.get(base, "/api/v1/statuses/" + status.id() + "/source"));
    if (!(reply instanceof Answer answer)) {
      return Optional.of(unread(reply));
    }
    JsonNode source = answer.json().path("text");
    if (answer.isSuccess() && source.isString()) {
      // Servers take off white space at either end.
      String written = source.stringValue().strip();
      return taken(status, maybe, said -> said.text().equals(written));
    }
    return switch (answer.status()) {
      // A server that does not give away what was written, only what it made of it.
      case 400, 403, 404, 405, 410, 501 ->
          taken(status, maybe, said -> StatusText.isShownBy(said.text(), status.content()));
      default -> Optional.of(unread(reply));
    };
  }

  private Optional<Look> taken(Status status, List<Said> maybe, Predicate<Said> isIt) {
    return maybe.stream().filter(isIt).findFirst().flatMap(said -> taken(status, said));
  }

  private Optional<Look> taken(Status status, Said said) {
    if (!sought.isPlaced(status)) {
      misplaced = status;
      return Optional.empty();
    }
    return Optional.of(
        sought.isAsMeant(said)
            ? new Look.Found(status.posted(dialect.base().account()))
            : new Look.Unclear(dialect.saidBefore(status)));
  }

  private Look unread(Reply reply) {
    return read.look(reply, answer -> Optional.empty());
  }
}
