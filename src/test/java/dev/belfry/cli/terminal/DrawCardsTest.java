package dev.belfry.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.cli.terminal.Card.Picture;
import dev.belfry.cli.terminal.Card.Tally;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DrawCardsTest {
  private static Card card(String badge, String text, Picture... pictures) {
    return new Card(
        "@me on X", badge, text, List.of(pictures), new Tally(142, 280, "characters"), List.of());
  }

  @Test
  void a_card_shows_text_picture_and_count_in_a_frame() {
    Screen screen = Screen.files();
    Picture picture = new Picture("bell.png", 1200, 800, "A bell in a tower");
    new DrawCards(screen.console()).draw(List.of(card("", "Ring.\n\nTwice.", picture)));
    assertThat(screen.out())
        .isEqualTo(
            """
            ╭─ @me on X ───────────────────────────────────────────────────────────╮
            │ Ring.                                                                │
            │                                                                      │
            │ Twice.                                                               │
            │ 🖼 bell.png 1200×800 "A bell in a tower"                              │
            ╰───────────────────────────────────────────────── 142/280 characters ─╯
            """);
  }

  @Test
  void the_cards_of_a_thread_hang_together() {
    Screen screen = Screen.plain(40);
    new DrawCards(screen.console()).draw(List.of(card("1/2", "One."), card("2/2", "Two.")));
    assertThat(screen.out())
        .isEqualTo(
            """
            ╭─ @me on X ───────────────────── 1/2 ─╮
            │ One.                                 │
            ├───────────────── 142/280 characters ─╯
            │
            ├─ @me on X ───────────────────── 2/2 ─╮
            │ Two.                                 │
            ╰───────────────── 142/280 characters ─╯
            """);
  }

  @Test
  void every_line_of_a_card_is_as_wide_as_the_frame() {
    Screen screen = Screen.files();
    String text =
        "日本語の投稿 👨‍👩‍👧‍👦 and a rather long line with words 🇨🇭 in it, which must be wrapped somewhere";
    new DrawCards(screen.console()).draw(List.of(card("1/1", text)));
    assertThat(screen.lines()).allSatisfy(line -> assertThat(DisplayWidth.of(line)).isEqualTo(72));
  }

  @Test
  void problems_and_a_missing_alt_text_are_shown() {
    Screen screen = Screen.files();
    Card card =
        new Card(
            "@me on X",
            "",
            "text",
            List.of(new Picture("a.png", 1, 1, null)),
            new Tally(300, 280, "characters"),
            List.of("20 characters too long; split it"));
    new DrawCards(screen.console()).draw(List.of(card));
    assertThat(screen.out())
        .contains("a.png 1×1 (no alt text)")
        .contains("✗ 20 characters too long; split it")
        .contains("300/280 characters");
  }

  @Test
  void a_post_cannot_send_commands_to_the_terminal() {
    Screen screen = Screen.plain(80);
    Picture picture = new Picture("\u001b[1m.png", 1, 1, "\u0007");
    new DrawCards(screen.console()).draw(List.of(card("", "a\u001b[2J\u009b1m", picture)));
    assertThat(screen.out().replaceAll("\u001b\\[71G", ""))
        .doesNotContain("\u001b", "\u0007", "\u009b");
  }

  @Test
  void on_a_screen_the_right_border_stands_in_its_column_whatever_an_emoji_takes() {
    Screen screen = Screen.terminal(Map.of("NO_COLOR", "1"));
    new DrawCards(screen.console()).draw(List.of(card("", "plain\n👨‍👩‍👧‍👦")));
    assertThat(screen.lines().get(1)).doesNotContain("\u001b");
    assertThat(screen.lines().get(2)).endsWith("\u001b[71G │");
  }
}
