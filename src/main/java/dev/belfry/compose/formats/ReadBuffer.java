package dev.belfry.compose.formats;

import dev.belfry.compose.ProblemList;
import dev.belfry.compose.RawPart;
import dev.belfry.compose.RawPost;
import dev.belfry.compose.formats.CsvRows.Row;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.Problem;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Reads the CSV that Buffer takes for <a
 * href="https://support.buffer.com/article/926-how-to-upload-posts-in-bulk-to-buffer">many posts at
 * once</a>: {@code Text,Image URL,Tags,Posting Time}, the time as {@code YYYY-MM-DD HH:mm} in the
 * account's zone. Tags are Buffer's own, and are left out.
 */
final class ReadBuffer {
  private static final int TEXT = 0;
  private static final int IMAGE = 1;
  private static final int TAGS = 2;
  private static final int TIME = 3;
  private static final PlaceInRow PLACES =
      new PlaceInRow(
          Map.of(
              PlaceInRow.TEXT, "Text",
              PlaceInRow.IMAGE, "Image URL",
              PlaceInRow.AT, "Posting Time"));

  private final Asked asked;
  private final ImageCell images;
  private final KeyOfRow keys = new KeyOfRow(Format.BUFFER);
  private boolean hadTags;

  private ReadBuffer(Asked asked) {
    this.asked = asked;
    this.images = new ImageCell(asked);
  }

  static Stream<RawPost> read(InputStream in, Asked asked, ProblemList problems) {
    CsvRows rows = new CsvRows(in, ',');
    Optional<Row> header = problems.gather(rows::next).flatMap(row -> row);
    if (header.isEmpty() || !isNames(header.get(), problems)) {
      return Stream.empty();
    }
    problems.place(PLACES::of);
    ReadBuffer reader = new ReadBuffer(asked);
    return StreamSupport.stream(new PostsOfRows<>(rows::next, reader::post, problems), false);
  }

  /** A first post must not be taken for the line of names, and get lost. */
  private static boolean isNames(Row row, ProblemList problems) {
    boolean isNames = row.cell(TEXT).strip().equalsIgnoreCase("text");
    if (!isNames) {
      problems.add(
          new Problem(
              row.beyond(0),
              "Buffer's file begins with Text,Image URL,Tags,Posting Time; put that line above"));
    }
    return isNames;
  }

  private RawPost post(Row row) {
    if (row.cells().size() > TIME + 1) {
      throw new InvalidInput(
          row.beyond(TIME + 1),
          "there are %d columns, and Buffer's file has four; put a text with commas in quotes"
              .formatted(row.cells().size()));
    }
    if (!row.cell(TAGS).isBlank() && !hadTags) {
      hadTags = true;
      asked.notes().accept("Tags are Buffer's own; they are left out.");
    }
    String time = row.cell(TIME).strip();
    RawPart part =
        new RawPart(row.cell(TEXT), images.read(row.where(PlaceInRow.IMAGE), row.cell(IMAGE), ""));
    return new RawPost(
        row.where(),
        keys.of(row.cells()),
        List.of(part),
        List.of(),
        time.isEmpty() ? null : time,
        null);
  }
}
