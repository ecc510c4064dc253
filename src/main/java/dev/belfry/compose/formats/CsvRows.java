package dev.belfry.compose.formats;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.belfry.post.InvalidInput;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * The rows of a CSV, one by one and in bounded memory: commas or semicolons, quotes as <a
 * href="https://www.rfc-editor.org/info/rfc4180">RFC 4180</a> has them. Not thread-safe.
 */
final class CsvRows {
  private final FollowQuotes quotes;
  private final CloseableIterator<CsvRecord> records;
  private long before;

  /**
   * @param in is not closed
   * @param separator what stands between two cells
   */
  CsvRows(InputStream in, char separator) {
    this.quotes = new FollowQuotes(separator);
    this.records =
        CsvReader.builder()
            .fieldSeparator(separator)
            .allowExtraFields(true)
            .allowMissingFields(true)
            .ofCsvRecord(new LinesReader(in, quotes))
            .iterator();
  }

  /**
   * A row.
   *
   * @param line the number of the line that it begins on, from 1
   * @param cells with lines that end in LF, however they ended in the file
   */
  record Row(long line, List<String> cells) {
    String where() {
      return "line " + line;
    }

    /** Where a field of the post stands, of which {@link PlaceInRow} knows the column. */
    String where(String field) {
      return where() + ", " + field;
    }

    /** The first cell that is not one of so many. */
    String beyond(int columns) {
      return where() + ", column " + (columns + 1);
    }

    /** A cell; empty where the row is too short to have it. */
    String cell(int index) {
      return index < cells.size() ? cells.get(index) : "";
    }

    boolean isBlank() {
      return cells.stream().allMatch(String::isBlank);
    }
  }

  /**
   * The next row that is not blank; empty at the end.
   *
   * @throws InvalidInput where the quotes are wrong, a row has thousands of columns, or the bytes
   *     are not UTF-8: the rest of the file can't be read
   */
  Optional<Row> next() {
    try {
      while (records.hasNext()) {
        Row row = row(records.next());
        if (!row.isBlank()) {
          return Optional.of(row);
        }
      }
      return Optional.empty();
    } catch (CsvParseException e) {
      throw broken(e);
    }
  }

  private InvalidInput broken(CsvParseException e) {
    if (e.getCause() instanceof InvalidInput told) {
      return told;
    }
    return quotes
        .wrong()
        .map(
            where ->
                new InvalidInput(where, "a quote is wrong here; inside quotes each is doubled"))
        .orElseGet(
            () ->
                new InvalidInput(
                    "line " + (before + 1) + ", column 1",
                    "a row that begins here or below has more columns than are taken"));
  }

  private Row row(CsvRecord record) {
    before = record.getStartingLineNumber();
    List<String> cells =
        record.getFields().stream().map(cell -> cell.replace("\r\n", "\n")).toList();
    refuseUnclosed(cells);
    return new Row(before, cells);
  }

  /** A quote that is not closed takes everything behind it along, up to the end of the file. */
  private void refuseUnclosed(List<String> cells) {
    boolean swallowed = cells.get(cells.size() - 1).endsWith("\n");
    if (swallowed && !records.hasNext() && quotes.isOpen()) {
      throw new InvalidInput(
          quotes.opened(), "a quote that is opened here is never closed; was the file cut off?");
    }
  }
}
