package dev.belfry.testing;

import dev.belfry.post.Language;
import dev.belfry.post.Network;
import dev.belfry.post.Part;
import dev.belfry.post.Post;
import dev.belfry.post.Presentation;
import dev.belfry.post.Visibility;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/** Posts in which everything may be said that a post can say, but for images. */
public final class SomePosts {
  private SomePosts() {}

  public static Arbitrary<Post> posts() {
    return Combinators.combine(parts().list().ofMinSize(1).ofMaxSize(3), presentations())
        .as(Post::new);
  }

  private static Arbitrary<Part> parts() {
    return Combinators.combine(texts(), wordings())
        .as((text, own) -> new Part(text, own, List.of()));
  }

  /** Words of their own for some networks. */
  public static Arbitrary<Map<Network, String>> wordings() {
    return Arbitraries.maps(Arbitraries.of(Network.values()), texts()).ofMaxSize(3);
  }

  public static Arbitrary<Presentation> presentations() {
    Arbitrary<@Nullable Visibility> visibilities =
        Arbitraries.of(Visibility.values()).injectNull(0.5);
    Arbitrary<@Nullable Language> languages =
        Arbitraries.of("en", "pt-BR", "zh-Hant", "no", "tlh")
            .map(Language::of)
            .map(Optional::orElseThrow)
            .injectNull(0.5);
    Arbitrary<@Nullable String> warnings =
        Arbitraries.of("Bells", " eye contact ", "no", "- a: b", "#1 \"quoted\" \\ 🔔", "---")
            .injectNull(0.5);
    return Combinators.combine(quotes(), visibilities, languages, warnings).as(Presentation::new);
  }

  private static Arbitrary<Map<Network, String>> quotes() {
    return Arbitraries.of(Network.values())
        .set()
        .ofMaxSize(3)
        .map(networks -> networks.stream().collect(Collectors.toMap(n -> n, SomePosts::quote)));
  }

  private static String quote(Network network) {
    return switch (network) {
      case X -> "https://x.com/ann/status/1860000000000000000";
      case BLUESKY -> "at://did:plc:abc/app.bsky.feed.post/3kabc";
      case MASTODON -> "https://example.social/@ann/113?a='b'&c=\"d\"";
    };
  }

  /** Never blank; of what a post file, JSON or SQL could trip over, and of anything else. */
  private static Arbitrary<String> texts() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "---",
            "--- bluesky",
            "\\--- x",
            "--- nowhere",
            "\n",
            "\n\n",
            "\r\n",
            " ",
            "\\",
            "'",
            "\"",
            "{}",
            "NULL",
            "🔔",
            "e\u0301",
            "İı",
            "\u2028");
    return Arbitraries.oneOf(
            pieces.list().ofMaxSize(6).map(list -> String.join("", list)),
            pieces.list().ofMaxSize(6).map(list -> String.join("\n", list)),
            Arbitraries.strings().withCharRange(' ', '~').withChars('\n', '\t').ofMaxLength(30))
        .filter(text -> !text.isBlank());
  }
}
