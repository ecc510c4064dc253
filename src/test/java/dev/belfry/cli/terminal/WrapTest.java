package dev.belfry.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WrapTest {
  @Test
  void lines_break_at_the_last_space_that_fits() {
    assertThat(Wrap.lines("ring the bell at noon", 8))
        .containsExactly("ring the", "bell at", "noon");
  }

  @Test
  void a_word_wider_than_the_line_is_broken() {
    assertThat(Wrap.lines("see https://example.com/long", 10))
        .containsExactly("see", "https://ex", "ample.com/", "long");
  }

  @Test
  void wide_characters_take_two_columns() {
    assertThat(Wrap.lines("日本語の投稿", 5)).containsExactly("日本", "語の", "投稿");
  }

  @Test
  void own_line_ends_and_empty_lines_stay() {
    assertThat(Wrap.lines("one\n\n  two\n", 20)).containsExactly("one", "", "  two", "");
  }

  @Property(tries = 300)
  void no_line_is_too_wide_and_nothing_but_spaces_at_breaks_is_lost(
      @ForAll String any, @ForAll @IntRange(min = 2, max = 30) int columns) {
    String text = VisibleText.lines(any);
    assertThat(Wrap.lines(text, columns))
        .allSatisfy(line -> assertThat(DisplayWidth.of(line)).isLessThanOrEqualTo(columns));
    assertThat(String.join("", Wrap.lines(text, columns)).replace(" ", ""))
        .isEqualTo(text.replace("\n", "").replace(" ", ""));
  }
}
