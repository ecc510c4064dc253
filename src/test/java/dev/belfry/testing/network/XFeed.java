package dev.belfry.testing.network;

import com.twitter.twittertext.Extractor;
import com.twitter.twittertext.TwitterTextParser;
import dev.belfry.testing.network.Misbehave.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What an account of a fake X has posted, and what it takes. Thread-safe. */
final class XFeed {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int PAGE = 10;

  private final String handle;
  private final XMedia media;
  private final List<Entry> entries = new ArrayList<>();
  private long lastId = 1_860_000_000_000_000_000L;
  private boolean mistakesNextReply;
  private int repliesTooEarly;
  private boolean speaksAsBefore;
  private int pageSize = 100;

  XFeed(String handle, XMedia media) {
    this.handle = handle;
    this.media = media;
  }

  /** A post as it was sent. */
  record Entry(String id, JsonNode body, Instant at) {
    String text() {
      return body.path("text").stringValue("");
    }

    @Nullable String parent() {
      return body.at("/reply/in_reply_to_tweet_id").stringValue(null);
    }

    List<String> media() {
      List<String> ids = new ArrayList<>();
      body.at("/media/media_ids").forEach(id -> ids.add(id.stringValue()));
      return ids;
    }
  }

  synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  synchronized void mistakeNextReply() {
    mistakesNextReply = true;
  }

  /** So many replies are refused, as if their parents were not known yet. */
  synchronized void takeRepliesAfter(int refusals) {
    repliesTooEarly = refusals;
  }

  /** Parameters and fields have the names that they had until lately. */
  synchronized void speakAsBefore() {
    speaksAsBefore = true;
  }

  synchronized void listAtMost(int posts) {
    pageSize = posts;
  }

  synchronized Answer post(JsonNode body) {
    Entry entry = new Entry(Long.toString(lastId + 1), body, Instant.now());
    Answer refusal = refusal(entry);
    if (refusal != null) {
      return refusal;
    }
    lastId++;
    entries.add(entry);
    ObjectNode answer = JSON.createObjectNode();
    String shown = wrapped(entry).path("text").stringValue();
    boolean mistaken = mistakesNextReply && entry.parent() != null;
    mistakesNextReply &= !mistaken;
    answer
        .putObject("data")
        .put("id", entry.id())
        .put("text", mistaken ? "Something else altogether" : shown);
    return new Answer(201, answer.toString());
  }

  private @Nullable Answer refusal(Entry entry) {
    String parent = entry.parent();
    if (parent != null && repliesTooEarly > 0) {
      repliesTooEarly--;
      return problem(403, "Forbidden", GONE_PARENT);
    } else if (parent != null && find(parent).isEmpty()) {
      return problem(403, "Forbidden", GONE_PARENT);
    } else if (!entry.text().isEmpty() && !TwitterTextParser.parseTweet(entry.text()).isValid) {
      return problem(400, "Invalid Request", "Your Tweet text is too long.");
    } else if (!media.areReady(entry.media())) {
      return problem(400, "Invalid Request", "Your media IDs are invalid.");
    } else if (entry.text().isEmpty() && entry.media().isEmpty()) {
      return problem(400, "Invalid Request", "Text or media is required.");
    }
    boolean isThere =
        entries.stream()
            .anyMatch(
                each ->
                    each.text().equals(entry.text())
                        && each.media().isEmpty()
                        && entry.media().isEmpty());
    return isThere
        ? problem(403, "Forbidden", "You are not allowed to create a Tweet with duplicate content.")
        : null;
  }

  private static final String GONE_PARENT =
      "You attempted to reply to a Tweet that is deleted or not visible to you.";

  static Answer problem(int status, String title, String detail) {
    return new Answer(
        status,
        JSON.createObjectNode()
            .put("title", title)
            .put("detail", detail)
            .put("type", "about:blank")
            .put("status", status)
            .toString());
  }

  private Optional<Entry> find(String id) {
    return entries.stream().filter(each -> each.id().equals(id)).findFirst();
  }

  synchronized Answer delete(String id) {
    return entries.removeIf(each -> each.id().equals(id))
        ? new Answer(200, "{\"data\":{\"deleted\":true}}")
        : problem(404, "Not Found Error", "Could not find tweet with id: [%s].".formatted(id));
  }

  synchronized Answer list(Map<String, String> query) {
    if (query.containsKey(speaksAsBefore ? "post.fields" : "tweet.fields")) {
      return problem(400, "Invalid Request", "One or more parameters was invalid.");
    }
    Instant since = Instant.parse(query.getOrDefault("start_time", ""));
    int size = Math.min(pageSize, Integer.parseInt(query.getOrDefault("max_results", "" + PAGE)));
    int from = Integer.parseInt(query.getOrDefault("pagination_token", "0"));
    List<Entry> newestFirst = new ArrayList<>(entries);
    java.util.Collections.reverse(newestFirst);
    List<Entry> all = newestFirst.stream().filter(e -> !e.at().isBefore(since)).toList();
    List<Entry> page = all.stream().skip(from).limit(size).toList();
    ObjectNode answer = JSON.createObjectNode();
    if (!page.isEmpty()) {
      ArrayNode data = answer.putArray("data");
      page.forEach(each -> data.add(shown(each, query)));
    }
    ObjectNode meta = answer.putObject("meta").put("result_count", page.size());
    if (from + page.size() < all.size()) {
      meta.put("next_token", Integer.toString(from + page.size()));
    }
    return new Answer(200, answer.toString());
  }

  private ObjectNode shown(Entry entry, Map<String, String> query) {
    ObjectNode post = wrapped(entry);
    String parent = entry.parent();
    String quoted = entry.body().path("quote_tweet_id").stringValue(null);
    if ((parent != null || quoted != null) && query.toString().contains("referenced_")) {
      ArrayNode references =
          post.putArray(speaksAsBefore ? "referenced_tweets" : "referenced_posts");
      if (parent != null) {
        references.addObject().put("type", "replied_to").put("id", parent);
      }
      if (quoted != null) {
        references.addObject().put("type", "quoted").put("id", quoted);
      }
    }
    if (!query.toString().contains("entities")) {
      post.remove("entities");
    }
    if (!query.toString().contains("attachments")) {
      post.remove("attachments");
    }
    return post;
  }

  /** Every link becomes one of t.co, media and a quoted post hang one behind the text. */
  private ObjectNode wrapped(Entry entry) {
    ObjectNode post = JSON.createObjectNode().put("id", entry.id());
    ArrayNode urls = JSON.createArrayNode();
    String text = entry.text();
    int cut = 0;
    StringBuilder shown = new StringBuilder();
    for (Extractor.Entity link : new Extractor().extractURLsWithIndices(text)) {
      shown.append(escaped(text.substring(cut, link.getStart())));
      String to =
          link.getValue().startsWith("http") ? link.getValue() : "http://" + link.getValue();
      append(shown, urls, entry, to);
      cut = link.getEnd();
    }
    shown.append(escaped(text.substring(cut)));
    String quoted = entry.body().path("quote_tweet_id").stringValue(null);
    if (quoted != null) {
      append(shown.append(' '), urls, entry, "https://twitter.com/bob/status/" + quoted);
    }
    if (!entry.media().isEmpty()) {
      String own = "https://x.com/%s/status/%s/photo/1".formatted(handle, entry.id());
      append(shown.append(shown.isEmpty() ? "" : " "), urls, entry, own)
          .put("media_key", media.key(entry.media().get(0)));
      ArrayNode keys = post.putObject("attachments").putArray("media_keys");
      entry.media().forEach(id -> keys.add(media.key(id)));
    }
    post.put("text", shown.toString());
    if (!urls.isEmpty()) {
      post.putObject("entities").set("urls", urls);
    }
    return post;
  }

  private static ObjectNode append(StringBuilder shown, ArrayNode urls, Entry entry, String to) {
    int start = shown.length();
    String url = "https://t.co/%s%d".formatted(entry.id().substring(12), urls.size());
    shown.append(url);
    return urls.addObject()
        .put("start", start)
        .put("end", start + url.length())
        .put("url", url)
        .put("expanded_url", to)
        .put("display_url", to.replaceFirst("https?://", ""));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
