package dev.belfry.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.twitter.twittertext.Extractor;
import com.twitter.twittertext.TwitterTextParser;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainLinkTest {
  private static final Extractor TWITTER = new Extractor();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com",
        "http://www.example.org/",
        "https://a-b.example.net/A_b-c/index.html?q=1&r=two ",
        "https://example.info/x\n\n"
      })
  void common_links_are_known_at_sight(String word) {
    assertThat(PlainLink.end(word, 0, word.length())).isEqualTo(word.stripTrailing().length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "example.com",
        "https://t.co/abc",
        "https://example.com.",
        "https://example.com/x)",
        "https://example.com/x?",
        "https://example.company",
        "https://-a.com",
        "https://example.com:8080/x",
        "https://user@example.com",
        "https://example.com/日本",
        "https://example.com/x\u0301",
        "https://example.com/x \u0301",
        "https://example.com/x\u3000",
        "https://example.com…",
        "https://nowhere.notatld/x"
      })
  void whatever_needs_a_closer_look_is_left_to_twitter_text(String word) {
    assertThat(PlainLink.end(word, 0, word.length())).isZero();
  }

  @Property(tries = 5_000)
  void twitter_text_takes_for_a_link_what_is_known_at_sight(
      @ForAll("nearlyLinks") String word, @ForAll("before") String before) {
    int end = PlainLink.end(before + word, before.length(), before.length() + word.length());
    Statistics.collect(end > 0);
    Statistics.coverage(coverage -> coverage.check(true).percentage(share -> share > 10));
    if (end > 0) {
      agrees(before + word, before.length(), end);
    }
  }

  @Test
  void twitter_text_takes_for_a_link_what_is_known_at_sight_in_real_posts() {
    for (String word : Shared.text("corpus/posts.jsonl").split("[\\s\"\\\\]+", -1)) {
      int end = PlainLink.end(word, 0, word.length());
      if (end > 0) {
        agrees(word, 0, end);
      }
    }
  }

  private static void agrees(String text, int start, int end) {
    List<Extractor.Entity> entities = TWITTER.extractEntitiesWithIndices(text);
    assertThat(entities).hasSize(1);
    assertThat(entities.get(0).getType()).isEqualTo(Extractor.Entity.Type.URL);
    assertThat(entities.get(0).getStart()).isEqualTo(start);
    assertThat(entities.get(0).getEnd()).isEqualTo(end);
    assertThat(XRules.STANDARD.measure(text).length())
        .isEqualTo(TwitterTextParser.parseTweet(text).weightedLength);
  }

  /**
   * Links as people write them, cut up and put together again, now and then with what spoils them.
   */
  @Provide
  Arbitrary<String> nearlyLinks() {
    return Combinators.combine(
            one(List.of("https://", "http://"), List.of("HTTP://", "https:/", "")),
            one(
                    List.of("a", "example", "www", "1", "a-b"),
                    List.of("t", "xn--", "-", "a-", "_", "é", "日", "0".repeat(70)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(labels -> String.join(".", labels)),
            one(
                List.of(".com", ".org", ".net", ".info", ".gov", ".edu"),
                List.of(".co", ".kids", ".com.", ".COM", ".company", "")),
            several(
                List.of("/", "/a", "Z", "9", "-", "_", "?x=", "&y", ".html"),
                List.of(
                    "..",
                    ".kids/",
                    "@",
                    "#",
                    "(",
                    ")",
                    ":",
                    "%20",
                    "~",
                    "+",
                    "日",
                    "。",
                    "…",
                    "😀",
                    "\u0301",
                    "\u200D",
                    "\u202E",
                    "\uFE0F",
                    "\uD83D",
                    "http://b.org")),
            several(
                List.of(" ", "\n", "\t", "\r\n"),
                List.of("\u00A0", "\u3000", "\u0301", "\u200B", ".")))
        .as((scheme, host, top, path, tail) -> scheme + host + top + path + tail);
  }

  @Provide
  Arbitrary<String> before() {
    return Arbitraries.of("", " ", "\n", "word ", "。 ", "@ ", "# ", "/ ", "\u3000", "é\t", "😀 ");
  }

  /** Mostly a good one: with more of the others no link would come of it. */
  private static Arbitrary<String> one(List<String> good, List<String> bad) {
    return Arbitraries.frequencyOf(
        Tuple.of(12, Arbitraries.of(good)), Tuple.of(1, Arbitraries.of(bad)));
  }

  private static Arbitrary<String> several(List<String> good, List<String> bad) {
    return one(good, bad).list().ofMaxSize(3).map(pieces -> String.join("", pieces));
  }
}
