package dev.belfry.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.twitter.twittertext.TwitterTextParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XRulesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "👨‍👩‍👧‍👦",
        "🧑🏻‍❤️‍💋‍🧑🏿",
        "🧑‍🧑‍🧒‍🧒",
        "❤‍🔥",
        "😶‍🌫️",
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
        "1️⃣",
        "🇫🇷",
        "🫪"
      })
  void an_emoji_weighs_two_however_it_is_composed(String emoji) {
    assertThat(x(emoji).length()).isEqualTo(2);
    assertThat(x("so " + emoji + emoji + "!").length()).isEqualTo(8);
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.music/, 23",
    "for.kids, 23",
    "FOR.KIDS/a/very/long/path/that/goes/on/and/on, 23",
    "for.kidsx, 9",
    "for.kids.example, 31",
    "a for.kids and b.music, 53"
  })
  void links_under_young_domains_are_links(String text, int weight) {
    assertThat(x(text).length()).isEqualTo(weight);
  }

  @Test
  void the_limit_falls_where_the_280th_character_ends() {
    Measure measure = x("e\u0301".repeat(100) + "日".repeat(100));
    assertThat(measure).isEqualTo(new Measure(300, 280, "characters", false, 290));
  }

  @Test
  void the_limit_falls_before_the_link_that_it_hits() {
    String before = "x".repeat(270) + " ";
    assertThat(x(before + "https://example.com").fitsUpTo()).isEqualTo(before.length());
  }

  @Test
  void a_premium_account_may_write_more() {
    assertThat(XRules.PREMIUM.measure("x".repeat(25_000)).fits()).isTrue();
    assertThat(XRules.PREMIUM.measure("x".repeat(25_001)).fits()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\t ", "\u0000", "\u3000"})
  void blank_text_does_not_fit(String blank) {
    assertThat(x(blank).fits()).isFalse();
  }

  @Test
  void what_twitter_text_calls_invalid_does_not_fit() {
    assertThat(x("a\uFEFFb").fits()).isFalse();
    assertThat(x("a\uFEFFb").excess()).isZero();
  }

  @TestFactory
  Stream<DynamicTest> emoji_weigh_what_twitter_texts_conformance_tests_say() {
    return Shared.cases(
        "validate.yml", "WeightedTweetsWithDiscountedEmojiCounterTest", XRulesTest::agrees);
  }

  @TestFactory
  Stream<DynamicTest> directional_marks_weigh_what_twitter_texts_conformance_tests_say() {
    return Shared.cases("validate.yml", "UnicodeDirectionalMarkerCounterTest", XRulesTest::agrees);
  }

  private static void agrees(Shared.Case c) {
    Measure measure = x(c.text());
    assertThat(measure.length()).isEqualTo(c.number("weightedLength"));
    assertThat(measure.fits()).isEqualTo(c.flag("valid"));
    if (c.text().chars().noneMatch(XRules::isRefused)) {
      assertThat(measure.fitsUpTo()).isEqualTo(c.number("validRangeEnd") + 1);
    }
  }

  /**
   * The section dates from when the limit was 140. All that it calls valid is so today, and the
   * empty text is as invalid; its two texts of 141 characters are far from 280.
   */
  @TestFactory
  Stream<DynamicTest> verdicts_of_the_140_character_era_hold_but_for_its_limit() {
    return Shared.cases(
        "validate.yml",
        "tweets",
        c -> {
          boolean isTooLongOnlyThen = c.description().contains("141 characters");
          assertThat(x(c.text()).fits()).isEqualTo(isTooLongOnlyThen || c.expected().equals(true));
        });
  }

  @Property(tries = 400)
  void the_count_is_twitter_texts(@ForAll("texts") String text) {
    String known = NewerThanTwitterText.withKnownEmoji(NewerThanTwitterText.withKnownDomains(text));
    int weight =
        Words.areNone(known)
            ? x(known).length()
            : TwitterTextParser.parseTweet(known).weightedLength;
    assertThat(x(text).length()).isEqualTo(weight);
  }

  @Property(tries = 400)
  void the_limit_falls_between_graphemes_and_outside_links_mentions_and_hashtags(
      @ForAll("texts") String text) {
    int limit = new XRules(30).measure(text).fitsUpTo();
    List<Integer> borders = new ArrayList<>(List.of(0));
    Graphemes.ends(text).forEachRemaining((int end) -> borders.add(end));
    assertThat(borders).contains(limit);
    assertThat(Entities.in(text)).noneMatch(e -> e.start() < limit && limit < e.end());
  }

  /** All of Unicode's emoji, as Debian's package unicode-data has them. */
  @Test
  void every_emoji_of_unicode_weighs_two() throws IOException {
    Path list = Path.of("/usr/share/unicode/emoji/emoji-test.txt");
    assumeTrue(Files.exists(list), "skipped: Debian's unicode-data is not installed");
    List<String> emoji =
        Files.readAllLines(list).stream()
            .map(line -> line.replaceFirst("[;#].*", "").strip())
            .filter(line -> !line.isEmpty())
            .map(XRulesTest::decoded)
            .toList();
    assertThat(emoji).hasSizeGreaterThan(4_000);
    // By themselves these are signs of Latin-1, and weigh as such.
    assertThat(emoji.stream().filter(e -> x(e).length() != 2)).containsExactly("©", "®");
  }

  private static String decoded(String codePoints) {
    StringBuilder text = new StringBuilder();
    for (String codePoint : codePoints.split(" ", -1)) {
      text.appendCodePoint(Integer.parseInt(codePoint, 16));
    }
    return text.toString();
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(SomeText.upTo(30), SomeText.soup());
  }

  private static Measure x(String text) {
    return XRules.STANDARD.measure(text);
  }
}
