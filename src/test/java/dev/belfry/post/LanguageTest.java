package dev.belfry.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LanguageTest {

  @ParameterizedTest
  @CsvSource({
    "en, en",
    "EN-gb, en-GB",
    "pt-br, pt-BR",
    "ZH-HANT-tw, zh-Hant-TW",
    "DEU-at, de-AT",
    "TR, tr",
    "ID, id",
    "he, he",
    "iw, he",
    "tlh, tlh",
    "es-419, es-419",
    "sl-rozaj-biske, sl-rozaj-biske"
  })
  void a_tag_is_read_whatever_its_case_and_written_one_way(String written, String tag) {
    assertThat(Language.of(written)).contains(new Language(tag));
    assertThat(Language.of(tag)).contains(new Language(tag));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "e", "english", "en_GB", "xx", "jp", "en-", "x-mine", "und", "en GB"})
  void what_names_no_language_is_none(String written) {
    assertThat(Language.of(written)).isEmpty();
  }

  @Test
  void a_tag_without_end_is_none() {
    assertThat(Language.of("en" + "-abcdefgh".repeat(100))).isEmpty();
  }

  @Test
  void a_language_can_only_be_written_one_way() {
    assertThatThrownBy(() -> new Language("EN")).isInstanceOf(IllegalArgumentException.class);
  }
}
