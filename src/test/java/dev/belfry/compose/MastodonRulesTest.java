package dev.belfry.compose;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MastodonRulesTest {

  @ParameterizedTest
  @CsvSource({
    "https://example.com/a/very/long/path/that/goes/on/and/on, 23",
    "http://x.co, 23",
    "HTTPS://EXAMPLE.COM, 23",
    "see (https://example.com/a)., 30",
    "example.com/a/very/long/path, 28",
    "@user, 5",
    "@user@example.social, 5",
    "@user@example.social., 6",
    "hi @a.b@example.social and @c@example.org!, 15",
    "mail a@b.example.com, 20",
    "https://example.com/@user@example.social, 23",
    "👨‍👩‍👧‍👦, 1",
  })
  void counts_as_mastodon_does(String text, int length) {
    assertThat(MastodonRules.DEFAULT.measure(text).length()).isEqualTo(length);
  }

  @Test
  void five_hundred_fit_and_one_more_does_not() {
    assertThat(MastodonRules.DEFAULT.measure("日".repeat(500)).fits()).isTrue();
    assertThat(MastodonRules.DEFAULT.measure("日".repeat(501)))
        .isEqualTo(new Measure(501, 500, "characters", false, 500));
  }

  @Test
  void an_instance_sets_its_own_limits() {
    Measure measure = new MastodonRules(5_000, 30).measure("https://example.com");
    assertThat(measure).isEqualTo(new Measure(30, 5_000, "characters", true, 19));
  }

  @Test
  void a_warning_takes_its_graphemes_of_the_limit_and_its_links_count_in_full() {
    String warning = "https://example.com/a/very/long/path/that/goes/on/👨‍👩‍👧‍👦";
    MastodonRules rules = new MastodonRules(101, 23).below(warning);

    assertThat(rules.measure("x".repeat(50)))
        .isEqualTo(new Measure(101, 101, "characters", true, 50));
    assertThat(rules.measure("x".repeat(52)))
        .isEqualTo(new Measure(103, 101, "characters", false, 50));
    assertThat(rules.below("x".repeat(102)).measure("a").fits()).isFalse();
  }

  @Test
  void the_limit_falls_before_the_mention_that_it_hits() {
    String before = "x".repeat(494) + " ";
    assertThat(MastodonRules.DEFAULT.measure(before + "@someone@example.social").fitsUpTo())
        .isEqualTo(495);
  }
}
