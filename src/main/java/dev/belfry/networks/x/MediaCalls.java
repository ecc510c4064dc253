package dev.belfry.networks.x;

import dev.belfry.networks.body.JsonBody;
import dev.belfry.networks.http.BaseUrl;
import dev.belfry.networks.http.Call;
import dev.belfry.networks.http.Content;
import dev.belfry.networks.http.Deadline;
import dev.belfry.networks.http.Multipart;
import dev.belfry.networks.http.ReadReply;
import dev.belfry.networks.http.Reply;
import dev.belfry.networks.http.Reply.Answer;
import dev.belfry.post.AccountName;
import dev.belfry.publish.Outcome;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The calls about media of one account, under one deadline: <a
 * href="https://docs.x.com/x-api/media/introduction">media upload</a> and <a
 * href="https://docs.x.com/x-api/media/create-media-metadata">metadata</a>. Each throws {@link
 * Barred} where X did not do it.
 */
final class MediaCalls {
  private static final String UPLOAD = "/2/media/upload";

  private final XDoor door;
  private final AccountName account;
  private final Deadline deadline;
  private final ReadReply reader;

  MediaCalls(XDoor door, AccountName account, Deadline deadline, InstantSource clock) {
    this.door = door;
    this.account = account;
    this.deadline = deadline;
    this.reader = new ReadReply(new XWordsOnly(), clock);
  }

  Deadline deadline() {
    return deadline;
  }

  /** An image in one piece. */
  JsonNode whole(String category, Content image) {
    Content form = Multipart.form(Map.of("media_category", category), "media", image);
    return data(ask(base -> Call.post(base, UPLOAD, form)));
  }

  /** Begins to send in segments. */
  JsonNode initialize(String category, String type, long size) {
    ObjectNode body = JsonBody.object();
    body.put("media_category", category).put("media_type", type).put("total_bytes", size);
    return data(json(UPLOAD + "/initialize", body));
  }

  /** Sends a segment; the same one may be sent again. */
  Reply append(String id, int segment, Content bytes) {
    Content form =
        Multipart.form(Map.of("segment_index", Integer.toString(segment)), "media", bytes);
    return ask(base -> Call.post(base, "%s/%s/append".formatted(UPLOAD, id), form));
  }

  /** Says that every segment was sent. */
  JsonNode complete(String id) {
    return data(ask(base -> Call.post(base, "%s/%s/finalize".formatted(UPLOAD, id))));
  }

  /** Asks how far X has come with what it makes of it. */
  JsonNode status(String id) {
    return data(ask(base -> Call.get(base, "%s?command=STATUS&media_id=%s".formatted(UPLOAD, id))));
  }

  /** Says what an image shows. */
  void describe(String id, String alt) {
    ObjectNode body = JsonBody.object().put("id", id);
    body.putObject("metadata").putObject("alt_text").put("text", alt);
    requireSuccess(json("/2/media/metadata", body));
  }

  /**
   * Nothing where X did it.
   *
   * @throws Barred with what came of it where it did not
   */
  void requireSuccess(Reply reply) {
    if (!(reply instanceof Answer answer && answer.isSuccess())) {
      throw new Barred(reader.outcome(reply));
    }
  }

  private JsonNode data(Reply reply) {
    requireSuccess(reply);
    JsonNode data = ((Answer) reply).json().path("data");
    if (!data.path("id").stringValue("").matches("[0-9]{1,19}")) {
      throw new Barred(new Outcome.NotSent("X did not say under which id it has the media"));
    }
    return data;
  }

  private Reply json(String path, ObjectNode body) {
    return ask(base -> Call.postJson(base, path, JsonBody.write(body)));
  }

  private Reply ask(Function<BaseUrl, Call> call) {
    return door.ask(account, call, deadline);
  }
}
