package dev.belfry.networks.bluesky;

import dev.belfry.networks.body.JsonBody;
import dev.belfry.publish.LivePart;
import dev.belfry.publish.Outcome;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A post that a request writes into an account's repository. Its address and its hash follow from
 * what it is, so both are known before anything is sent.
 *
 * @param repo the account's DID; in a dry-run its handle
 * @param key the record's key
 * @param value the record
 */
public record RecordWrite(String repo, String key, ObjectNode value) {
  static final String POST = "app.bsky.feed.post";

  private static final String CREATE = "com.atproto.repo.applyWrites#create";

  /**
   * The posts that a request writes, in order.
   *
   * @param body as {@link BlueskyRenderer} made it: of {@code putRecord}, or of {@code applyWrites}
   */
  public static List<RecordWrite> in(String body) {
    ObjectNode request = JsonBody.read(body);
    String repo = request.path("repo").stringValue("");
    return request.path("writes") instanceof ArrayNode writes
        ? StreamSupport.stream(writes.spliterator(), /* parallel= */ false)
            .map(write -> of(repo, write, "value"))
            .toList()
        : List.of(of(repo, request, "record"));
  }

  private static RecordWrite of(String repo, JsonNode write, String field) {
    return new RecordWrite(
        repo, write.path("rkey").stringValue(""), (ObjectNode) write.path(field));
  }

  /** The record of a part as it was rendered, alone or as one of a thread's. */
  static ObjectNode rendered(ObjectNode body) {
    return body.path("value") instanceof ObjectNode value
        ? value
        : (ObjectNode) body.path("record");
  }

  /** Whether a request's body is one of {@code applyWrites}, and not of {@code putRecord}. */
  static boolean isTogether(String body) {
    return JsonBody.read(body).has("writes");
  }

  /** One of several in a request. */
  static ObjectNode create(String key, ObjectNode value) {
    ObjectNode create =
        JsonBody.object().put("$type", CREATE).put("collection", POST).put("rkey", key);
    create.set("value", value);
    return create;
  }

  /**
   * A request of its own. {@code swapRecord: null} has the server refuse a key that holds something
   * else, so that sending again can't make a second post.
   */
  static ObjectNode put(String repo, String key, ObjectNode value) {
    ObjectNode put =
        JsonBody.object()
            .put("repo", repo)
            .put("collection", POST)
            .put("rkey", key)
            .putNull("swapRecord");
    put.set("record", value);
    return put;
  }

  /** The request that writes all of these, or none. */
  static String request(List<RecordWrite> writes) {
    RecordWrite first = writes.get(0);
    if (writes.size() == 1) {
      return JsonBody.write(put(first.repo, first.key, first.value));
    }
    ObjectNode request = JsonBody.object().put("repo", first.repo);
    ArrayNode together = request.putArray("writes");
    writes.forEach(write -> together.add(create(write.key, write.value)));
    return JsonBody.write(request);
  }

  /** Its address among all records of the network. */
  public String uri() {
    return "at://%s/%s/%s".formatted(repo, POST, key);
  }

  /** The hash of its content, by which others refer to it. */
  public String cid() {
    return Cid.ofRecord(value);
  }

  /** Where a person can look at it. */
  String url(String handle) {
    return "https://bsky.app/profile/%s/post/%s".formatted(handle, key);
  }

  /** All of these, live. */
  static Outcome.Posted posted(List<RecordWrite> writes, String handle) {
    List<LivePart> parts =
        writes.stream()
            .map(write -> new LivePart(write.uri(), write.cid(), write.url(handle)))
            .toList();
    LivePart first = parts.get(0);
    return new Outcome.Posted(
        first.remoteId(), first.cid(), first.url(), parts.subList(1, parts.size()));
  }
}
