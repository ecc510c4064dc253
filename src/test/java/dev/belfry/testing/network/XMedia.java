package dev.belfry.testing.network;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.testing.Pictures;
import dev.belfry.testing.network.FakeApi.Picture;
import dev.belfry.testing.network.Misbehave.Answer;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What was uploaded to a fake X. Thread-safe. */
final class XMedia {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Map<String, Upload> uploads = new HashMap<>();
  private long lastId = 1_146_654_567_674_912_768L;
  private List<String> processing = List.of("in_progress", "succeeded");

  /** One medium, perhaps not whole yet. */
  private static final class Upload {
    private final String category;
    private final long size;
    private final Map<Integer, byte[]> segments = new TreeMap<>();
    private String alt = "";
    private boolean isComplete;
    private int asked;

    Upload(String category, long size) {
      this.category = category;
      this.size = size;
    }

    byte[] bytes() {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      segments.values().forEach(all::writeBytes);
      return all.toByteArray();
    }

    boolean isProcessed() {
      return category.equals("tweet_gif") || category.equals("tweet_video");
    }
  }

  /** What is told of a GIF or a video each time that somebody asks, the last for ever. */
  synchronized void process(String... states) {
    processing = List.of(states);
  }

  /** The fields of a form with a file, which is read byte by byte as a character. */
  static Map<String, String> form(Asked asked) {
    String boundary =
        asked.headers().getOrDefault("content-type", "").replaceFirst(".*boundary=", "");
    Map<String, String> fields = new LinkedHashMap<>();
    String body = new String(asked.bytes(), ISO_8859_1);
    for (String part : body.split("--\\Q" + boundary + "\\E(?:--)?\r\n", -1)) {
      int end = part.indexOf("\r\n\r\n");
      if (end > 0) {
        String name = part.replaceFirst("(?s).*?name=\"([^\"]*)\".*", "$1");
        fields.put(name, part.substring(end + 4, part.length() - 2));
      }
    }
    return fields;
  }

  synchronized Answer whole(Map<String, String> form) {
    byte[] bytes = form.getOrDefault("media", "").getBytes(ISO_8859_1);
    String id = nextId();
    Upload upload = new Upload(form.getOrDefault("media_category", ""), bytes.length);
    upload.segments.put(0, bytes);
    upload.isComplete = true;
    uploads.put(id, upload);
    return told(id, upload);
  }

  synchronized Answer initialize(JsonNode body) {
    String id = nextId();
    uploads.put(
        id,
        new Upload(
            body.path("media_category").stringValue(), body.path("total_bytes").longValue()));
    ObjectNode answer = JSON.createObjectNode();
    answer
        .putObject("data")
        .put("id", id)
        .put("media_key", key(id))
        .put("expires_after_secs", 86_400);
    return new Answer(200, answer.toString());
  }

  private String nextId() {
    lastId++;
    return Long.toString(lastId);
  }

  synchronized Answer append(String id, Map<String, String> form) {
    Upload upload = uploads.get(id);
    if (upload == null) {
      return unknown(id);
    }
    upload.segments.put(
        Integer.valueOf(form.getOrDefault("segment_index", "")),
        form.getOrDefault("media", "").getBytes(ISO_8859_1));
    return new Answer(200, "{\"data\":{\"expires_at\":1896000000}}");
  }

  synchronized Answer complete(String id) {
    Upload upload = uploads.get(id);
    if (upload == null) {
      return unknown(id);
    } else if (upload.bytes().length != upload.size) {
      return XFeed.problem(
          400, "Invalid Request", "Segments do not add up to %d bytes.".formatted(upload.size));
    }
    upload.isComplete = true;
    return told(id, upload);
  }

  synchronized Answer status(String id) {
    Upload upload = uploads.get(id);
    if (upload == null) {
      return unknown(id);
    }
    upload.asked++;
    return told(id, upload);
  }

  private Answer told(String id, Upload upload) {
    ObjectNode answer = JSON.createObjectNode();
    ObjectNode data =
        answer.putObject("data").put("id", id).put("media_key", key(id)).put("size", upload.size);
    if (upload.isProcessed()) {
      data.putObject("processing_info").put("state", state(upload)).put("check_after_secs", 0);
    }
    return new Answer(200, answer.toString());
  }

  private String state(Upload upload) {
    return upload.asked == 0
        ? "pending"
        : processing.get(Math.min(upload.asked, processing.size()) - 1);
  }

  synchronized Answer describe(JsonNode body) {
    String id = body.path("id").stringValue();
    Upload upload = uploads.get(id);
    if (upload == null) {
      return unknown(id);
    }
    upload.alt = body.at("/metadata/alt_text/text").stringValue();
    return new Answer(200, "{\"data\":{\"id\":\"%s\"}}".formatted(id));
  }

  private static Answer unknown(String id) {
    return XFeed.problem(400, "Invalid Request", "There is no media " + id + ".");
  }

  /** Whether a post may have them: up to four images, or one GIF or video. */
  synchronized boolean areReady(List<String> ids) {
    boolean alone =
        ids.stream().anyMatch(id -> uploads.containsKey(id) && uploads.get(id).isProcessed());
    return ids.size() <= (alone ? 1 : 4) && ids.stream().allMatch(this::isReady);
  }

  private boolean isReady(String id) {
    Upload upload = uploads.get(id);
    return upload != null
        && upload.isComplete
        && (!upload.isProcessed() || state(upload).equals("succeeded"));
  }

  synchronized String key(String id) {
    Upload upload = uploads.get(id);
    return (upload != null && upload.isProcessed() ? "7_" : "3_") + id;
  }

  synchronized List<Picture> pictures(List<String> ids) {
    return ids.stream()
        .map(uploads::get)
        .map(upload -> new Picture(Pictures.sha256(upload.bytes()), upload.alt))
        .toList();
  }

  /** How many segments the newest upload came in. */
  synchronized int segments() {
    Upload newest = uploads.get(Long.toString(lastId));
    return newest == null ? 0 : newest.segments.size();
  }

  /** A form's fields as the JSON that they would be. */
  static String json(Map<String, String> form) {
    ObjectNode json = JSON.createObjectNode();
    form.forEach(
        (name, value) -> {
          if (name.equals("segment_index")) {
            json.put(name, Integer.parseInt(value));
          } else {
            json.put(
                name, name.equals("media") ? "" : new String(value.getBytes(ISO_8859_1), UTF_8));
          }
        });
    return json.toString();
  }
}
