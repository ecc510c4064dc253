package dev.belfry.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TableTest {
  private static Table table() {
    Table table = new Table(Column.number("POST"), Column.text("ACCOUNT"), Column.text("TEXT"));
    table.row(7, "x:me", "Short");
    table.row(1042, "bluesky:日本.example", "The bells ring at noon, every day of the year");
    table.row(3, "x:me", "");
    return table;
  }

  @Test
  void columns_are_aligned_by_display_width_and_lines_end_without_blanks() {
    Screen screen = Screen.files();
    table().print(screen.console());
    assertThat(screen.lines())
        .containsExactly(
            "POST  ACCOUNT               TEXT",
            "   7  x:me                  Short",
            "1042  bluesky:日本.example  The bells ring at noon, every day of the year",
            "   3  x:me");
  }

  @Test
  void the_last_column_is_cut_to_the_terminal() {
    Screen screen = Screen.plain(48);
    table().print(screen.console());
    assertThat(screen.lines().get(2)).isEqualTo("1042  bluesky:日本.example  The bells ring at n…");
    assertThat(screen.lines())
        .allSatisfy(line -> assertThat(DisplayWidth.of(line)).isLessThanOrEqualTo(48));
  }

  @Test
  void a_post_cannot_send_commands_to_the_terminal() {
    Screen screen = Screen.plain(80);
    Table table = new Table(Column.text("TEXT"));
    table.row("\u001b[2Jgone\nnext");
    table.print(screen.console());
    assertThat(screen.lines()).containsExactly("TEXT", "␛[2Jgone⏎next");
  }

  @Test
  void colour_does_not_disturb_the_alignment() {
    Screen screen = Screen.terminal(Map.of());
    Table table = new Table(Column.text("STATE"), Column.text("TEXT"));
    table.row(new Styled("failed", Look.BAD), "a");
    table.row(new Styled("published", Look.GOOD), "b");
    table.print(screen.console());
    assertThat(screen.lines())
        .containsExactly(
            "\u001b[1mSTATE\u001b[m      \u001b[1mTEXT\u001b[m",
            "\u001b[31mfailed\u001b[m     a",
            "\u001b[32mpublished\u001b[m  b");
  }

  @Test
  void a_row_has_a_cell_for_each_column() {
    assertThatThrownBy(() -> new Table(Column.text("A")).row("a", "b"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
