package dev.belfry.networks.bluesky;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.account.Account;
import dev.belfry.account.AccountSettings;
import dev.belfry.post.AccountName;
import dev.belfry.post.Attachment;
import dev.belfry.post.Language;
import dev.belfry.post.Media;
import dev.belfry.post.MediaType;
import dev.belfry.post.Part;
import dev.belfry.post.Post;
import dev.belfry.post.Presentation;
import dev.belfry.publish.Known;
import dev.belfry.publish.RenderedPart;
import dev.belfry.publish.Request;
import dev.belfry.queue.SentPart;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A thread in one request: its records, how each refers to those before it, and what they lack. */
final class BlueskyThreadTest {
  private static final Instant NOW = Instant.parse("2026-12-01T14:00:00.123456Z");
  private static final String DID = "did:plc:abc123";
  private static final String HASH = "ab".repeat(32);
  private static final AccountName ANN = AccountName.parse("bluesky:ann.example");
  private static final Attachment BELL =
      new Attachment(new Media(HASH, MediaType.PNG, 1200, 675, 17_579), "A bell");
  private static final Post THREAD =
      new Post(List.of(Part.of("one"), new Part("two", List.of(BELL)), Part.of("three")));

  @Test
  void a_thread_is_one_request_of_which_each_part_answers_the_one_before() {
    Request request = complete(200, known(List.of(), null));
    JsonNode body = json(request);

    assertThat(request.parts()).isEqualTo(3);
    assertThat(body.path("repo").asString()).isEqualTo(DID);
    List<JsonNode> writes = writes(body);
    assertThat(writes)
        .extracting(each -> each.at("/value/text").asString())
        .containsExactly("one", "two", "three");
    assertThat(writes)
        .allMatch(
            each -> each.path("$type").asString().equals("com.atproto.repo.applyWrites#create"));
    assertThat(writes.get(0).at("/value").has("reply")).isFalse();
    assertRefersTo(writes.get(1).at("/value/reply/root"), writes.get(0));
    assertRefersTo(writes.get(1).at("/value/reply/parent"), writes.get(0));
    assertRefersTo(writes.get(2).at("/value/reply/root"), writes.get(0));
    assertRefersTo(writes.get(2).at("/value/reply/parent"), writes.get(1));
    assertThat(request.correlation()).isEqualTo(writes.get(0).path("rkey").asString());
  }

  @Test
  void each_part_says_which_language_it_is_in() {
    Post german =
        new Post(
            THREAD.parts(),
            new Presentation(Map.of(), null, Language.of("de-AT").orElseThrow(), null));
    Request request =
        new BlueskyRenderer(200).complete(ANN, bodies(200, german), known(List.of(), null));

    assertThat(writes(json(request)))
        .allMatch(each -> each.at("/value/langs/0").asString().equals("de-AT"));
    assertThat(writes(json(complete(200, known(List.of(), null)))))
        .noneMatch(each -> each.path("value").has("langs"));
  }

  @Test
  void its_keys_and_its_dates_grow_from_part_to_part() {
    List<JsonNode> writes = writes(json(complete(200, known(List.of(), null))));

    assertThat(writes)
        .extracting(each -> each.path("rkey").asString())
        .allMatch(key -> key.matches("[234567a-z]{13}"))
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(writes)
        .extracting(each -> each.at("/value/createdAt").asString())
        .containsExactly(
            "2026-12-01T14:00:00.123Z", "2026-12-01T14:00:00.124Z", "2026-12-01T14:00:00.125Z");
  }

  @Test
  void what_is_sent_again_is_the_same_to_the_letter() {
    Request first = complete(200, known(List.of(), null));
    Known later =
        new Known(7, List.of(), NOW.plusSeconds(600), first.correlation(), Map.of("did", DID));

    assertThat(complete(200, later)).isEqualTo(first);
  }

  @Test
  void what_is_left_of_a_thread_goes_out_together_under_what_is_live() {
    List<SentPart> live = List.of(new SentPart("at://root", "cid-root"));
    Request rest = complete(200, known(live, null));
    List<JsonNode> writes = writes(json(rest));

    assertThat(rest.parts()).isEqualTo(2);
    assertThat(writes.get(0).at("/value/reply/parent/uri").asString()).isEqualTo("at://root");
    assertThat(writes.get(1).at("/value/reply/root/cid").asString()).isEqualTo("cid-root");
    assertRefersTo(writes.get(1).at("/value/reply/parent"), writes.get(0));
  }

  @Test
  void the_last_part_alone_is_put_where_nothing_can_take_its_place() {
    List<SentPart> live = List.of(new SentPart("at://1", "c1"), new SentPart("at://2", "c2"));
    JsonNode body = json(complete(200, known(live, null)));

    assertThat(body.path("swapRecord").isNull()).isTrue();
    assertThat(body.at("/record/reply/root/uri").asString()).isEqualTo("at://1");
    assertThat(body.at("/record/reply/parent/uri").asString()).isEqualTo("at://2");
  }

  @Test
  void a_thread_that_is_too_long_for_one_request_goes_out_in_several() {
    Post many =
        new Post(IntStream.rangeClosed(1, 205).mapToObj(i -> Part.of("part " + i)).toList());
    Request first =
        new BlueskyRenderer(200).complete(ANN, bodies(200, many), known(List.of(), null));

    assertThat(first.parts()).isEqualTo(200);
    assertThat(complete(2, known(List.of(), null)).parts()).isEqualTo(2);
  }

  @Test
  void it_lacks_the_accounts_id_and_the_images_of_the_parts_that_go_out_with_it() {
    List<String> bodies = bodies(200, THREAD);

    assertThat(new BlueskyRenderer(200).lacks(bodies, 1))
        .containsExactly("did", "sha256:" + HASH + "#2.1");
    assertThat(new BlueskyRenderer(1).lacks(bodies, 1)).containsExactly("did");
    assertThat(new BlueskyRenderer(200).lacks(bodies, 3)).containsExactly("did");
  }

  @Test
  void an_image_is_known_by_the_hash_that_the_network_told_and_else_by_what_it_would_tell() {
    String link = "/value/embed/images/0/image/ref/$link";
    Known told =
        new Known(
            7,
            List.of(),
            NOW,
            null,
            Map.of("did", DID, "sha256:" + HASH + "#2.1", Cid.ofFile("cd".repeat(32))));

    assertThat(writes(json(complete(200, told))).get(1).at(link).asString())
        .isEqualTo(Cid.ofFile("cd".repeat(32)));
    assertThat(writes(json(complete(200, known(List.of(), null)))).get(1).at(link).asString())
        .isEqualTo(Cid.ofFile(HASH));
  }

  @Test
  void what_an_earlier_version_rendered_is_completed_as_well() {
    List<String> old =
        List.of(
            "{\"repo\":\"ann.example\",\"collection\":\"app.bsky.feed.post\",\"rkey\":\"\","
                + "\"swapRecord\":null,\"record\":{\"$type\":\"app.bsky.feed.post\",\"text\":\"a\"}}",
            "{\"repo\":\"ann.example\",\"collection\":\"app.bsky.feed.post\",\"rkey\":\"\","
                + "\"swapRecord\":null,\"record\":{\"$type\":\"app.bsky.feed.post\",\"text\":\"b\"}}");
    Request request = new BlueskyRenderer(200).complete(ANN, old, known(List.of(), null));

    assertThat(request.parts()).isEqualTo(2);
    assertThat(writes(json(request)).get(1).at("/value/text").asString()).isEqualTo("b");
  }

  private static void assertRefersTo(JsonNode reference, JsonNode write) {
    assertThat(reference.path("uri").asString())
        .isEqualTo("at://%s/app.bsky.feed.post/%s".formatted(DID, write.path("rkey").asString()));
    assertThat(reference.path("cid").asString()).isEqualTo(Cid.ofRecord(write.path("value")));
  }

  private static Known known(List<SentPart> live, @Nullable String earlier) {
    return new Known(7, live, NOW, earlier, Map.of("did", DID));
  }

  private static Request complete(int mostParts, Known known) {
    return new BlueskyRenderer(mostParts).complete(ANN, bodies(mostParts, THREAD), known);
  }

  private static List<String> bodies(int mostParts, Post post) {
    return new BlueskyRenderer(mostParts)
        .render(new Account(1, ANN, AccountSettings.DEFAULT), post).stream()
            .map(RenderedPart::body)
            .toList();
  }

  private static List<JsonNode> writes(JsonNode body) {
    return StreamSupport.stream(body.path("writes").spliterator(), false).toList();
  }

  private static JsonNode json(Request request) {
    return JsonMapper.shared().readTree(request.body());
  }
}
