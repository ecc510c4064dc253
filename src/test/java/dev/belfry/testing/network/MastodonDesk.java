package dev.belfry.testing.network;

import static dev.belfry.testing.network.MastodonDoor.error;
import static dev.belfry.testing.network.MastodonDoor.ok;

import dev.belfry.testing.network.Misbehave.Answer;
import dev.belfry.testing.network.StatusBook.Entry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes and shows the posts of a {@link FakeMastodon}. Thread-safe. */
final class MastodonDesk {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String STATUSES = "/api/v1/statuses/";
  private static final String LIST = "/api/v1/accounts/" + FakeMastodon.ACCOUNT_ID + "/statuses";

  private final ServerKind kind;
  private final StatusBook book;
  private final AtomicBoolean mistake;
  private final AtomicInteger asks = new AtomicInteger();
  private final AtomicBoolean broken = new AtomicBoolean();

  MastodonDesk(ServerKind kind, StatusBook book, AtomicBoolean mistake) {
    this.kind = kind;
    this.book = book;
    this.mistake = mistake;
  }

  void worksOnNextUpload(int times, boolean breaksDown) {
    asks.set(times);
    broken.set(breaksDown);
  }

  /** An old server does not know the newer address. */
  boolean isUpload(Asked asked) {
    return asked.method().equals("POST")
        && (asked.path().equals("/api/v1/media")
            || (asked.path().equals("/api/v2/media") && kind.isModern()));
  }

  boolean isLook(Asked asked) {
    return asked.method().equals("GET")
        && (asked.path().equals(LIST) || asked.path().startsWith(STATUSES));
  }

  Answer upload(Asked asked) {
    Form form = Form.of(asked);
    int work = asks.getAndSet(0);
    String id =
        book.upload(form.bytes("file"), form.text("description"), work, broken.getAndSet(false));
    return new Answer(
        work > 0 ? 202 : 200,
        JSON.createObjectNode().put("id", id).put("type", "image").toString());
  }

  Answer post(Asked asked, Instant now, String url) {
    JsonNode body = JSON.readTree(asked.body());
    String key = asked.headers().get("idempotency-key");
    Optional<Entry> before =
        kind.hasKeys() && key != null ? book.under(key, now) : Optional.empty();
    if (before.isPresent()) {
      return kind == ServerKind.REPEAT_FAILS
          ? error(500, "undefined method 'account' for nil")
          : ok(status(before.get(), url));
    }
    List<String> media = body.path("media_ids").valueStream().map(JsonNode::stringValue).toList();
    String asksFor = body.path("in_reply_to_id").stringValue(null);
    if (!media.stream().allMatch(book::isDone)) {
      return error(422, "Dateien, die noch nicht verarbeitet wurden, gehen nicht");
    } else if (body.path("status").stringValue("").isBlank() && media.isEmpty()) {
      return error(422, "Validation failed: Text can't be blank");
    } else if (asksFor != null && book.find(asksFor).isEmpty() && kind != ServerKind.LENIENT) {
      return error(404, "Record not found");
    }
    String text = body.path("status").stringValue("");
    String warning = body.path("spoiler_text").stringValue("");
    Entry entry =
        text.isBlank()
            ? book.add(warning, "", parent(asksFor), media, now)
            : book.add(text, warning, parent(asksFor), media, now);
    if (key != null) {
      book.note(key, entry, now);
    }
    return ok(status(entry, url));
  }

  private @Nullable String parent(@Nullable String asked) {
    return asked == null || book.find(asked).isEmpty() || mistake.getAndSet(false) ? null : asked;
  }

  Answer look(Asked asked, String url) {
    if (asked.path().equals(LIST)) {
      ArrayNode list = JSON.createArrayNode();
      int most = Integer.parseInt(asked.query().getOrDefault("limit", "20"));
      book.list(asked.query().get("since_id"), asked.query().get("max_id"), most)
          .forEach(entry -> list.add(status(entry, url)));
      return ok(list);
    }
    String id = asked.path().substring(STATUSES.length()).split("/", -1)[0];
    return book.find(id)
        .filter(entry -> kind.isModern())
        .map(
            entry ->
                ok(
                    JSON.createObjectNode()
                        .put("id", entry.id())
                        .put("text", entry.text())
                        .put("spoiler_text", entry.warning())))
        .orElseGet(() -> error(404, "Record not found"));
  }

  Answer other(Asked asked) {
    String last = asked.path().substring(asked.path().lastIndexOf('/') + 1);
    return switch (asked.method()) {
      case "DELETE" ->
          asked.path().startsWith(STATUSES) && book.delete(last)
              ? ok(JSON.createObjectNode().put("id", last))
              : error(404, "Record not found");
      case "GET" ->
          asked.path().startsWith("/api/v1/media/")
              ? new Answer(book.ask(last), JSON.createObjectNode().put("id", last).toString())
              : error(404, "Not Found");
      default -> error(404, "Not Found");
    };
  }

  private ObjectNode status(Entry entry, String url) {
    ObjectNode status =
        JSON.createObjectNode()
            .put("id", entry.id())
            .put("created_at", entry.at().toString())
            .put("in_reply_to_id", entry.parent())
            .put("spoiler_text", entry.warning())
            .put("url", "%s/@ann/%s".formatted(url, entry.id()))
            .put("content", MastodonHtml.of(entry.text()));
    ArrayNode media = status.putArray("media_attachments");
    entry
        .attached()
        .forEach(id -> media.addObject().put("id", id).put("description", book.picture(id).alt()));
    return status;
  }
}
