package dev.belfry.testing.network;

import static dev.belfry.testing.network.PdsSessions.error;

import dev.belfry.testing.Pictures;
import dev.belfry.testing.network.FakeApi.Live;
import dev.belfry.testing.network.FakeApi.Picture;
import dev.belfry.testing.network.Misbehave.Answer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One account's records and files on a fake server, which checks them as a real one does.
 * Thread-safe.
 */
final class PdsRepo {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Pattern KEY = Pattern.compile("[234567abcdefghij][234567a-z]{12}");
  private static final Pattern GRAPHEME = Pattern.compile("\\X");
  private static final int MOST_WRITES = 200;

  private final String did;
  private final Map<String, JsonNode> records = new LinkedHashMap<>();
  private final Map<String, byte[]> files = new HashMap<>();
  private boolean mistaken;

  PdsRepo(String did) {
    this.did = did;
  }

  synchronized Answer put(JsonNode body) {
    String key = body.path("rkey").stringValue("");
    JsonNode record = body.path("record");
    Optional<Answer> refusal = refusal(body, key, record);
    JsonNode there = records.get(key);
    if (refusal.isPresent()) {
      return refusal.get();
    } else if (there == null) {
      records.put(key, record);
    } else if (!PdsHash.ofRecord(there).equals(PdsHash.ofRecord(record))) {
      return body.path("swapRecord").isNull()
          ? error(400, "InvalidSwap", "Record was at " + PdsHash.ofRecord(there))
          : error(400, "InvalidRequest", "this server lets nothing be changed");
    }
    return new Answer(200, said(key, record).toString());
  }

  synchronized Answer apply(JsonNode body) {
    List<JsonNode> writes =
        StreamSupport.stream(body.path("writes").spliterator(), /* parallel= */ false).toList();
    if (writes.size() > MOST_WRITES) {
      return error(400, "InvalidRequest", "Too many writes. Max: " + MOST_WRITES);
    }
    ArrayNode results = JSON.createArrayNode();
    for (JsonNode write : writes) {
      String key = write.path("rkey").stringValue("");
      Optional<Answer> refusal = refusal(body, key, write.path("value"));
      if (refusal.isPresent()) {
        return refusal.get();
      } else if (records.containsKey(key)) {
        return error(500, "InternalServerError", "Internal Server Error");
      }
      results.add(
          said(key, write.path("value")).put("$type", "com.atproto.repo.applyWrites#createResult"));
    }
    writes.forEach(write -> records.put(write.path("rkey").stringValue(), write.path("value")));
    return new Answer(200, JSON.createObjectNode().set("results", results).toString());
  }

  synchronized Answer get(Asked asked) {
    String key = asked.query().getOrDefault("rkey", "");
    JsonNode record = records.get(key);
    String whose = asked.query().getOrDefault("repo", "");
    return record == null || !(whose.equals(did) || whose.equals(FakePds.HANDLE))
        ? error(400, "RecordNotFound", "Could not locate record: " + uri(key))
        : new Answer(200, reference(key, record).set("value", record).toString());
  }

  synchronized Answer delete(JsonNode body) {
    records.remove(body.path("rkey").stringValue(""));
    return new Answer(200, "{}");
  }

  synchronized Answer upload(Asked asked) {
    String cid = PdsHash.ofFile(asked.bytes());
    files.put(cid, asked.bytes());
    ObjectNode blob = JSON.createObjectNode().put("$type", "blob");
    blob.putObject("ref").put("$link", cid);
    blob.put("mimeType", asked.headers().get("content-type")).put("size", asked.bytes().length);
    return new Answer(200, JSON.createObjectNode().set("blob", blob).toString());
  }

  /** Files to which no record refers are forgotten. */
  synchronized void forgetFiles() {
    files.clear();
  }

  /** The next answer to a write tells of another record. */
  synchronized void mistakeNext() {
    mistaken = true;
  }

  synchronized List<Live> live() {
    return records.entrySet().stream().map(this::live).toList();
  }

  /** The records as they were written, by their keys. */
  synchronized Map<String, JsonNode> records() {
    return Map.copyOf(records);
  }

  private Live live(Map.Entry<String, JsonNode> entry) {
    JsonNode record = entry.getValue();
    List<Picture> pictures = new ArrayList<>();
    for (JsonNode image : record.at("/embed/images")) {
      byte[] file = files.get(image.at("/image/ref/$link").stringValue(""));
      pictures.add(new Picture(sha256(file), image.path("alt").stringValue("")));
    }
    return new Live(
        uri(entry.getKey()),
        record.path("text").stringValue(""),
        record.at("/reply/parent/uri").stringValue(null),
        pictures);
  }

  private static String sha256(byte @Nullable [] file) {
    return file == null ? "(forgotten)" : Pictures.sha256(file);
  }

  private Optional<Answer> refusal(JsonNode body, String key, JsonNode record) {
    String text = record.path("text").stringValue("");
    if (!body.path("repo").stringValue("").equals(did)) {
      return Optional.of(error(401, "AuthenticationRequired", "Authentication Required"));
    } else if (!KEY.matcher(key).matches()) {
      return Optional.of(invalid("Invalid record key: " + key));
    } else if (GRAPHEME.matcher(text).results().count() > 300) {
      return Optional.of(invalid("Invalid app.bsky.feed.post record: text too long"));
    } else if (!record.path("createdAt").isString()) {
      return Optional.of(invalid("Invalid app.bsky.feed.post record: no createdAt"));
    } else if (!facetsFit(record, text.getBytes(StandardCharsets.UTF_8).length)) {
      return Optional.of(invalid("Invalid app.bsky.feed.post record: a facet is out of the text"));
    }
    return missingFile(record);
  }

  private static boolean facetsFit(JsonNode record, int bytes) {
    for (JsonNode facet : record.path("facets")) {
      int start = facet.at("/index/byteStart").intValue(-1);
      int end = facet.at("/index/byteEnd").intValue(-1);
      if (start < 0 || end <= start || end > bytes) {
        return false;
      }
    }
    return true;
  }

  private Optional<Answer> missingFile(JsonNode node) {
    JsonNode link = node.at("/ref/$link");
    byte[] file = files.get(link.stringValue(""));
    if (link.isString() && file == null) {
      return Optional.of(error(400, "BlobNotFound", "Could not find blob: " + link.stringValue()));
    } else if (file != null && file.length != node.path("size").intValue(-1)) {
      return Optional.of(error(400, "InvalidSize", "Referenced blob has another size"));
    }
    for (JsonNode child : node) {
      Optional<Answer> missing = missingFile(child);
      if (missing.isPresent()) {
        return missing;
      }
    }
    return Optional.empty();
  }

  private static Answer invalid(String message) {
    return error(400, "InvalidRequest", message);
  }

  private ObjectNode said(String key, JsonNode record) {
    boolean other = mistaken;
    mistaken = false;
    return other ? reference(key, JSON.createObjectNode()) : reference(key, record);
  }

  private ObjectNode reference(String key, JsonNode record) {
    return JSON.createObjectNode().put("uri", uri(key)).put("cid", PdsHash.ofRecord(record));
  }

  private String uri(String key) {
    return "at://%s/app.bsky.feed.post/%s".formatted(did, key);
  }
}
