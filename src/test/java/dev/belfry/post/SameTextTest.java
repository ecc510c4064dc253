package dev.belfry.post;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import org.junit.jupiter.api.Test;

final class SameTextTest {
  @Test
  void blanks_and_how_letters_are_composed_do_not_matter() {
    assertThat(SameText.of(" Ding\n\n\tdong\u00a0\u3000café ", ""))
        .isEqualTo("text Ding dong café");
    String korean = "종이 울린다";
    assertThat(SameText.of(Normalizer.normalize(korean, Normalizer.Form.NFD), ""))
        .isEqualTo("text " + korean);
  }

  @Test
  void letters_and_where_words_end_do() {
    assertThat(SameText.of("Ding dong", ""))
        .isNotEqualTo(SameText.of("ding dong", ""))
        .isNotEqualTo(SameText.of("Dingdong", ""));
  }

  @Test
  void media_count_where_there_are_no_words() {
    assertThat(SameText.of("Ding", "a1 b2")).isEqualTo(SameText.of("Ding", "c3"));
    assertThat(SameText.of(" \n", "a1 b2")).isEqualTo("media a1 b2");
  }
}
