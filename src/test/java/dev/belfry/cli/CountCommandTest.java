package dev.belfry.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.cli.terminal.Screen;
import org.junit.jupiter.api.Test;

/** The workplace has no database: opening one fails the test. */
class CountCommandTest {
  private Screen screen = Screen.files();

  private int run(String... args) {
    return new CommandRunner(new FakeWorkplace(screen)).run(args);
  }

  @Test
  void a_text_that_fits_is_counted_by_the_networks_rules() {
    assertThat(run("count", "--network", "x", "日本 https://example.org/a/very/long/path")).isZero();
    assertThat(screen.out()).isEqualTo("28 of 280 characters, fits\n");
  }

  @Test
  void a_text_that_does_not_fit_is_an_answer_too() {
    assertThat(run("count", "--network", "bluesky", "word ".repeat(69))).isZero();
    assertThat(screen.out())
        .startsWith("too long for Bluesky by 45 graphemes (345 of 300); the limit falls here: ");
  }

  @Test
  void standard_input_is_counted_as_it_is() {
    screen = Screen.files("Ding\n".getBytes(UTF_8));
    assertThat(run("count", "--network", "mastodon", "-", "--json")).isZero();
    assertThat(screen.out())
        .isEqualTo("{\"length\":5,\"limit\":500,\"unit\":\"characters\",\"fits\":true}\n");
  }

  @Test
  void an_account_that_pays_has_room() {
    assertThat(run("count", "--network", "x", "--premium", "--json", "a".repeat(300))).isZero();
    assertThat(screen.out())
        .isEqualTo("{\"length\":300,\"limit\":25000,\"unit\":\"characters\",\"fits\":true}\n");
  }

  @Test
  void each_line_is_a_json_string_and_gets_an_object() {
    screen = Screen.files("\"one\\ntwo\"\n\"日本\"\n".getBytes(UTF_8));
    assertThat(run("count", "--network", "x", "--lines")).isZero();
    assertThat(screen.lines())
        .containsExactly(
            "{\"length\":7,\"limit\":280,\"unit\":\"characters\",\"fits\":true}",
            "{\"length\":4,\"limit\":280,\"unit\":\"characters\",\"fits\":true}");
  }

  @Test
  void a_line_that_is_no_json_string_is_told_after_the_answers_before_it() {
    for (String line : new String[] {"two", "2", "", "\"two\" \"three\""}) {
      screen = Screen.files(("\"one\"\n" + line + "\n\"three\"\n").getBytes(UTF_8));
      assertThat(run("count", "--network", "x", "--lines")).as(line).isEqualTo(3);
      assertThat(screen.lines()).as(line).hasSize(1);
      assertThat(screen.err()).startsWith("belfry: line 2: a JSON string is wanted on each line");
    }
  }

  @Test
  void the_network_must_be_said_and_known() {
    assertThat(run("count", "Ding")).isEqualTo(2);
    assertThat(run("count", "Ding", "--network", "myspace")).isEqualTo(2);
    assertThat(run("count", "Ding", "--network", "bluesky", "--premium")).isEqualTo(2);
    assertThat(run("count", "Ding", "--network", "x", "--lines")).isEqualTo(2);
    assertThat(screen.err().lines())
        .containsExactly(
            "belfry: say whose rules: --network x, bluesky or mastodon; see belfry count --help",
            "belfry: --network takes x, bluesky or mastodon, not \"myspace\"; see belfry count"
                + " --help",
            "belfry: --premium is for X; see belfry count --help",
            "belfry: --lines reads standard input; leave the text out; see belfry count --help");
  }

  @Test
  void somebody_who_forgot_the_text_is_not_left_waiting() {
    screen = Screen.plain(80);
    assertThat(run("count", "--network", "x")).isEqualTo(2);
    assertThat(screen.err()).startsWith("belfry: give a text, or - to type it (Ctrl-D ends it)");
  }
}
