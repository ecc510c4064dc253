package dev.belfry.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.post.Language;
import dev.belfry.post.Network;
import dev.belfry.post.Presentation;
import dev.belfry.post.Problem;
import dev.belfry.post.Visibility;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.Test;

final class PostFileTest {
  private static final Path FOLDER = Path.of("letters");

  @Test
  void a_post_file_with_everything_is_read() {
    RawPost post =
        parse(
            """
            ---
            # Comments are welcome.
            key: 42
            to: [x:me, bluesky:me.bsky.social]
            at: 2026-12-01 09:00
            zone: America/New_York
            media:
              - file: pictures/tower.png
                alt: "A bell tower: at dusk"
              - sha256: 00ff
                part: 2
            ---

            The first part,
            on two lines.

            ---

            The second part.
            """);

    assertThat(post)
        .isEqualTo(
            new RawPost(
                "",
                "42",
                List.of(
                    new RawPart(
                        "The first part,\non two lines.",
                        List.of(
                            new RawMedia(
                                FOLDER.resolve("pictures/tower.png"), "A bell tower: at dusk"))),
                    new RawPart(
                        "The second part.",
                        List.of(new RawMedia(new RawMedia.Stored("00ff"), "")))),
                List.of("x:me", "bluesky:me.bsky.social"),
                "2026-12-01 09:00",
                "America/New_York"));
  }

  @Test
  void a_network_may_have_words_of_its_own_in_any_part() {
    RawPost post =
        parse(
            """
            ---
            quote: [https://x.com/ann/status/18, "at://did:plc:abc/app.bsky.feed.post/3kabc"]
            visibility: Unlisted
            language: PT-br
            warning: Loud bells
            ---

            One

            --- bluesky

            One, at length

            --- Mastodon\t
            One @ann@example.social
            ---

            Two

            \\--- bluesky
            """);

    assertThat(post.parts())
        .containsExactly(
            new RawPart(
                "One",
                Map.of(
                    Network.BLUESKY, "One, at length",
                    Network.MASTODON, "One @ann@example.social"),
                List.of()),
            new RawPart("Two\n\n--- bluesky", List.of()));
    assertThat(post.presentation())
        .isEqualTo(
            new Presentation(
                Map.of(
                    Network.X, "https://x.com/ann/status/18",
                    Network.BLUESKY, "at://did:plc:abc/app.bsky.feed.post/3kabc"),
                Visibility.UNLISTED,
                new Language("pt-BR"),
                "Loud bells"));
  }

  @Test
  void what_is_wrong_with_it_is_told_by_its_place() {
    problems(
            """
            ---
            quote:
              - https://x.com/ann/status/18
              - https://twitter.com/bob/status/19
              - https://example.org
            visibility: publik
            language: english
            warning: ""
            ---
            One
            --- blusky
            Eins
            --- x
            Uno
            --- X
            Un
            ---
            Two
            --- nowhere
            """)
        .containsExactly(
            new Problem("line 4, column 5", "two posts on X are quoted; only one can be"),
            new Problem(
                "line 5, column 5",
                "\"https://example.org\" is not the address of a post; one looks like"
                    + " https://x.com/ann/status/1860000000,"
                    + " https://bsky.app/profile/ann.example/post/3kabc or"
                    + " https://example.social/@ann/113"),
            new Problem(
                "line 6, column 13",
                "\"publik\" does not say who may see it; did you mean \"public\"?"),
            new Problem(
                "line 7, column 11",
                "\"english\" is not a language; write its code, such as en, pt-BR or zh-Hant"),
            new Problem(
                "line 8, column 10",
                "the content warning is empty; say what it warns of, or leave it out"),
            new Problem(
                "line 11",
                "\"blusky\" is not a network; did you mean \"bluesky\"? (as text it is written"
                    + " \\--- blusky)"),
            new Problem("line 15", "the part has words for X already"),
            new Problem(
                "line 19", "\"nowhere\" is not a network (as text it is written \\--- nowhere)"));
  }

  @Test
  void one_account_needs_no_list() {
    assertThat(parse("---\nto: x:me\n---\nHello\n").to()).containsExactly("x:me");
  }

  @Test
  void front_matter_may_be_left_out_or_empty() {
    assertThat(texts("Hello\n")).containsExactly("Hello");
    assertThat(texts("---\n---\nHello\n")).containsExactly("Hello");
    assertThat(texts("---\n# nothing yet\n---\n\nHello\n")).containsExactly("Hello");
    assertThat(parse("---\nkey:\nat:\n---\nHello")).isEqualTo(parse("Hello"));
  }

  @Test
  void only_a_line_of_exactly_three_dashes_separates() {
    assertThat(texts("one\n---\ntwo")).containsExactly("one", "two");
    assertThat(texts("one\n--- \n ---\n----\n--\ntwo"))
        .containsExactly("one\n--- \n ---\n----\n--\ntwo");
    assertThat(texts("one\n\\---\n\\\\---\ntwo")).containsExactly("one\n---\n\\---\ntwo");
  }

  @Test
  void one_blank_line_beside_a_separator_is_layout_and_further_ones_are_text() {
    assertThat(texts("one\n\n---\n\ntwo\n")).containsExactly("one", "two");
    assertThat(texts("one\n\n\n---\n\n\ntwo\n\n")).containsExactly("one\n", "\ntwo\n");
    assertThat(texts("\none")).containsExactly("\none");
    assertThat(texts("  one  ")).containsExactly("  one  ");
  }

  @Test
  void a_file_with_windows_line_ends_is_read_with_line_feeds() {
    assertThat(parse("---\r\nto: x:me\r\n---\r\n\r\none\r\nline\r\n\r\n---\r\n\r\ntwo\r\n"))
        .isEqualTo(parse("---\nto: x:me\n---\n\none\nline\n\n---\n\ntwo\n"));
    assertThat(texts("one\ntwo\r\n")).containsExactly("one\ntwo\r");
  }

  @Test
  void front_matter_that_never_ends_is_told() {
    problems("---\nto: x:me\n\nHello\n")
        .containsExactly(
            new Problem(
                "line 1, column 1",
                "the front matter that begins here never ends; close it with a line ---"));
  }

  @Test
  void broken_yaml_is_told_with_line_and_column() {
    problems("---\nkey: a\nto: [x:me\nat: now\n---\nHello\n")
        .singleElement()
        .satisfies(problem -> assertThat(problem.where()).isEqualTo("line 4, column 3"))
        .satisfies(problem -> assertThat(problem.message()).startsWith("not YAML: "));
    problems("---\nkey: a\nzone: Europe: Paris\n---\nHello\n")
        .containsExactly(
            new Problem("line 3, column 13", "not YAML: mapping values are not allowed here"));
    problems("---\nkey: \"bell\u0007\"\n---\nHello\n")
        .containsExactly(
            new Problem("line 2, column 11", "the character U+0007 may not stand here"));
  }

  @Test
  void every_mistake_in_front_matter_is_told_at_once() {
    problems(
            """
            ---
            zoen: Europe/Paris
            key: one
            key: two
            at: [2026, 12]
            mood: good
            media:
              - alt: Nothing
              - file: a.png
                sha256: 00ff
              - tower.png
              - file: b.png
                part: first
                caption: no
            ---
            Hello
            """)
        .containsExactly(
            new Problem("line 2, column 1", "\"zoen\" is not known here; did you mean \"zone\"?"),
            new Problem("line 4, column 1", "\"key\" stands here twice"),
            new Problem(
                "line 6, column 1",
                "\"mood\" is not known here; what may stand here: to, at, zone, media, key, quote,"
                    + " visibility, language, warning, not-before, skip-checks"),
            new Problem(
                "line 8, column 5", "each of the \"media\" has either a \"file\" or a \"sha256\""),
            new Problem(
                "line 9, column 5", "each of the \"media\" has either a \"file\" or a \"sha256\""),
            new Problem("line 11, column 5", "names and values are wanted here, such as file: …"),
            new Problem(
                "line 11, column 5", "each of the \"media\" has either a \"file\" or a \"sha256\""),
            new Problem(
                "line 14, column 5",
                "\"caption\" is not known here; what may stand here: file, alt, no-alt, part, sha256"),
            new Problem("line 13, column 11", "\"part\" is a whole number from 1"),
            new Problem(
                "line 5, column 5", "\"at\" is one text, and this is not; put it in quotes"));
    problems("---\nmedia: tower.png\n---\nHello\n")
        .containsExactly(
            new Problem(
                "line 2, column 8", "\"media\" is a list; begin each of its entries with a dash"));
    problems("---\n- to\n---\nHello\n").hasSize(1);
  }

  @Test
  void an_image_on_a_part_that_is_not_there_is_told() {
    problems("---\nmedia:\n  - {file: a.png, part: 3}\n---\none\n---\ntwo\n")
        .containsExactly(new Problem("line 3, column 5", "there is no part 3; the post has 2"));
  }

  @Test
  void a_yaml_bomb_does_not_go_off() {
    String bomb =
        "---\nkey: &a [x, x]\nto: &b [*a, *a]\nat: &c [*b, *b]\nzone: [*c, *c]\n---\nHello\n";

    problems(bomb)
        .containsExactly(
            new Problem(
                "line 2, column 6", "anchors and aliases (& and *) are not taken; write it out"));
    problems("---\nkey: !!java.net.URL [x]\n---\nHello\n")
        .containsExactly(
            new Problem("line 2, column 6", "tags (!) are not taken; put the text in quotes"));
    problems("---\nto: " + "[".repeat(100_000) + "\n---\nHello\n")
        .containsExactly(new Problem("line 2, column 12", "nested too deeply"));
    problems("---\nkey: " + "x".repeat(300_000) + "\n---\nHello\n").hasSize(1);
  }

  @Test
  void images_beside_the_file_are_written_relative_to_it() {
    RawPost post =
        RawPost.of(
            List.of(
                new RawPart("", List.of(new RawMedia(FOLDER.resolve("a.png"), "An a"))),
                new RawPart("two", List.of(new RawMedia(Path.of("/elsewhere/b.png"), "A b")))));

    assertThat(PostFile.write(post, FOLDER))
        .isEqualTo(
            """
            ---
            media:
              - file: a.png
                alt: An a
                part: 1
              - file: /elsewhere/b.png
                alt: A b
                part: 2
            ---



            ---

            two
            """);
  }

  @Test
  void an_emoji_may_stand_anywhere_in_long_front_matter() {
    for (int before = 900; before < 1_100; before++) {
      String alt = "a".repeat(before) + "🔔🔔";
      RawPost post =
          RawPost.of(List.of(new RawPart("", List.of(new RawMedia(FOLDER.resolve("a.png"), alt)))));

      assertThat(parse(PostFile.write(post, FOLDER))).isEqualTo(post);
    }
  }

  @Test
  void an_image_elsewhere_is_found_again_wherever_the_post_file_is() {
    RawMedia beside = new RawMedia(Path.of("bell.png"), "A bell");
    RawPost post = RawPost.of(List.of(new RawPart("", List.of(beside))));

    RawPost back = PostFile.parse(PostFile.write(post, FOLDER), FOLDER);

    assertThat(back.parts().get(0).media().get(0).source())
        .isEqualTo(new RawMedia.InFile(Path.of("bell.png").toAbsolutePath()));
  }

  private static RawPost parse(String file) {
    return PostFile.parse(file, FOLDER);
  }

  private static List<String> texts(String file) {
    return parse(file).parts().stream().map(RawPart::text).toList();
  }

  private static ListAssert<Problem> problems(String file) {
    return Problems.of(() -> parse(file));
  }
}
