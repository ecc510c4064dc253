package dev.belfry.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.post.InvalidInput;
import dev.belfry.post.Network;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SplitIntoThreadTest {
  private static final TextRules TINY = new XRules(40);

  @Test
  void text_that_fits_stays_one_part_without_a_number() {
    assertThat(split("It fits.", "{i}/{n}").parts()).containsExactly("It fits.");
  }

  @Test
  void paragraphs_stay_whole_where_they_can() {
    assertThat(split("First one. It goes on.\n\nSecond one. And on."))
        .containsExactly("First one. It goes on.\n\n", "Second one. And on.");
  }

  @Test
  void a_paragraph_too_long_is_cut_behind_a_sentence() {
    assertThat(split("This is said by Dr. Who. And then there is more."))
        .containsExactly("This is said by Dr. Who. ", "And then there is more.");
  }

  @Test
  void a_sentence_too_long_is_cut_behind_a_word() {
    assertThat(split("one two three four five six seven eight nine ten"))
        .containsExactly("one two three four five six seven eight ", "nine ten");
  }

  @Test
  void a_heading_stays_with_what_it_heads() {
    assertThat(split("Title\n\nA first sentence follows. Then a second one."))
        .containsExactly("Title\n\nA first sentence follows. ", "Then a second one.");
  }

  @Test
  void lines_of_a_list_stay_whole() {
    assertThat(split("- the first thing\n- the second thing\n- the third"))
        .containsExactly("- the first thing\n- the second thing\n", "- the third");
  }

  @Test
  void japanese_is_cut_behind_a_sentence_though_it_has_no_spaces() {
    assertThat(split("吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。"))
        .containsExactly("吾輩は猫である。名前はまだ無い。", "どこで生れたかとんと見当がつかぬ。");
  }

  @Test
  void a_link_that_x_does_not_know_is_not_cut_either() {
    String link = "https://例え.notatld/日本語";
    assertThat(split("日本語の文章日本語の文章 " + link).get(1)).isEqualTo(link);
  }

  @Test
  void numbers_take_the_place_of_the_white_space_at_the_cut() {
    Split split = split("First one. It goes on.\n\nSecond one. And on.", "({i}/{n})");
    assertThat(split.parts())
        .containsExactly("First one. It goes on. (1/2)", "Second one. And on. (2/2)");
    assertThat(String.join("", split.slices()))
        .isEqualTo("First one. It goes on.\n\nSecond one. And on.");
  }

  @ParameterizedTest
  @ValueSource(ints = {9, 10, 11, 99, 100, 101})
  void numbers_that_grow_by_a_digit_still_fit(int words) {
    Split split = split("x".repeat(29) + (" " + "x".repeat(29)).repeat(words - 1), "{i} of {n}");
    assertThat(split.parts()).hasSize(words).allMatch(p -> TINY.measure(p).fits());
    assertThat(split.parts().get(words - 1)).endsWith(" " + words + " of " + words);
  }

  @Test
  void a_word_longer_than_a_part_is_named() {
    assertThatThrownBy(() -> split("so " + "long".repeat(20) + " a word"))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "\"longlonglonglonglonglonglonglo…\" is one word of 80 characters, more than a part can"
                + " hold; break it up yourself");
  }

  @Test
  void a_word_that_just_fits_leaves_its_space_to_the_next_part() {
    assertThat(split("x".repeat(40) + " y")).containsExactly("x".repeat(40), " y");
  }

  @Test
  void more_white_space_than_a_part_can_hold_is_refused() {
    assertThatThrownBy(() -> split("a" + " ".repeat(100) + "b"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("white space");
  }

  @Test
  void a_last_line_break_is_no_part() {
    String text = "one two three four five six seven eight.\n";
    assertThat(split(text)).hasSize(2).allMatch(part -> !part.isBlank());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{n}", "no", "{i}/{m}", "{i", " {i}", "{i}\n"})
  void a_template_without_a_number_is_refused(String template) {
    assertThatThrownBy(() -> new Numbering(template)).isInstanceOf(InvalidInput.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\n"})
  void blank_text_is_refused(String blank) {
    assertThatThrownBy(() -> split(blank)).isInstanceOf(InvalidInput.class);
  }

  @ParameterizedTest
  @EnumSource(Network.class)
  void an_essay_is_split_whole(Network network) {
    String essay = Shared.text("corpus/essay.txt");
    TextRules rules = TextRules.of(network);
    Split split = new SplitIntoThread(rules, new Numbering("🧵 {i}/{n}")).split(essay);
    assertThat(String.join("", split.slices())).isEqualTo(essay);
    assertThat(split.parts()).hasSizeGreaterThan(3).allMatch(p -> rules.measure(p).fits());
    assertThat(split.slices()).anyMatch(slice -> slice.endsWith("\n\n"));
  }

  private static List<String> split(String text) {
    return split(text, "").parts();
  }

  private static Split split(String text, String template) {
    return new SplitIntoThread(TINY, new Numbering(template)).split(text);
  }
}
