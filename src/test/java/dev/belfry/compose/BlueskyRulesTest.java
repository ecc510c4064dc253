package dev.belfry.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class BlueskyRulesTest {
  private static final BlueskyRules BLUESKY = new BlueskyRules();
  private static final String FAMILY = "👨‍👩‍👧‍👦";

  @Test
  void three_hundred_graphemes_fit_and_one_more_does_not() {
    assertThat(BLUESKY.measure("é".repeat(300)))
        .isEqualTo(new Measure(300, 300, "graphemes", true, 300));
    assertThat(BLUESKY.measure("é".repeat(301)))
        .isEqualTo(new Measure(301, 300, "graphemes", false, 300));
  }

  @Test
  void bytes_are_the_unit_where_they_cut_the_text_off_first() {
    assertThat(BLUESKY.measure(FAMILY.repeat(121)))
        .isEqualTo(new Measure(3_025, 3_000, "bytes", false, 120 * FAMILY.length()));
  }

  @Test
  void graphemes_are_the_unit_where_both_are_too_many_but_they_come_first() {
    assertThat(BLUESKY.measure("a".repeat(301) + FAMILY.repeat(200)).unit()).isEqualTo("graphemes");
  }

  @Test
  void links_count_in_full_and_the_limit_falls_before_them() {
    String text = "a".repeat(280) + " https://example.com/" + "b".repeat(100);
    assertThat(BLUESKY.measure(text).length()).isEqualTo(401);
    assertThat(BLUESKY.measure(text).fitsUpTo()).isEqualTo(281);
  }

  @Test
  void a_surrogate_alone_takes_the_bytes_of_its_replacement() {
    assertThat(BLUESKY.measure("\uD83D".repeat(1) + FAMILY.repeat(120)).length()).isEqualTo(3_003);
  }

  @Property(tries = 200)
  void bytes_are_those_of_utf_8(@ForAll("texts") String text) {
    String padded = "x" + "\u0301".repeat(1_500) + text;
    int bytes = padded.getBytes(StandardCharsets.UTF_8).length;
    String paired = new String(padded.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    if (paired.equals(padded) && !text.isEmpty()) {
      assertThat(BLUESKY.measure(padded).length()).isEqualTo(bytes);
    }
  }

  @Provide
  Arbitrary<String> texts() {
    return SomeText.upTo(10);
  }
}
