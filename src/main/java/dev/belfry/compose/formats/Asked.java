package dev.belfry.compose.formats;

import dev.belfry.compose.ImportJsonLines.TakeHouse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the reading of another program's file.
 *
 * @param folder what the names of image files are relative to
 * @param images whether images come along
 * @param dates in which order a date has its day and its month; null: to be found out
 * @param columns of any CSV, what stands in which: a field of a post to the name of a column
 * @param house takes what an export has besides posts
 * @param notes hears what a person should know of how the file was understood
 */
public record Asked(
    Path folder,
    boolean images,
    @Nullable DateOrder dates,
    Map<String, String> columns,
    TakeHouse house,
    Consumer<String> notes) {
  public Asked {
    columns = Map.copyOf(columns);
  }

  /** The same of a file in another folder. */
  Asked in(Path other) {
    return new Asked(other, images, dates, columns, house, notes);
  }

  /** The order of dates, where it was said. */
  Optional<DateOrder> saidDates() {
    return Optional.ofNullable(dates);
  }
}
