package dev.belfry.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.post.Problem;
import dev.belfry.testing.OtherDigits;
import org.junit.jupiter.api.Test;

/** Editors jump to these places, and what reads a file in order goes by them. */
@OtherDigits
final class PlacesOfProblemsTest {
  @Test
  void lines_and_columns_are_the_same_in_every_locale() {
    byte[] latin = {'a', '\n', 'b', (byte) 0xe4};
    Problems.of(() -> Utf8.decode(latin, latin.length, "", 1))
        .extracting(Problem::where)
        .containsExactly("line 2, column 2");
    Problems.of(() -> PlainYaml.compose("a: 1\nb: [\n"))
        .extracting(Problem::where)
        .containsExactly("line 3, column 1");
    Problems.of(() -> ReadPostJson.parse("line 7", "{\"text\": \"no end"))
        .extracting(Problem::where)
        .containsExactly("line 7, column 17");
  }

  @Test
  void what_is_found_later_is_placed_in_its_file_in_every_locale() {
    PlaceInFile file = new PlaceInFile("---\nto: [x:me]\n---\none\n---\ntwo\n");
    assertThat(file.of(new Problem("part 2", "too long")).where())
        .isEqualTo("line 6, column 1, part 2");
  }
}
