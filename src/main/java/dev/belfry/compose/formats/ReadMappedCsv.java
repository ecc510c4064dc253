package dev.belfry.compose.formats;

import dev.belfry.compose.ProblemList;
import dev.belfry.compose.RawPart;
import dev.belfry.compose.RawPost;
import dev.belfry.compose.formats.CsvRows.Row;
import dev.belfry.post.ClosestName;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.Problem;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads any CSV with a line of names above: which column holds what is asked for.
 *
 * <p>The time is read as Belfry reads it, or by its numbers' order where that was said.
 */
final class ReadMappedCsv {
  private static final String TEXT = PlaceInRow.TEXT;
  private static final String AT = PlaceInRow.AT;
  private static final String ZONE = "zone";
  private static final String TO = "to";
  private static final String KEY = PlaceInRow.KEY;
  private static final String IMAGE = PlaceInRow.IMAGE;
  private static final String ALT = "alt";

  /** What a column may hold. */
  static final List<String> FIELDS = List.of(TEXT, AT, ZONE, TO, KEY, IMAGE, ALT);

  private final Asked asked;
  private final Map<String, Integer> columns;
  private final int width;
  private final ImageCell images;
  private final KeyOfRow keys = new KeyOfRow(Format.CSV);
  private final Map<String, Long> lineOfKey = new HashMap<>();

  private ReadMappedCsv(Asked asked, Map<String, Integer> columns, int width) {
    this.asked = asked;
    this.columns = columns;
    this.width = width;
    this.images = new ImageCell(asked);
  }

  static Stream<RawPost> read(InputStream in, Asked asked, char separator, ProblemList problems) {
    CsvRows rows = new CsvRows(in, separator);
    problems.place(new PlaceInRow(asked.columns())::of);
    Optional<ReadMappedCsv> reader =
        problems.gather(rows::next).flatMap(row -> row).flatMap(h -> reader(asked, h, problems));
    return reader.isEmpty()
        ? Stream.empty()
        : StreamSupport.stream(new PostsOfRows<>(rows::next, reader.get()::post, problems), false);
  }

  private static Optional<ReadMappedCsv> reader(Asked asked, Row header, ProblemList problems) {
    return problems.gather(
        () -> new ReadMappedCsv(asked, columns(asked, header), header.cells().size()));
  }

  private static Map<String, Integer> columns(Asked asked, Row header) {
    List<String> names = header.cells().stream().map(String::strip).toList();
    List<Problem> problems = new ArrayList<>();
    if (!asked.columns().containsKey(TEXT)) {
      problems.add(
          new Problem(
              "--map", "say which column has the text: --map text=NAME; they are called " + names));
    }
    Map<String, Integer> columns = new LinkedHashMap<>();
    asked
        .columns()
        .forEach(
            (field, name) -> {
              int index = names.indexOf(name.strip());
              columns.put(field, index);
              if (!FIELDS.contains(field)) {
                problems.add(
                    new Problem(
                        "--map",
                        "a post has no \"%s\"%s; what it has: %s"
                            .formatted(
                                field,
                                ClosestName.hint(field, FIELDS),
                                String.join(", ", FIELDS))));
              } else if (index < 0) {
                problems.add(
                    new Problem(
                        "--map",
                        "no column is called \"%s\"%s; they are called %s"
                            .formatted(name, ClosestName.hint(name, names), names)));
              }
            });
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return columns;
  }

  private RawPost post(Row row) {
    if (row.cells().size() > width) {
      throw new InvalidInput(
          row.beyond(width),
          "there are %d columns under %d names; put a text with separators in quotes"
              .formatted(row.cells().size(), width));
    }
    String image = Optional.ofNullable(cell(row, IMAGE)).orElse("");
    String alt = Optional.ofNullable(cell(row, ALT)).orElse("");
    int text = columns.getOrDefault(TEXT, 0);
    return new RawPost(
        row.where(),
        key(row),
        List.of(new RawPart(row.cell(text), images.read(row.where(IMAGE), image, alt))),
        accounts(row),
        at(row),
        cell(row, ZONE));
  }

  private String key(Row row) {
    String key = cell(row, KEY);
    if (key == null) {
      return keys.of(row.cells());
    }
    Long before = lineOfKey.putIfAbsent(key, row.line());
    if (before != null) {
      throw new InvalidInput(
          row.where(KEY), "the key \"%s\" is on line %d already".formatted(key, before));
    }
    return key;
  }

  private List<String> accounts(Row row) {
    String to = cell(row, TO);
    return to == null
        ? List.of()
        : Stream.of(to.split("[,;\\s]+", -1)).filter(name -> !name.isEmpty()).toList();
  }

  private @Nullable String at(Row row) {
    String written = cell(row, AT);
    DateOrder dates = asked.dates();
    if (written == null || dates == null) {
      return written;
    }
    return dates
        .read(written)
        .map(wall -> wall.toLocalDate() + " " + wall.toLocalTime())
        .orElseThrow(
            () ->
                new InvalidInput(
                    row.where(AT),
                    "\"%s\" is not a date (%s) and a time".formatted(written, dates.meaning())));
  }

  /** What stands in the field's column, without the blanks around it; null where nothing does. */
  private @Nullable String cell(Row row, String field) {
    Integer index = columns.get(field);
    String cell = index == null ? "" : row.cell(index).strip();
    return cell.isEmpty() ? null : cell;
  }
}
