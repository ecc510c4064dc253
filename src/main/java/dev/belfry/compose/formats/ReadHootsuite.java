package dev.belfry.compose.formats;

import dev.belfry.compose.ProblemList;
import dev.belfry.compose.RawPart;
import dev.belfry.compose.RawPost;
import dev.belfry.compose.formats.CsvRows.Row;
import dev.belfry.post.InvalidInput;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads the CSV that Hootsuite takes for <a
 * href="https://help.hootsuite.com/hc/en-us/articles/4403597090459">many posts at once</a>: date
 * and time, message, link; with a line of names above, or without one.
 *
 * <p>Whether 03/04 is in March or in April is told by the other dates, where one of them leaves no
 * choice; else a person has to say it.
 */
final class ReadHootsuite {
  private static final int TIME = 0;
  private static final int MESSAGE = 1;
  private static final int LINK = 2;

  /** So many rows are looked at for the order of the dates. Hootsuite takes 350 at a time. */
  private static final int MOST_KEPT = 50_000;

  private final DateOrder dates;
  private final KeyOfRow keys = new KeyOfRow(Format.HOOTSUITE);

  private ReadHootsuite(DateOrder dates) {
    this.dates = dates;
  }

  static Stream<RawPost> read(InputStream in, Asked asked, ProblemList problems) {
    CsvRows rows = new CsvRows(in, ',');
    Queue<Row> kept = new ArrayDeque<>();
    Optional<Row> next = problems.gather(rows::next).flatMap(row -> row);
    problems.place(places(next.filter(ReadHootsuite::isNames).orElse(null))::of);
    next.filter(row -> !isNames(row)).ifPresent(kept::add);
    while (next.isPresent() && asked.dates() == null && kept.size() < MOST_KEPT) {
      next = problems.gather(rows::next).flatMap(row -> row);
      next.ifPresent(kept::add);
    }
    if (next.isEmpty() && kept.isEmpty()) {
      return Stream.empty();
    }
    Optional<DateOrder> order = problems.gather(() -> order(asked, kept));
    return order.isEmpty()
        ? Stream.empty()
        : StreamSupport.stream(
            new PostsOfRows<>(
                () -> kept.isEmpty() ? rows.next() : Optional.of(kept.remove()),
                new ReadHootsuite(order.get())::post,
                problems),
            false);
  }

  /** A first row without a number for its date is a line of names; a broken date is none. */
  private static boolean isNames(Row row) {
    return row.cell(TIME).chars().noneMatch(Character::isDigit);
  }

  /** Its columns as the file calls them; where it does not, as Hootsuite does. */
  private static PlaceInRow places(@Nullable Row names) {
    return new PlaceInRow(
        Map.of(
            PlaceInRow.TEXT, called(names, MESSAGE, "Message"),
            PlaceInRow.AT, called(names, TIME, "Date")));
  }

  private static String called(@Nullable Row names, int column, String otherwise) {
    String name = names == null ? "" : names.cell(column).strip();
    return name.isEmpty() ? otherwise : name;
  }

  private static DateOrder order(Asked asked, Iterable<Row> rows) {
    if (asked.dates() != null) {
      return asked.dates();
    }
    List<DateOrder> fitting = new ArrayList<>(List.of(DateOrder.values()));
    List<DateOrder> best = fitting;
    for (Row row : rows) {
      List<DateOrder> still =
          fitting.stream().filter(o -> o.read(row.cell(TIME)).isPresent()).toList();
      // A date that is broken in any order says nothing about the others.
      fitting = still.isEmpty() ? fitting : still;
      best = fitting;
    }
    if (best.contains(DateOrder.DMY) && best.contains(DateOrder.MDY)) {
      throw new InvalidInput(
          "",
          "no date tells whether the day or the month comes first; say --date-order dmy or mdy");
    }
    asked.notes().accept("Dates are read as %s.".formatted(best.get(0).meaning()));
    return best.get(0);
  }

  private RawPost post(Row row) {
    String time = row.cell(TIME).strip();
    String at =
        dates
            .read(time)
            .map(wall -> wall.toLocalDate() + " " + wall.toLocalTime())
            .orElseThrow(
                () ->
                    new InvalidInput(
                        row.where(PlaceInRow.AT),
                        "\"%s\" is not a date (%s) and a time".formatted(time, dates.meaning())));
    return new RawPost(
        row.where(),
        keys.of(row.cells()),
        List.of(new RawPart(text(row), List.of())),
        List.of(),
        at,
        null);
  }

  /** Hootsuite puts the link behind the message. */
  private static String text(Row row) {
    String message = row.cell(MESSAGE);
    String link = row.cell(LINK).strip();
    if (link.isEmpty() || message.contains(link)) {
      return message;
    }
    return message.isEmpty() ? link : message.stripTrailing() + " " + link;
  }
}
