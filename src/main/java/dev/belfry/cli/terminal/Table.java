package dev.belfry.cli.terminal;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Rows under a header, aligned by display width. On a terminal the last column is cut to the
 * screen; anywhere else it is whole, since {@code grep} and {@code less} want all of it. Cells are
 * shown on one line and made harmless, so callers hand in text as it was written.
 */
public final class Table {
  private static final String GAP = "  ";
  private static final int LEAST_LAST = 10;

  private final List<Column> columns;
  private final List<List<Styled>> rows = new ArrayList<>();

  public Table(Column... columns) {
    this.columns = List.of(columns);
  }

  /**
   * Adds a row.
   *
   * @param cells one for each column: {@link Styled}, or anything by its {@code toString}
   */
  public void row(Object... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          cells.length + " cells for a table of " + columns.size() + " columns");
    }
    rows.add(Stream.of(cells).map(Table::cell).toList());
  }

  private static Styled cell(Object value) {
    Styled styled = value instanceof Styled s ? s : Styled.plain(value);
    return new Styled(VisibleText.oneLine(styled.text()), styled.look());
  }

  /** Prints the header and the rows to standard output. */
  public void print(Console console) {
    int[] widths = widths(console);
    List<Styled> header =
        columns.stream().map(column -> new Styled(column.title(), Look.STRONG)).toList();
    printRow(console, header, widths);
    rows.forEach(row -> printRow(console, row, widths));
  }

  private int[] widths(Console console) {
    int[] widths = IntStream.range(0, columns.size()).map(this::widest).toArray();
    if (console.terminals().out()) {
      int last = widths.length - 1;
      int taken = IntStream.of(widths).limit(last).sum() + last * GAP.length();
      widths[last] = Math.min(widths[last], Math.max(LEAST_LAST, console.width() - taken));
    }
    return widths;
  }

  private int widest(int column) {
    return Stream.concat(
            Stream.of(columns.get(column).title()),
            rows.stream().map(row -> row.get(column).text()))
        .mapToInt(DisplayWidth::of)
        .max()
        .orElse(0);
  }

  private void printRow(Console console, List<Styled> cells, int[] widths) {
    PrintWriter out = console.out();
    int pending = 0; // blanks wait for something to follow them: no line ends in blanks
    for (int i = 0; i < cells.size(); i++) {
      String text = DisplayWidth.truncate(cells.get(i).text(), Math.max(1, widths[i]));
      int blanks = widths[i] - DisplayWidth.of(text);
      int before = columns.get(i).rightAligned() ? blanks : 0;
      if (text.isEmpty()) {
        pending += widths[i];
      } else {
        out.print(" ".repeat(pending + before));
        out.print(console.paint(cells.get(i).look(), text));
        pending = blanks - before;
      }
      pending += GAP.length();
    }
    out.println();
  }
}
