package dev.belfry.compose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.compose.ReadMedia.AltText;
import dev.belfry.compose.ReadMedia.FindStored;
import dev.belfry.post.Post;
import dev.belfry.testing.SomePosts;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a post says, it says again when it comes back from where it was written. */
final class PostRoundTripTest {
  private static final Path FOLDER = Path.of("letters");

  @Property
  void a_post_comes_back_from_a_post_file(@ForAll("posts") Post post) {
    RawPost raw = RawPost.ofStored(exported(post));

    assertThat(composed(PostFile.parse(PostFile.write(raw, FOLDER), FOLDER))).isEqualTo(post);
  }

  @Property
  void a_post_comes_back_from_a_line_of_json(@ForAll("posts") Post post) {
    String line = new WritePostJson(image -> "").line(exported(post));
    ProblemList problems = new ProblemList();

    List<RawPost> raws =
        ImportJsonLines.read(new ByteArrayInputStream(line.getBytes(UTF_8)), FOLDER, problems)
            .toList();

    problems.throwIfAny();
    assertThat(raws).singleElement().satisfies(raw -> assertThat(composed(raw)).isEqualTo(post));
  }

  private static ExportedPost exported(Post post) {
    return new ExportedPost(/* id= */ null, post, List.of(), /* at= */ null, /* zone= */ null);
  }

  private static Post composed(RawPost raw) {
    return new ComposePost(AltText.REQUIRED, FindStored.NOTHING).compose(raw).post();
  }

  @Provide
  Arbitrary<Post> posts() {
    return SomePosts.posts();
  }
}
