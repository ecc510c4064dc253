package dev.belfry.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.compose.ReadMedia.AltText;
import dev.belfry.compose.ReadMedia.FindStored;
import dev.belfry.media.Images;
import dev.belfry.post.Attachment;
import dev.belfry.post.Media;
import dev.belfry.post.MediaType;
import dev.belfry.post.Part;
import dev.belfry.post.Post;
import dev.belfry.post.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ListAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ComposePostTest {
  private static final String MISSING =
      "the alt text is missing; say what is to be seen with --alt \"…\" (in a file: alt: …), or that"
          + " it goes without with --no-alt (no-alt: true)";

  private final Path folder;

  ComposePostTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void texts_come_through_as_they_were_written() {
    List<String> texts = List.of("  “Ding” – dong\t\r\n\n", "👩‍👩‍👧 é e\u0301 \u200b", "@x .");

    Composed composed = compose(raw(texts.stream().map(ComposePostTest::text).toList()));

    assertThat(composed.post().parts()).extracting(Part::text).isEqualTo(texts);
    assertThat(composed.files()).isEmpty();
  }

  @Test
  void a_picture_alone_is_a_post() {
    Path bell = Images.png(folder, "bell.png");

    Composed composed = compose(raw(new RawPart("", List.of(new RawMedia(bell, "A bell")))));

    Attachment attachment = composed.post().parts().get(0).media().get(0);
    assertThat(attachment.alt()).isEqualTo("A bell");
    assertThat(composed.files().get(0).media()).isEqualTo(attachment.media());
  }

  @Test
  void the_same_picture_twice_is_one_file() throws Exception {
    Path bell = Images.png(folder, "bell.png");
    Path copy = Files.copy(bell, folder.resolve("copy.png"));
    List<RawMedia> media = List.of(new RawMedia(bell, "A bell"), new RawMedia(copy, "Again"));

    Composed composed = compose(raw(new RawPart("one", media), new RawPart("two", media)));

    assertThat(composed.files()).hasSize(1);
    assertThat(composed.post().parts()).allMatch(part -> part.media().size() == 2);
  }

  @Test
  void an_image_that_is_stored_already_needs_no_file() {
    Media known = new Media("ab".repeat(32), MediaType.PNG, 8, 6, 100);
    FindStored stored = sha256 -> Optional.of(known).filter(m -> m.sha256().equals(sha256));
    RawPost post =
        raw(new RawPart("", List.of(new RawMedia(new RawMedia.Stored(known.sha256()), "A bell"))));

    assertThat(new ComposePost(AltText.REQUIRED, stored).compose(post))
        .isEqualTo(
            new Composed(
                new Post(List.of(new Part("", List.of(new Attachment(known, "A bell"))))),
                List.of()));
    problems(post)
        .containsExactly(
            new Problem(
                "sha256 " + known.sha256(),
                "nothing is stored under this hash; belfry media list shows what is"));
    problems(raw(new RawPart("", List.of(new RawMedia(new RawMedia.Stored("x"), "A bell")))))
        .containsExactly(
            new Problem(
                "sha256 x", "nothing is stored under this hash; belfry media list shows what is"));
  }

  @Test
  void a_stored_post_goes_through_an_editor_unchanged() {
    Media known = new Media("ab".repeat(32), MediaType.PNG, 8, 6, 100);
    Post post =
        new Post(
            List.of(
                new Part("one\n---\n", List.of(new Attachment(known, "A bell"))), Part.of("two")));
    RawPost raw =
        RawPost.ofStored(new ExportedPost("k", post, List.of("x:me"), "2026-12-01 09:00", "UTC"));

    RawPost edited = PostFile.parse(PostFile.write(raw, folder), folder);

    assertThat(edited).isEqualTo(raw);
    assertThat(new ComposePost(AltText.REQUIRED, sha256 -> Optional.of(known)).compose(edited))
        .isEqualTo(new Composed(post, List.of()));
  }

  @Test
  void empty_text_without_a_picture_is_refused() {
    for (String empty : List.of("", " ", "\n\t \r\n", "\u2003")) {
      problems(raw(text(empty)))
          .containsExactly(new Problem("", "the text is empty; write something or add an image"));
    }
    problems(RawPost.of(List.of()))
        .containsExactly(new Problem("", "the post has no parts; write at least one"));
  }

  @Test
  void characters_that_no_text_has_are_told_with_their_position() {
    problems(
            raw(
                text("🔔 NUL\0!"),
                text("half \ud83d of a bell"),
                text("bell\u0007"),
                text("\u0085")))
        .containsExactly(
            new Problem("part 1", "the text has a NUL (U+0000) as its character 6; take it out"),
            new Problem(
                "part 2",
                "the text has half of a character (U+D83D alone) as its character 6; take it out"),
            new Problem(
                "part 3",
                "the text has a control character (U+0007) as its character 5; take it out"),
            new Problem(
                "part 4",
                "the text has a control character (U+0085) as its character 1; take it out"));
  }

  @Test
  void too_many_pictures_are_refused() {
    Path bell = Images.png(folder, "bell.png");

    problems(raw(new RawPart("", Collections.nCopies(5, new RawMedia(bell, "A bell")))))
        .containsExactly(
            new Problem(
                "",
                "5 media on one part; at most 4 are taken, so put the others on a part of their"
                    + " own"));
    assertThat(compose(raw(new RawPart("", Collections.nCopies(4, new RawMedia(bell, "A bell"))))))
        .isNotNull();
  }

  @Test
  void an_alt_text_is_asked_for_unless_it_may_be_left_out() {
    Path bell = Images.png(folder, "bell.png");
    RawPost post = raw(new RawPart("Ding", List.of(new RawMedia(bell, " "))));

    problems(post).containsExactly(new Problem(bell.toString(), MISSING));
    assertThat(new ComposePost(AltText.OPTIONAL, FindStored.NOTHING).compose(post)).isNotNull();
    RawMedia.Source source = new RawMedia.InFile(bell);
    assertThat(compose(raw(new RawPart("", List.of(new RawMedia(source, "", true)))))).isNotNull();
    problems(raw(new RawPart("", List.of(new RawMedia(source, "A bell", true)))))
        .containsExactly(
            new Problem(
                bell.toString(), "it has an alt text, and says that it goes without (no-alt)"));
  }

  @Test
  void an_alt_text_is_checked_like_a_text() {
    Path bell = Images.png(folder, "bell.png");

    problems(raw(new RawPart("", List.of(new RawMedia(bell, "🔔".repeat(2_001))))))
        .containsExactly(
            new Problem(
                bell.toString(),
                "the alt text has 2001 characters; no network takes more than 2000"));
    problems(raw(new RawPart("", List.of(new RawMedia(bell, "a\0"))))).hasSize(1);
  }

  @Test
  void every_problem_is_told_with_its_place() {
    Path missing = folder.resolve("missing.png");
    RawPost post =
        new RawPost(
            "line 4",
            " ",
            List.of(text("fine"), text(""), new RawPart("", List.of(new RawMedia(missing, "")))),
            List.of(),
            null,
            null);

    problems(post)
        .containsExactly(
            new Problem("line 4, key", "the key is empty; give it a name or leave it out"),
            new Problem("line 4, part 2", "the text is empty; write something or add an image"),
            new Problem("line 4, part 3, " + missing, MISSING),
            new Problem("line 4, part 3, " + missing, "there is no such file"));
  }

  @Test
  void keys_and_threads_have_a_bound() {
    problems(keyed("k".repeat(201))).hasSize(1);
    problems(keyed("k".repeat(200))).isEmpty();
    problems(keyed("k\0")).hasSize(1);
    problems(raw(Collections.nCopies(1_001, text("ding"))))
        .containsExactly(new Problem("", "the thread has 1001 parts; at most 1000 are taken"));
    problems(raw(Collections.nCopies(1_000, text("ding")))).isEmpty();
  }

  private static RawPart text(String text) {
    return new RawPart(text, List.of());
  }

  private static RawPost raw(RawPart... parts) {
    return raw(List.of(parts));
  }

  private static RawPost raw(List<RawPart> parts) {
    return RawPost.of(parts);
  }

  private static RawPost keyed(@Nullable String key) {
    return new RawPost("", key, List.of(text("ding")), List.of(), null, null);
  }

  private static Composed compose(RawPost post) {
    return new ComposePost(AltText.REQUIRED, FindStored.NOTHING).compose(post);
  }

  private static ListAssert<Problem> problems(RawPost post) {
    return Problems.of(() -> compose(post));
  }
}
