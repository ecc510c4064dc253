package dev.belfry.testing.network;

import dev.belfry.networks.http.BaseUrl;
import dev.belfry.networks.http.Call;
import dev.belfry.networks.http.Exchange;
import dev.belfry.networks.http.Reply.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What a real server says of an account's posts, oldest first. */
public record RealRecords(List<Live> posts) {

  /**
   * A post.
   *
   * @param value the record
   */
  public record Live(String uri, String cid, JsonNode value) {

    /** What it says. */
    public String text() {
      return value.path("text").stringValue();
    }
  }

  /** All of them. */
  public static RealRecords of(RealPds pds) {
    List<Live> posts = new ArrayList<>();
    String cursor = "";
    do {
      Map<String, String> asked = new LinkedHashMap<>();
      asked.put("repo", pds.did());
      asked.put("collection", "app.bsky.feed.post");
      asked.put("limit", "100");
      asked.put("reverse", "true");
      if (!cursor.isEmpty()) {
        asked.put("cursor", cursor);
      }
      JsonNode page = page(pds, asked);
      for (JsonNode record : page.path("records")) {
        posts.add(
            new Live(
                record.path("uri").stringValue(),
                record.path("cid").stringValue(),
                record.path("value")));
      }
      cursor = page.path("cursor").stringValue("");
    } while (!cursor.isEmpty());
    return new RealRecords(posts);
  }

  private static JsonNode page(RealPds pds, Map<String, String> asked) {
    Call call =
        Call.get(
            BaseUrl.parse("the real server", pds.url()),
            "/xrpc/com.atproto.repo.listRecords?" + Call.encoded(asked));
    if (Exchange.make(call, Duration.ofSeconds(30)) instanceof Answer answer
        && answer.isSuccess()) {
      return answer.json();
    }
    throw new AssertionError("the real server did not list its records");
  }
}
