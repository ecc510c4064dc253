package dev.belfry.compose;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.post.Problem;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReadTextTest {

  @Test
  void text_is_read_as_it_is_but_for_a_byte_order_mark() {
    assertThat(read("Ding 🔔\r\n dong \n".getBytes(UTF_8))).isEqualTo("Ding 🔔\r\n dong \n");
    assertThat(read("\ufeffDing\ufeff".getBytes(UTF_8))).isEqualTo("Ding\ufeff");
    assertThat(read(new byte[0])).isEmpty();
  }

  @Test
  void a_byte_that_is_not_utf_8_is_told_with_line_and_column() {
    problems("Ding\nà la".getBytes(ISO_8859_1))
        .containsExactly(
            new Problem(
                "standard input, line 2, column 1",
                "the byte 0xE0 is not UTF-8; save it as UTF-8"));
    problems(new byte[] {'a', '\n', 'b', (byte) 0xC0, (byte) 0x80})
        .extracting(Problem::where)
        .containsExactly("standard input, line 2, column 2");
    problems(new byte[] {'a', (byte) 0xF0, (byte) 0x9F})
        .extracting(Problem::where)
        .containsExactly("standard input, line 1, column 2");
  }

  @Test
  void utf_16_is_known_for_what_it_is() {
    problems("Ding".getBytes(UTF_16))
        .containsExactly(
            new Problem("standard input, line 1, column 1", "this is UTF-16; save it as UTF-8"));
  }

  @Test
  void a_nul_is_told_with_line_and_column() {
    problems("ding\ndo\0ng".getBytes(UTF_8))
        .containsExactly(
            new Problem(
                "standard input, line 2, column 3",
                "a NUL character; this is no text, or a broken one"));
  }

  @Test
  void ten_megabytes_are_refused_and_not_read_to_the_end() {
    ByteArrayInputStream piped = new ByteArrayInputStream(new byte[10_000_000]);

    Problems.of(() -> ReadText.from(piped, "standard input"))
        .containsExactly(
            new Problem(
                "standard input",
                "the text is longer than 1,048,576 bytes, far more than a post can be; was another"
                    + " file meant?"));
    assertThat(piped.available()).isGreaterThan(8_000_000);
  }

  @Test
  void a_text_of_just_the_bound_is_read() {
    assertThat(read("a".repeat(ReadText.MOST_BYTES).getBytes(UTF_8))).hasSize(ReadText.MOST_BYTES);
  }

  @Test
  void a_file_is_read_and_a_missing_one_told(@TempDir Path folder) throws Exception {
    Path letter = Files.writeString(folder.resolve("letter.md"), "Ding");

    assertThat(ReadText.file(letter)).isEqualTo("Ding");
    Problems.of(() -> ReadText.file(folder.resolve("leter.md")))
        .extracting(Problem::message)
        .isEqualTo(List.of("there is no such file; did you mean \"letter.md\"?"));
  }

  private static String read(byte[] bytes) {
    return ReadText.from(new ByteArrayInputStream(bytes), "standard input");
  }

  private static ListAssert<Problem> problems(byte[] bytes) {
    return Problems.of(() -> read(bytes));
  }
}
