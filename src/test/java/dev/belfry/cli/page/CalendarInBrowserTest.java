package dev.belfry.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.cli.page.CalendarPage.Entry;
import dev.belfry.testing.browser.Chromium;
import dev.belfry.testing.browser.Tab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The calendar of a rehearsal as a browser shows it. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CalendarInBrowserTest {
  private static final LocalDate FROM = LocalDate.of(2026, 11, 26);
  private static final LocalDate TO = LocalDate.of(2026, 12, 26);

  private Chromium chromium;

  @BeforeAll
  void start(@TempDir Path profile) throws IOException {
    chromium = Chromium.start(profile);
  }

  @AfterAll
  void stop() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void it_can_be_read_in_light_and_in_dark(String scheme, @TempDir Path folder) throws IOException {
    Tab tab = chromium.tab().wide(1280, 1).in(scheme);
    tab.open(page(folder, "Ding").toUri());

    // To be looked at: a test can say that nothing is wrong, and not that it is good to look at.
    Files.write(Path.of("target", "calendar-" + scheme + ".png"), tab.photograph());
    assertThat(tab.evaluate(InBrowserTest.PALE).isEmpty())
        .as(tab.evaluate(InBrowserTest.PALE).toString())
        .isTrue();
    assertThat(tab.complaints()).isEmpty();
  }

  @Test
  void each_day_has_its_place_and_each_line_leads_to_its_post(@TempDir Path folder)
      throws IOException {
    Path file = page(folder, InBrowserTest.HOSTILE);
    Tab tab = chromium.tab().wide(1280, 1).open(file.toUri());

    assertThat(
            tab.evaluate(
                    "new Set([...document.querySelectorAll('.month')[1].querySelectorAll('td')]"
                        + ".map(e => e.offsetLeft)).size")
                .asInt())
        .isEqualTo(7);
    assertThat(
            tab.evaluate(
                    "[...document.querySelectorAll('.month a')]"
                        + ".every(e => document.querySelector(e.getAttribute('href')))")
                .asBoolean())
        .isTrue();
    assertThat(tab.evaluate("document.querySelector('.more').innerText").asString())
        .isEqualTo("and 4 more");
    assertThat(tab.requested()).allMatch(InBrowserTest::isLocal);
    assertThat(tab.evaluate("document.scripts.length").asInt()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {320, 768, 1280})
  void nothing_is_wider_than_the_screen(int width, @TempDir Path folder) throws IOException {
    Tab tab = chromium.tab().wide(width, 1).open(page(folder, InBrowserTest.HOSTILE).toUri());

    assertThat(tab.evaluate("document.documentElement.scrollWidth").asInt()).isEqualTo(width);
    String clipped = InBrowserTest.WIDER_THAN_SCREEN.replace("'*'", "'*:not(.entry *)'");
    assertThat(tab.evaluate(clipped).toString()).isEqualTo("[]");
  }

  /** A busy day, one on which something is held, and the everyday posts of three networks. */
  private static Path page(Path folder, String text) throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      for (PreviewPage.Feed feed : Pages.everyday().feeds()) {
        entries.add(new Entry(FROM.plusDays(1), "09:0" + i, "Post " + i, text, null, feed, "en"));
      }
    }
    PreviewPage.Feed feed = Pages.saying(text).feeds().get(0);
    entries.add(
        new Entry(FROM.plusDays(9), "12:30", "Post 9 again", text, "held: " + text, feed, null));
    String html = new CalendarPage("Rehearsal 3", "13 posts go out.", FROM, TO, entries).html();
    return Files.writeString(folder.resolve("calendar.html"), html);
  }
}
