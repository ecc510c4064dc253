package dev.belfry.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.post.InvalidInput;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SplitPropertiesTest {

  @Property(tries = 400)
  void whatever_the_text_nothing_is_lost_or_cut_or_too_long(
      @ForAll("texts") String text,
      @ForAll("rules") TextRules rules,
      @ForAll("templates") Numbering numbering) {
    Split split = splitOrSkip(text, rules, numbering);

    assertThat(String.join("", split.slices())).isEqualTo(text);
    assertThat(split.parts()).hasSameSizeAs(split.slices());
    assertThat(split.parts()).allMatch(part -> rules.measure(part).excess() == 0);
    assertThat(split.slices()).noneMatch(String::isBlank);
    assertNothingIsCut(text, split);
    assertNumbersStandBehind(split, numbering);
  }

  private static void assertNothingIsCut(String text, Split split) {
    Set<Integer> borders = new HashSet<>(Set.of(0));
    Graphemes.ends(text).forEachRemaining((int end) -> borders.add(end));
    int cut = 0;
    for (String slice : split.slices()) {
      cut += slice.length();
      int at = cut;
      assertThat(borders).contains(at);
      assertThat(Entities.in(text)).noneMatch(e -> e.start() < at && at < e.end());
    }
  }

  private static void assertNumbersStandBehind(Split split, Numbering numbering) {
    int count = split.parts().size();
    for (int i = 0; i < count; i++) {
      String number = count == 1 ? "" : numbering.behind(i + 1, Integer.toString(count));
      String slice = split.slices().get(i);
      assertThat(split.parts().get(i))
          .isEqualTo(number.isEmpty() ? slice : slice.stripTrailing() + number);
    }
  }

  private static Split splitOrSkip(String text, TextRules rules, Numbering numbering) {
    try {
      return new SplitIntoThread(rules, numbering).split(text);
    } catch (InvalidInput refused) {
      Assume.that(false);
      throw refused;
    }
  }

  @Provide
  Arbitrary<String> texts() {
    return SomeText.upTo(150);
  }

  @Provide
  Arbitrary<TextRules> rules() {
    return Arbitraries.of(
        XRules.STANDARD,
        new XRules(90),
        new BlueskyRules(),
        MastodonRules.DEFAULT,
        new MastodonRules(80, 23));
  }

  @Provide
  Arbitrary<Numbering> templates() {
    return Arbitraries.of("", "{i}/{n}", "({i}/{n})", "🧵 {i}/{n}", "{i}.").map(Numbering::new);
  }
}
