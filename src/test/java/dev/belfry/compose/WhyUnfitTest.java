package dev.belfry.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.post.Problem;
import org.junit.jupiter.api.Test;

class WhyUnfitTest {

  @Test
  void a_text_that_fits_has_no_problem() {
    assertThat(WhyUnfit.explain("fine", XRules.STANDARD)).isEmpty();
  }

  @Test
  void a_text_too_long_is_told_by_how_much_and_where_and_what_to_do() {
    String text = "word ".repeat(300).strip();
    assertThat(WhyUnfit.explain(text, XRules.STANDARD))
        .contains(
            new Problem(
                "",
                "too long for X by 1,219 characters (1,499 of 280); the limit falls here:"
                    + " \"…word word word word word word  | word word word word word word …\";"
                    + " shorten it, or let --split make a thread of it"));
  }

  @Test
  void nothing_in_the_excerpt_reaches_the_terminal() {
    String text = "\u001B[31m\u202E\u0007\n".repeat(100);
    assertThat(WhyUnfit.explain(text, new BlueskyRules()).orElseThrow().message())
        .doesNotContain("\u001B", "\u202E", "\u0007", "\n");
  }

  @Test
  void an_empty_text_is_called_empty() {
    assertThat(WhyUnfit.explain(" \n", XRules.STANDARD).orElseThrow().message())
        .isEqualTo("the text is empty");
  }

  @Test
  void a_character_that_x_refuses_is_named() {
    assertThat(WhyUnfit.explain("\uFEFFhello", XRules.STANDARD).orElseThrow().message())
        .isEqualTo("X takes no text with the invisible character U+FEFF in it; take it out");
  }
}
