package dev.belfry.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class VisibleTextTest {
  @Test
  void escape_sequences_are_shown_and_not_obeyed() {
    assertThat(VisibleText.oneLine("\u001b[31mred\u001b]0;title\u0007"))
        .isEqualTo("␛[31mred␛]0;title␇");
    assertThat(VisibleText.oneLine("\u009b31m\u007f")).isEqualTo("\\u009b31m␡");
  }

  @Test
  void the_reading_direction_is_not_turned_around() {
    assertThat(VisibleText.oneLine("a\u202eb\u2066c")).isEqualTo("a\\u202eb\\u2066c");
  }

  @Test
  void line_ends_are_kept_or_shown() {
    assertThat(VisibleText.lines("a\r\nb\nc\rd\te")).isEqualTo("a\nb\nc␍d    e");
    assertThat(VisibleText.oneLine("a\r\nb\nc")).isEqualTo("a⏎b⏎c");
  }

  @Test
  void emoji_and_other_scripts_stay_as_they_are() {
    String text = "👨‍👩‍👧 שלום 日本 e\u0301 🇨🇭";
    assertThat(VisibleText.oneLine(text)).isEqualTo(text);
  }

  @Property(tries = 500)
  void no_control_character_is_left(@ForAll String text) {
    assertThat(VisibleText.oneLine(text).codePoints()).noneMatch(Character::isISOControl);
    assertThat(VisibleText.lines(text).codePoints())
        .noneMatch(c -> c != '\n' && Character.isISOControl(c));
  }
}
