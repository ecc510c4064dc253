package dev.belfry.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.post.Dollars;
import dev.belfry.post.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Price lists, and what they make of a post. */
final class XPricesTest {
  private static final String LIST =
      """
      date: 2027-01-31
      source: https://example.com/prices
      post: 0.02
      post-with-link: 0.30
      alt-text: 0.01
      delete: 0.03
      """;

  @Test
  void the_list_that_comes_along_says_of_when_and_where_it_is() {
    XPrices prices = XPrices.builtIn();

    assertThat(prices.date()).isAfter(LocalDate.of(2026, 1, 1));
    assertThat(prices.source()).startsWith("https://docs.x.com/");
    assertThat(prices.of(List.of(new BilledPart(false, 0), new BilledPart(true, 3))))
        .hasToString("$0.23");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "plain words.            | false",
        "a full stop.Nothing else| false",
        "see https://example.com | true",
        "see example.com         | true",
        "@me #tag $CASH          | false",
        "mail me@example.com     | false",
      })
  void a_link_is_what_x_would_make_one_of(String text, boolean withLink) {
    assertThat(BilledPart.of(text, 0).withLink()).isEqualTo(withLink);
  }

  @Test
  void a_list_in_the_home_folder_takes_its_place(@TempDir Path home) throws IOException {
    assertThat(ReadXPrices.in(home)).isEqualTo(XPrices.builtIn());

    Files.writeString(home.resolve("x-prices.yaml"), LIST);

    assertThat(ReadXPrices.in(home))
        .isEqualTo(
            new XPrices(
                LocalDate.of(2027, 1, 31),
                "https://example.com/prices",
                new Dollars(20_000),
                new Dollars(300_000),
                new Dollars(10_000),
                new Dollars(30_000)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "post: 0.02|post: two cents|line 3, column 7: \"two cents\" is no price in US dollars;",
        "date: 2027-01-31|date: January|line 1, column 7: \"January\" is no date; write it as",
        "alt-text: 0.01|alt: 0.01|line 5, column 1: \"alt\" is not known here",
        "delete: 0.03|#|\"delete\" is missing",
        "post: 0.02|post: -1|line 3, column 7: \"-1\" is no price",
        "date: 2027-01-31|date: [|not YAML",
      })
  void what_is_wrong_is_said_with_its_file_and_line(String right, String wrong, String said)
      throws IOException {
    Path home = Files.createTempDirectory("prices");
    Path file = home.resolve("x-prices.yaml");
    Files.writeString(file, LIST.replace(right, wrong));

    assertThatThrownBy(() -> ReadXPrices.in(home))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining(file + ", ".repeat(said.startsWith("line") ? 1 : 0))
        .hasMessageContaining(said);
  }
}
