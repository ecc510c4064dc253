package dev.belfry.networks.bluesky;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.account.Account;
import dev.belfry.account.AccountSettings;
import dev.belfry.networks.page.PageWords;
import dev.belfry.post.AccountName;
import dev.belfry.post.Attachment;
import dev.belfry.post.Media;
import dev.belfry.post.MediaType;
import dev.belfry.post.Network;
import dev.belfry.post.Part;
import dev.belfry.post.Post;
import dev.belfry.post.Presentation;
import dev.belfry.publish.Known;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Mentions, cards and quotes: what a post gets of what was looked up, and without it. */
final class RicherPostTest {
  private static final AccountName ANN = AccountName.parse("bluesky:ann.example");
  private static final String QUOTED = "https://bsky.app/profile/bob.example/post/3lbvkq2f4yk2a";
  private static final Attachment BELL =
      new Attachment(new Media("ab".repeat(32), MediaType.PNG, 16, 12, 99), "A bell");

  private final BlueskyRenderer renderer = new BlueskyRenderer(200);

  @ParameterizedTest
  @CsvSource({
    "@bob.example, bob.example",
    "Hello @Bob.Example! Nice, bob.example",
    "(@my-name.bsky.social), my-name.bsky.social",
    "ends with @bob.bsky.social., bob.bsky.social",
    "鐘 @bob.example 鐘, bob.example",
  })
  void a_handle_behind_an_at_sign_is_a_mention(String text, String handle) {
    assertThat(Mentions.in(text)).extracting(Mentions.Mention::handle).containsExactly(handle);
  }

  /** A draft may be anything, and is rendered before it is known to be too long. */
  @Test
  void a_handle_without_an_end_is_none() {
    assertThat(Mentions.in("@" + "a.".repeat(100_000) + "example")).isEmpty();
    assertThat(Mentions.in("@" + "a.".repeat(122) + "example"))
        .singleElement()
        .satisfies(mention -> assertThat(mention.handle()).hasSize(251));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@bob",
        "mail me: ann@bob.example",
        "https://a.example/@bob.example",
        "@bob@bob.example",
        "@-bob.example",
        "@bob.1"
      })
  void what_is_no_handle_is_no_mention(String text) {
    assertThat(Mentions.in(text)).isEmpty();
  }

  @Test
  void a_mention_links_to_whom_it_means_at_its_bytes() {
    String text = "Füße 👩‍👩‍👧 @Bob.example #bells, @nobody.example";
    JsonNode record = record(text, Map.of("mention bob.example", "did:plc:bob"));

    JsonNode facet = record.at("/facets/0");
    assertThat(said(record, facet)).isEqualTo("@Bob.example");
    assertThat(facet.at("/features/0/did").asString()).isEqualTo("did:plc:bob");
    assertThat(facet.at("/features/0/$type").asString())
        .isEqualTo("app.bsky.richtext.facet#mention");
    assertThat(said(record, record.at("/facets/1"))).isEqualTo("#bells");
    assertThat(record.path("facets")).hasSize(2);
  }

  @Test
  void without_anything_looked_up_a_mention_is_plain_text_and_no_link() {
    assertThat(record("Hello @bob.example", Map.of()).has("facets")).isFalse();
  }

  @Test
  void the_first_link_gets_a_card_where_there_is_no_image() {
    String card = LinkCard.write(new PageWords("A title", "What it is about"));
    Map<String, String> found = Map.of("card https://one.org/a", card);
    JsonNode external = record("See one.org/a and two.org", found).at("/embed/external");

    assertThat(external.path("uri").asString()).isEqualTo("https://one.org/a");
    assertThat(external.path("title").asString()).isEqualTo("A title");
    assertThat(external.path("description").asString()).isEqualTo("What it is about");
    assertThat(record(new Part("See one.org/a", List.of(BELL)), found).at("/embed/$type"))
        .asString()
        .contains("embed.images");
    assertThat(record("See one.org/b", found).has("embed")).isFalse();
  }

  @Test
  void what_is_worth_looking_up_is_named_once() {
    Post post =
        new Post(
            List.of(
                Part.of("@bob.example: one.org, two.org"),
                new Part("@bob.example @eve.example three.org", List.of(BELL))));

    assertThat(renderer.wants(post))
        .containsExactly("mention bob.example", "card https://one.org", "mention eve.example");
    assertThat(renderer.wants(new Post(List.of(Part.of("nothing"))))).isEmpty();
    assertThat(renderer.wants(quoting(Part.of("see one.org")))).isEmpty();
  }

  @Test
  void a_quoted_post_is_named_when_the_post_leaves() {
    List<String> bodies = bodies(quoting(Part.of("Look at this")), Map.of());
    assertThat(renderer.lacks(bodies, 1)).containsExactlyInAnyOrder("did", "quote " + QUOTED);

    JsonNode embed = completed(bodies).path("embed");
    assertThat(embed.path("$type").asString()).isEqualTo("app.bsky.embed.record");
    assertThat(embed.at("/record/uri").asString()).isEqualTo("at://did:plc:bob/x/y");
    assertThat(embed.at("/record/cid").asString()).isEqualTo("bafyquoted");
  }

  @Test
  void a_quoted_post_stands_beside_images() {
    List<String> bodies = bodies(quoting(new Part("Both", List.of(BELL))), Map.of());
    assertThat(renderer.lacks(bodies, 1)).hasSize(3);

    JsonNode embed = completed(bodies).path("embed");
    assertThat(embed.path("$type").asString()).isEqualTo("app.bsky.embed.recordWithMedia");
    assertThat(embed.at("/record/record/uri").asString()).isEqualTo("at://did:plc:bob/x/y");
    assertThat(embed.at("/media/images/0/alt").asString()).isEqualTo("A bell");
  }

  private static Post quoting(Part part) {
    return new Post(
        List.of(part), new Presentation(Map.of(Network.BLUESKY, QUOTED), null, null, null));
  }

  private JsonNode completed(List<String> bodies) {
    Map<String, String> found =
        Map.of("did", "did:plc:ann", "quote " + QUOTED, "at://did:plc:bob/x/y bafyquoted");
    return json(renderer
            .complete(ANN, bodies, new Known(7, List.of(), Instant.EPOCH, null, found))
            .body())
        .path("record");
  }

  private List<String> bodies(Post post, Map<String, String> found) {
    Account account = new Account(1, ANN, AccountSettings.DEFAULT);
    return renderer.render(account, post, found).stream().map(part -> part.body()).toList();
  }

  private JsonNode record(String text, Map<String, String> found) {
    return record(Part.of(text), found);
  }

  private JsonNode record(Part part, Map<String, String> found) {
    return json(bodies(new Post(List.of(part)), found).get(0)).path("record");
  }

  private static String said(JsonNode record, JsonNode facet) {
    byte[] utf8 = record.path("text").asString().getBytes(StandardCharsets.UTF_8);
    int start = facet.at("/index/byteStart").asInt();
    return new String(
        utf8, start, facet.at("/index/byteEnd").asInt() - start, StandardCharsets.UTF_8);
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }
}
