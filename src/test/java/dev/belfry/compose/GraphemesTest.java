package dev.belfry.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphemesTest {

  /** Where Debian's package unicode-data puts it. */
  private static final Path UNICODES_OWN =
      Path.of("/usr/share/unicode/auxiliary/GraphemeBreakTest.txt");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "\r\n",
        "é",
        "e\u0301",
        "🇫🇷",
        "👨‍👩‍👧‍👦",
        "👍🏽",
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
        "1️⃣",
        "각",
        "\u1100\u1161\u11A8",
        "क्षि",
        "நி",
        "ก็",
        "Z\u0351\u036B\u0343",
        "\u0000",
        "\uD800"
      })
  void a_reader_takes_it_for_one(String one) {
    assertThat(Graphemes.count(one)).isEqualTo(1);
    assertThat(Graphemes.count(one + "\n" + one)).isEqualTo(3);
  }

  @Test
  void flags_pair_up_from_the_left() {
    assertThat(ends("🇫🇷🇩🇪🇫")).containsExactly(4, 8, 10);
  }

  @Test
  void a_line_feed_before_a_carriage_return_is_two() {
    assertThat(ends("\n\r\r\n")).containsExactly(1, 2, 4);
  }

  @Test
  void nothing_has_none() {
    assertThat(ends("")).isEmpty();
  }

  @Property
  void western_text_is_cut_as_icu_would_cut_it(@ForAll @Western String text) {
    assertThat(ends(text)).isEqualTo(icu(text));
  }

  @Test
  void every_pair_of_loners_is_cut_as_icu_would_cut_it() {
    BreakIterator icu = BreakIterator.getCharacterInstance(ULocale.ROOT);
    for (int a = 0; a <= 0x205F; a++) {
      for (int b : new int[] {a, '\n', '\r', 'x', '\u00A9', '\u203C'}) {
        if (Graphemes.isLoner(a) && !(a == '\r' && b == '\n')) {
          icu.setText("" + (char) a + (char) b);
          assertThat(icu.next()).as("%x %x", a, b).isEqualTo(1);
        }
      }
    }
  }

  /**
   * The file in Debian 12 is of Unicode 15.0, ICU's data of 18.0, which no longer counts the upper
   * blade scissors among the pictographs that a joiner joins.
   */
  private static final String CHANGED_SINCE = "÷ 2701 × 200D × 2701 ÷";

  @Test
  void what_unicode_changed_since_its_tests_in_debian_is_known() {
    assertThat(UCharacter.hasBinaryProperty(0x2701, UProperty.EXTENDED_PICTOGRAPHIC)).isFalse();
    assertThat(marked(CHANGED_SINCE)).isEqualTo("÷ 2701 × 200D ÷ 2701 ÷");
  }

  @Test
  void unicodes_own_tests_pass() throws IOException {
    assumeTrue(Files.exists(UNICODES_OWN), "skipped: Debian's unicode-data is not installed");
    List<String> lines = Files.readAllLines(UNICODES_OWN);
    assertThat(lines.get(0)).startsWith("# GraphemeBreakTest-");
    List<String> cases =
        lines.stream()
            .map(l -> l.replaceFirst("#.*", "").strip())
            .filter(l -> !l.isEmpty())
            .toList();
    assertThat(cases).hasSizeGreaterThan(500);
    Stream<String> failing = cases.stream().filter(c -> !c.equals(marked(c)));
    assertThat(failing).as(lines.get(0)).isSubsetOf(CHANGED_SINCE);
  }

  /** The case as it would read by our boundaries. */
  private static String marked(String line) {
    StringBuilder text = new StringBuilder();
    for (String word : line.split("\\s+", -1)) {
      if (!word.equals("÷") && !word.equals("×")) {
        text.appendCodePoint(Integer.parseInt(word, 16));
      }
    }
    List<Integer> ends = ends(text.toString());
    StringBuilder marked = new StringBuilder("÷");
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      i += Character.charCount(codePoint);
      marked.append(" %04X ".formatted(codePoint)).append(ends.contains(i) ? "÷" : "×");
    }
    return marked.toString();
  }

  private static List<Integer> ends(String text) {
    List<Integer> ends = new ArrayList<>();
    Graphemes.ends(text).forEachRemaining((int end) -> ends.add(end));
    return ends;
  }

  private static List<Integer> icu(String text) {
    List<Integer> ends = new ArrayList<>();
    BreakIterator icu = BreakIterator.getCharacterInstance(ULocale.ROOT);
    icu.setText(text);
    for (int end = icu.next(); end != BreakIterator.DONE; end = icu.next()) {
      ends.add(end);
    }
    return ends;
  }

  @CharRange(from = '\u0000', to = '\u02FF')
  @CharRange(from = '\n', to = '\r')
  @CharRange(from = '\u2010', to = '\u205F')
  @Retention(RetentionPolicy.RUNTIME)
  private @interface Western {}
}
