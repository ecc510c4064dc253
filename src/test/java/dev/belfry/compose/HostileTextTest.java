package dev.belfry.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.post.InvalidInput;
import dev.belfry.post.Network;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing on standard input makes Belfry hang: each of these would, measured naively. */
class HostileTextTest {
  private static final int MANY = 500_000;
  private static final Duration BEARABLE = Duration.ofSeconds(30);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a.",
        "a-",
        "1.a-",
        "@a",
        "#a",
        "@a@b.c",
        "http://a",
        "http://a.a/(",
        "a.com/(a)",
        "a.b ",
        "日本",
        "👨‍👩‍👧‍👦",
        "x\u0301",
        " \u0301",
        "\uD83D",
        "\n",
        "e\u0301 ",
        "\u0000",
        "\u202E",
        "https://example.com "
      })
  void megabytes_of_anything_are_measured_in_bearable_time(String piece) {
    String text = piece.repeat(MANY / piece.length());
    for (Network network : Network.values()) {
      Measure measure =
          Assertions.assertTimeout(BEARABLE, () -> TextRules.of(network).measure(text));
      assertThat(measure.fits()).isFalse();
      assertThat(measure.fitsUpTo()).isLessThan(text.length());
    }
  }

  @ParameterizedTest
  @EnumSource(Network.class)
  void a_word_of_hundreds_of_labels_is_counted_in_full(Network network) {
    assertThat(TextRules.of(network).measure("a.".repeat(10_000)).length()).isEqualTo(20_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a. ", "日本", " \n", "\u0301", "a.b-"})
  void splitting_megabytes_ends_in_a_sentence(String piece) {
    SplitIntoThread split = new SplitIntoThread(XRules.STANDARD, new Numbering("{i}/{n}"));
    String text = piece.repeat(MANY / piece.length());
    Assertions.assertTimeout(
        BEARABLE,
        () -> assertThatThrownBy(() -> split.split(text)).isInstanceOf(InvalidInput.class));
  }
}
