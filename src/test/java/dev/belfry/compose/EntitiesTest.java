package dev.belfry.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.twitter.twittertext.Extractor;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class EntitiesTest {

  @Test
  void indices_count_in_utf_16() {
    String text = "👨‍👩‍👧‍👦 @you see example.com/x and #this $CASH";
    assertThat(Entities.in(text).stream().map(e -> e.kind() + " " + e.in(text)))
        .containsExactly("MENTION @you", "LINK example.com/x", "HASHTAG #this", "CASHTAG $CASH");
    assertThat(Entities.in(text).get(0)).isEqualTo(new Entity(Entity.Kind.MENTION, 12, 16));
  }

  @Test
  void domains_younger_than_the_library_are_links() {
    String text = "hear https://band.music/tour?x=1, bring the.kids.";
    assertThat(Entities.in(text).stream().map(e -> e.in(text)))
        .containsExactly("https://band.music/tour?x=1", "the.kids");
  }

  @Test
  void a_mention_with_a_space_before_its_full_stop_is_one() {
    String text = "by @OpenAI .";
    assertThat(Entities.in(text).stream().map(e -> e.in(text))).containsExactly("@OpenAI");
  }

  @Test
  void a_link_that_starts_with_an_accent_is_whole() {
    String text = "see école.com";
    assertThat(Entities.in(text).stream().map(e -> e.in(text))).containsExactly("école.com");
    assertThat(XRules.STANDARD.measure(text).length()).isEqualTo(4 + 23);
  }

  @Property(tries = 400)
  void word_by_word_is_what_twitter_text_finds_in_the_whole(@ForAll("texts") String text) {
    Stream<String> whole =
        new Extractor()
            .extractEntitiesWithIndices(NewerThanTwitterText.withKnownDomains(text)).stream()
                .map(e -> e.getStart() + "-" + e.getEnd());
    assertThat(Entities.in(text).stream().map(e -> e.start() + "-" + e.end()))
        .containsExactlyElementsOf(whole.toList());
  }

  @TestFactory
  Stream<DynamicTest> links_are_those_of_twitter_texts_conformance_tests() {
    return cases("urls", Entity.Kind.LINK, 0);
  }

  @TestFactory
  Stream<DynamicTest> hashtags_are_those_of_twitter_texts_conformance_tests() {
    return cases("hashtags", Entity.Kind.HASHTAG, 1);
  }

  @TestFactory
  Stream<DynamicTest> mentions_are_those_of_twitter_texts_conformance_tests() {
    return cases("mentions", Entity.Kind.MENTION, 1);
  }

  @TestFactory
  Stream<DynamicTest> cashtags_are_those_of_twitter_texts_conformance_tests() {
    return cases("cashtags", Entity.Kind.CASHTAG, 1);
  }

  private static Stream<DynamicTest> cases(String section, Entity.Kind kind, int signs) {
    return Shared.cases(
        "extract.yml",
        section,
        c ->
            assertThat(
                    Entities.in(c.text()).stream()
                        .filter(e -> e.kind() == kind)
                        .map(e -> e.in(c.text()).substring(signs))
                        .toList())
                .isEqualTo(c.expected()));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(SomeText.upTo(30), SomeText.soup());
  }
}
