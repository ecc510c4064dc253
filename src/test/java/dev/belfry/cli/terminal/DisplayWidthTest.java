package dev.belfry.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayWidthTest {
  @ParameterizedTest
  @CsvSource({
    "bell, 4",
    "naïve “café”…, 13",
    "日本語, 6",
    "ﾊﾝｶｸ, 4",
    "Ｆｕｌｌ, 8",
    "한국어, 6",
    "e\u0301, 1",
    "\u1112\u1161\u11ab, 2",
    "👍, 2",
    "👍🏽, 2",
    "👨‍👩‍👧‍👦, 2",
    "🇨🇭, 2",
    "🏴󠁧󠁢󠁳󠁣󠁴󠁿, 2",
    "1️⃣, 2",
    "❤, 1",
    "❤️, 2",
    "©, 1",
    "a\u200bb, 2",
    "a\u00adb, 3",
    "α§±, 3",
    "กำ, 2",
  })
  void columns_are_counted_as_terminals_draw_them(String text, int columns) {
    assertThat(DisplayWidth.of(text)).isEqualTo(columns);
  }

  @ParameterizedTest
  @CsvSource({
    "belfry, 6, belfry",
    "belfry, 5, belf…",
    "belfry, 1, …",
    "日本語, 5, 日本…",
    "日本語, 4, 日…",
    "👨‍👩‍👧‍👦👍👍, 4, 👨‍👩‍👧‍👦…",
    "ae\u0301o\u0308u, 3, ae\u0301…",
  })
  void a_long_text_is_cut_at_a_grapheme(String text, int columns, String cut) {
    assertThat(DisplayWidth.truncate(text, columns)).isEqualTo(cut);
  }

  @Property(tries = 300)
  void a_cut_text_never_takes_more_than_its_columns(
      @ForAll String text, @ForAll @IntRange(min = 1, max = 40) int columns) {
    assertThat(DisplayWidth.of(DisplayWidth.truncate(VisibleText.oneLine(text), columns)))
        .isLessThanOrEqualTo(columns);
  }

  @Property(tries = 300)
  void what_counts_as_narrow_is_measured_the_same_the_long_way(@ForAll char c) {
    String text = "a" + c + "b";
    if (DisplayWidth.isNarrow(text)) {
      assertThat(ClusterWidths.width(text)).isEqualTo(text.length());
    }
  }
}
