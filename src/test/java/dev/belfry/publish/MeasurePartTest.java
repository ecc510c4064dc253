package dev.belfry.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.compose.BlueskyRules;
import dev.belfry.compose.TextRules;
import dev.belfry.compose.XRules;
import dev.belfry.post.Attachment;
import dev.belfry.post.Media;
import dev.belfry.post.MediaType;
import dev.belfry.post.Part;
import dev.belfry.post.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasurePartTest {

  @Test
  void what_a_network_refuses_about_a_picture_is_told_by_its_number() {
    Media small = new Media("cd".repeat(32), MediaType.PNG, 800, 600, 30_000);
    Media large = new Media("ab".repeat(32), MediaType.PNG, 800, 600, 3_000_000);
    Part part = new Part("", List.of(new Attachment(small, "a"), new Attachment(large, "b")));

    assertThat(problems(XRules.STANDARD, part)).isEmpty();
    assertThat(problems(new BlueskyRules(), part))
        .containsExactly(
            new Problem(
                "image 2",
                "the image has 3,000,000 bytes, and Bluesky takes at most 2,000,000; save it smaller,"
                    + " or have it scaled down with --fit"));
  }

  @Test
  void a_part_without_a_word_needs_an_image() {
    Media bell = new Media("ab".repeat(32), MediaType.PNG, 800, 600, 30_000);

    assertThat(problems(XRules.STANDARD, Part.of(" "))).hasSize(1);
    assertThat(problems(XRules.STANDARD, new Part(" ", List.of(new Attachment(bell, "a")))))
        .isEmpty();
  }

  private static List<Problem> problems(TextRules rules, Part part) {
    return MeasurePart.measure(rules, 1, part, "{}").problems();
  }
}
