package dev.belfry.networks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.account.Account;
import dev.belfry.account.AccountSettings;
import dev.belfry.account.LatePolicy;
import dev.belfry.account.WhenAbsent;
import dev.belfry.post.AccountName;
import dev.belfry.post.Attachment;
import dev.belfry.post.Media;
import dev.belfry.post.MediaType;
import dev.belfry.post.Network;
import dev.belfry.post.Part;
import dev.belfry.post.Post;
import dev.belfry.post.Problem;
import dev.belfry.publish.Known;
import dev.belfry.publish.RenderedPart;
import dev.belfry.publish.Renderer;
import dev.belfry.publish.Request;
import dev.belfry.queue.SentPart;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What each network gets, to the letter. */
final class RendererTest {
  private static final Instant NOW = Instant.parse("2026-12-01T14:00:00.123456Z");
  private static final String HASH = "ab".repeat(32);
  private static final Attachment BELL =
      new Attachment(new Media(HASH, MediaType.PNG, 1200, 675, 17_579), "A bell");
  private static final Post PICTURE = new Post(List.of(new Part("Look", List.of(BELL))));
  private static final Post THREAD = new Post(List.of(Part.of("one"), Part.of("two")));

  private final Networks networks = new Networks();

  @Test
  void x_gets_text_media_and_the_parent() {
    assertThat(bodies("x:ann", THREAD))
        .containsExactly(
            "{\"text\":\"one\"}",
            "{\"text\":\"two\",\"reply\":{\"in_reply_to_tweet_id\":\"(part 1)\"}}");
    assertThat(bodies("x:ann", PICTURE))
        .containsExactly(
            "{\"text\":\"Look\",\"media\":{\"media_ids\":[\"sha256:" + HASH + "#1.1\"]}}");
    assertThat(second("x:ann").body())
        .isEqualTo("{\"text\":\"two\",\"reply\":{\"in_reply_to_tweet_id\":\"id-1\"}}");
    assertThat(second("x:ann").correlation()).isEqualTo("7.2 since " + NOW);
  }

  @ParameterizedTest
  @CsvSource({"x:ann, text", "bluesky:ann.example, text", "mastodon:ann@example.social, status"})
  void each_network_gets_words_of_its_own_and_is_measured_by_them(String name, String field) {
    Map<Network, String> wording = new EnumMap<>(Network.class);
    for (Network network : Network.values()) {
      wording.put(network, "On " + network.word());
    }
    Part part = new Part("word ".repeat(100), wording, List.of());
    String own = part.text(AccountName.parse(name).network());

    RenderedPart rendered = render(name, new Post(List.of(part))).get(0);

    assertThat(json(rendered.body()).findValue(field).asString()).isEqualTo(own);
    assertThat(rendered.part()).isEqualTo(Part.of(own));
    assertThat(rendered.length()).isEqualTo(own.length());
    assertThat(rendered.problems()).isEmpty();
  }

  @Test
  void mastodon_gets_a_status_under_one_key_for_a_part_and_its_body() {
    assertThat(bodies("mastodon:ann@example.social", THREAD))
        .containsExactly(
            "{\"status\":\"one\"}", "{\"status\":\"two\",\"in_reply_to_id\":\"(part 1)\"}");
    Request request = second("mastodon:ann@example.social");
    assertThat(request.body()).isEqualTo("{\"status\":\"two\",\"in_reply_to_id\":\"id-1\"}");
    assertThat(request).isEqualTo(second("mastodon:ann@example.social"));

    Renderer renderer = renderer("mastodon:ann@example.social");
    AccountName ann = AccountName.parse("mastodon:ann@example.social");
    assertThat(renderer.complete(ann, List.of("", "{\"status\":\"other\"}"), known()).correlation())
        .isNotEqualTo(request.correlation());
  }

  @Test
  void bluesky_gets_a_record_that_nothing_can_be_put_in_the_place_of() {
    JsonNode body = json(first("bluesky:ann.example", PICTURE).body());

    assertThat(body.at("/repo").asString()).isEqualTo("ann.example");
    assertThat(body.at("/collection").asString()).isEqualTo("app.bsky.feed.post");
    assertThat(body.get("swapRecord").isNull()).isTrue();
    assertThat(body.at("/rkey").asString()).matches("[234567a-z]{13}");
    assertThat(body.at("/record/createdAt").asString()).isEqualTo("2026-12-01T14:00:00.123Z");
    JsonNode image = body.at("/record/embed/images/0");
    assertThat(image.at("/alt").asString()).isEqualTo("A bell");
    assertThat(image.at("/aspectRatio/width").asInt()).isEqualTo(1200);
    assertThat(image.at("/image/mimeType").asString()).isEqualTo("image/png");
  }

  @Test
  void a_bluesky_reply_names_its_root_and_its_parent_by_uri_and_hash() {
    JsonNode reply = json(second("bluesky:ann.example").body()).at("/record/reply");
    assertThat(reply.at("/root/uri").asString()).isEqualTo("id-1");
    assertThat(reply.at("/parent/cid").asString()).isEqualTo("cid-1");
  }

  @Test
  void later_bluesky_keys_sort_behind_earlier_ones() {
    List<String> keys =
        Stream.of(0, 1, 1_000, 1_000_000)
            .map(micros -> key(NOW.plus(Duration.ofNanos(micros * 1_000L))))
            .toList();
    assertThat(keys).isSorted().doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "see https://example.org/a#b now",
        "🔔🔔 example.org — naïve #openbridges",
        "日本語の #ハッシュタグ https://例え.テスト https://example.org",
        "no links, @nobody and $cash",
        "two: example.org example.org/two"
      })
  void facets_are_at_the_bytes_of_what_they_link(String text) {
    JsonNode record = json(bodies("bluesky:ann.example", new Post(List.of(Part.of(text)))).get(0));
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    for (JsonNode facet : record.at("/record/facets").values()) {
      int start = facet.at("/index/byteStart").asInt();
      int end = facet.at("/index/byteEnd").asInt();
      String linked = new String(utf8, start, end - start, StandardCharsets.UTF_8);
      JsonNode feature = facet.at("/features/0");
      if (feature.has("uri")) {
        assertThat(feature.get("uri").asString())
            .isEqualTo(linked.startsWith("http") ? linked : "https://" + linked);
      } else {
        assertThat("#" + feature.get("tag").asString()).isEqualTo(linked);
      }
    }
    assertThat(record.at("/record/facets").size())
        .isEqualTo((int) Stream.of(text.split(" ")).filter(RendererTest::isLinked).count());
  }

  /** The server refuses a post whose facets have a longer one. */
  @Test
  void a_hashtag_of_more_than_64_graphemes_stays_plain_text_on_bluesky() {
    String longest = "é".repeat(64);
    Post post = new Post(List.of(Part.of("#%s #%s".formatted(longest, longest + "x"))));

    assertThat(json(bodies("bluesky:ann.example", post).get(0)).at("/record/facets").values())
        .extracting(facet -> facet.at("/features/0/tag").asString())
        .containsExactly(longest);
  }

  @Test
  void what_is_too_long_is_a_problem_with_the_network_that_finds_it_so() {
    Post post = new Post(List.of(Part.of("word ".repeat(58).strip())));
    assertThat(problems("x:ann", post)).singleElement().asString().contains("too long for X by 9");
    assertThat(problems("bluesky:ann.example", post)).isEmpty();
    assertThat(problems("mastodon:ann@example.social", post)).isEmpty();
  }

  @Test
  void a_premium_account_may_say_more() {
    Account premium =
        new Account(
            1,
            AccountName.parse("x:ann"),
            new AccountSettings(
                null, true, LatePolicy.HOLD, Duration.ofHours(1), Duration.ZERO, WhenAbsent.ASK));
    Post post = new Post(List.of(Part.of("word ".repeat(1_000).strip())));
    assertThat(renderer("x:ann").render(premium, post).get(0).problems()).isEmpty();
  }

  @Test
  void an_image_may_stand_without_a_word() {
    Post post = new Post(List.of(new Part("", List.of(BELL))));
    for (String account : List.of("x:a", "bluesky:a.example", "mastodon:a@example.social")) {
      assertThat(problems(account, post)).as(account).isEmpty();
    }
  }

  private static boolean isLinked(String word) {
    return (word.startsWith("http") && !word.contains("例え"))
        || word.startsWith("example.org")
        || word.startsWith("#");
  }

  private Renderer renderer(String account) {
    return networks.renderer(AccountName.parse(account).network());
  }

  private List<RenderedPart> render(String name, Post post) {
    Account account = new Account(1, AccountName.parse(name), AccountSettings.DEFAULT);
    return renderer(name).render(account, post);
  }

  private List<String> bodies(String account, Post post) {
    return render(account, post).stream().map(RenderedPart::body).toList();
  }

  private List<Problem> problems(String account, Post post) {
    return render(account, post).stream().flatMap(part -> part.problems().stream()).toList();
  }

  @Test
  void what_is_sent_again_on_bluesky_is_the_same_record() {
    String account = "bluesky:ann.example";
    List<String> body = bodies(account, THREAD);
    Request first =
        renderer(account)
            .complete(AccountName.parse(account), body, new Known(7, List.of(), NOW, null));
    Request again =
        renderer(account)
            .complete(
                AccountName.parse(account),
                body,
                new Known(7, List.of(), NOW.plusSeconds(90), first.correlation()));

    assertThat(again).isEqualTo(first);
  }

  private Request first(String account, Post post) {
    return renderer(account)
        .complete(
            AccountName.parse(account), bodies(account, post), new Known(7, List.of(), NOW, null));
  }

  /** The second part of the thread, its first being live. */
  private Request second(String account) {
    return renderer(account).complete(AccountName.parse(account), bodies(account, THREAD), known());
  }

  private static Known known() {
    return new Known(7, List.of(new SentPart("id-1", "cid-1")), NOW, null);
  }

  private String key(Instant now) {
    String account = "bluesky:ann.example";
    Request request =
        renderer(account)
            .complete(
                AccountName.parse(account),
                bodies(account, THREAD),
                new Known(7, List.of(), now, null));
    return String.valueOf(request.correlation());
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }
}
