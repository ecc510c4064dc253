package dev.belfry.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.post.Network;
import dev.belfry.testing.SomePosts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

final class PostFileRoundTripTest {
  private static final Path FOLDER = Path.of("letters");

  @Property
  void a_post_that_was_written_is_read_back_as_it_was(@ForAll("posts") RawPost post) {
    assertThat(PostFile.parse(PostFile.write(post, FOLDER), FOLDER)).isEqualTo(post);
  }

  @Property
  void an_editor_that_does_nothing_changes_nothing(@ForAll("posts") RawPost post) {
    String file = PostFile.write(post, FOLDER);

    assertThat(PostFile.write(PostFile.parse(file, FOLDER), FOLDER)).isEqualTo(file);
  }

  @Provide
  Arbitrary<RawPost> posts() {
    Arbitrary<@Nullable String> word = fieldValues().injectNull(0.4);
    return Combinators.combine(
            word,
            parts().list().ofMinSize(1).ofMaxSize(4),
            SomePosts.presentations(),
            accounts(),
            word,
            word)
        .as(
            (key, parts, presentation, to, at, zone) ->
                new RawPost("", key, parts, to, at, zone).appearing(presentation));
  }

  private static Arbitrary<List<String>> accounts() {
    return Arbitraries.of("x:me", "bluesky:me.bsky.social", "dry-run:x:demo", "yes")
        .list()
        .ofMaxSize(2);
  }

  private static Arbitrary<RawPart> parts() {
    Arbitrary<Map<Network, String>> wordings =
        Arbitraries.maps(Arbitraries.of(Network.values()), texts()).ofMaxSize(3);
    return Combinators.combine(texts(), wordings, media().list().ofMaxSize(2)).as(RawPart::new);
  }

  private static Arbitrary<RawMedia> media() {
    Arbitrary<RawMedia.Source> sources =
        Arbitraries.of(
            new RawMedia.InFile(FOLDER.resolve("a.png")),
            new RawMedia.InFile(FOLDER.resolve("deep/- b: #c.png")),
            new RawMedia.InFile(Path.of("/elsewhere/c.png")),
            new RawMedia.Stored("00ff"));
    return Combinators.combine(sources, fieldValues()).as(RawMedia::new);
  }

  /** Texts of what a post file could trip over, and of anything else. */
  private static Arbitrary<String> texts() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "---",
            "\\---",
            "\\\\---",
            "----",
            "--- x",
            "--- Bluesky",
            "---\tno \t",
            "\\--- x",
            "--- x y",
            "--- ",
            "\n",
            "\n\n",
            "\r\n",
            "\r",
            " ",
            "\\",
            "a",
            "🔔");
    return Arbitraries.oneOf(
        pieces.list().ofMaxSize(8).map(list -> String.join("", list)),
        pieces.list().ofMaxSize(8).map(list -> String.join("\n", list)),
        printable());
  }

  /** What YAML could take for something else, and anything else. */
  private static Arbitrary<String> fieldValues() {
    return Arbitraries.oneOf(
        Arbitraries.of(
            "null",
            "~",
            "true",
            "42",
            "1e3",
            "- a",
            "a: b",
            "#a",
            "[a",
            "'",
            "\"",
            "x:me",
            "@me",
            "---",
            "a\n---\nb",
            " a ",
            "a\n\n b\n",
            "\n",
            "%",
            "2026-12-01 09:00",
            "tab\there",
            "a\r\nb",
            "🔔 and é",
            "\u00a0",
            "\u2028"),
        printable().filter(text -> !text.isEmpty()));
  }

  private static Arbitrary<String> printable() {
    return Arbitraries.strings()
        .withCharRange(' ', '~')
        .withCharRange('\u00a1', '\u024f')
        .withChars('\n', '\t', '\u3042')
        .ofMaxLength(40);
  }
}
