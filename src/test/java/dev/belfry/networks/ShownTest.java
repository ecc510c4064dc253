package dev.belfry.networks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.account.Account;
import dev.belfry.account.AccountSettings;
import dev.belfry.post.AccountName;
import dev.belfry.post.Part;
import dev.belfry.post.Post;
import dev.belfry.publish.RenderedPart;
import dev.belfry.publish.Renderer;
import dev.belfry.publish.Shown;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What readers of each network see of a part besides its words. */
final class ShownTest {
  private static final String TEXT =
      "Füße 👩‍👩‍👧 a.org/x https://b.org #bells $BELL @ann @bob.example @eve@c.example, 鐘 #more";

  @Test
  void x_makes_links_of_domains_mentions_hashtags_and_cashtags() {
    assertThat(links("x:ann", Map.of()))
        .containsExactly("a.org/x", "https://b.org", "#bells", "$BELL", "@ann", "@bob", "#more");
  }

  @Test
  void bluesky_shows_the_very_facets_of_the_request() {
    assertThat(links("bluesky:ann.example", Map.of("mention bob.example", "did:plc:bob")))
        .containsExactly("a.org/x", "https://b.org", "#bells", "@bob.example", "#more");
    assertThat(links("bluesky:ann.example", Map.of())).doesNotContain("@bob.example", "@bob");
  }

  @Test
  void mastodon_takes_only_whole_addresses_for_links_and_mentions_people_elsewhere() {
    assertThat(links("mastodon:ann@a.example", Map.of()))
        .containsExactly("https://b.org", "#bells", "@ann", "@bob", "@eve@c.example", "#more");
  }

  @Test
  void bluesky_shows_the_card_that_the_request_has() {
    Map<String, String> found =
        Map.of("card https://b.org", "{\"title\":\"Bells\",\"description\":\"When they ring\"}");

    assertThat(shown("bluesky:ann.example", "See https://b.org", found).page())
        .isEqualTo(new Shown.Page("https://b.org", "Bells", "When they ring"));
    assertThat(shown("bluesky:ann.example", "See https://b.org", Map.of()).page()).isNull();
    assertThat(shown("x:ann", "See https://b.org", found).page()).isNull();
  }

  private static List<String> links(String account, Map<String, String> found) {
    return shown(account, TEXT, found).links().stream().map(link -> link.in(TEXT)).toList();
  }

  private static Shown shown(String name, String text, Map<String, String> found) {
    Account account = new Account(1, AccountName.parse(name), AccountSettings.DEFAULT);
    Renderer renderer = new Networks().renderer(account.network());
    RenderedPart part = renderer.render(account, new Post(List.of(Part.of(text))), found).get(0);
    return renderer.shown(part);
  }
}
