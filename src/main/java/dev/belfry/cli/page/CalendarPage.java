package dev.belfry.cli.page;

import dev.belfry.cli.page.PreviewPage.Feed;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What there is to draw of the days to come.
 *
 * @param title {@code Rehearsal 3}
 * @param summary what comes of it, in a sentence
 * @param from the first day
 * @param to the last day
 * @param entries in the order in which they are drawn
 */
public record CalendarPage(
    String title, String summary, LocalDate from, LocalDate to, List<Entry> entries) {
  public CalendarPage {
    entries = List.copyOf(entries);
  }

  /**
   * A post for an account.
   *
   * @param day as the account counts them
   * @param time {@code 09:00}
   * @param name {@code Post 42}
   * @param excerpt of its first part
   * @param stays what keeps it from going out then, in a sentence; null where it goes out
   * @param language the BCP 47 tag of what it is written in; null where it is not said
   */
  public record Entry(
      LocalDate day,
      String time,
      String name,
      String excerpt,
      @Nullable String stays,
      Feed feed,
      @Nullable String language) {}

  /** The whole page, as valid HTML. */
  public String html() {
    return new DrawCalendar(this).html();
  }
}
