package dev.belfry.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.testing.browser.Chromium;
import dev.belfry.testing.browser.Tab;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page as a browser shows it. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class InBrowserTest {
  /** Words that would fetch something, leave their card, or turn the page around. */
  static final String HOSTILE =
      "<img src=http://127.0.0.1:9/a.png><script>document.title='x'</script>"
          + "<style>@import 'http://127.0.0.1:9/b.css'</style> \u202eevil\u202c שלום "
          + "looooong".repeat(60)
          + " https://bells.example.org/"
          + "path/".repeat(80)
          + "\n\n\n👩‍👩‍👧".repeat(3);

  /** Text that stands out too little from what is behind it, by WCAG 2's formula. */
  static final String PALE =
      """
      (() => {
        const rgb = colour => colour.match(/[\\d.]+/g).map(Number);
        const light = ([r, g, b]) => [r, g, b]
          .map(v => v / 255)
          .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
          .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
        const behind = element => {
          for (let at = element; at; at = at.parentElement) {
            const colour = rgb(getComputedStyle(at).backgroundColor);
            if (colour.length === 3) return colour;
          }
          return [255, 255, 255];
        };
        const contrast = (one, other) => {
          const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
          return (high + .05) / (low + .05);
        };
        return [...document.body.querySelectorAll('*')]
          .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
          .map(e => e.tagName === 'text'
            ? [e, rgb(getComputedStyle(e).fill), rgb(getComputedStyle(e.previousSibling).fill)]
            : [e, rgb(getComputedStyle(e).color), behind(e)])
          .filter(([e, fore, back]) => contrast(fore, back) < 4.5)
          .map(([e]) => e.outerHTML.slice(0, 80));
      })()
      """;

  static final String WIDER_THAN_SCREEN =
      """
      [...document.querySelectorAll('*')]
        .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
        .map(e => e.outerHTML.slice(0, 80))
      """;

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

  @Test
  void every_card_is_there_in_its_colours(@TempDir Path folder) throws IOException {
    Tab tab = chromium.tab().wide(1280, 1).open(page(folder, Pages.everyday()).toUri());

    assertThat(tab.evaluate("document.querySelectorAll('article').length").asInt()).isEqualTo(6);
    assertThat(
            tab.evaluate(
                    "new Set([...document.querySelectorAll('.feed')].map(e => e.offsetLeft)).size")
                .asInt())
        .as("the networks stand side by side")
        .isEqualTo(3);
    assertThat(
            tab.evaluate(
                    "[...document.images].every(e => e.naturalWidth === 24 && e.offsetWidth > 90)")
                .asBoolean())
        .isTrue();
    assertThat(tab.complaints()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"light, eef1f5, ffffff", "dark, 0d1117, 161c24"})
  void it_is_drawn_for_light_and_for_dark_and_can_be_read_in_both(
      String scheme, String ground, String card, @TempDir Path folder) throws IOException {
    Tab tab = chromium.tab().wide(1280, 1).in(scheme);
    tab.open(page(folder, Pages.everyday()).toUri());

    // To be looked at: a test can say that nothing is wrong, and not that it is good to look at.
    Files.write(Path.of("target", "preview-" + scheme + ".png"), tab.photograph());
    BufferedImage pixels = tab.pixels();
    assertThat(colour(pixels, 2, 2)).isEqualTo(ground);
    int x = tab.evaluate("document.querySelector('.thread').getBoundingClientRect().x + 4").asInt();
    int y = tab.evaluate("document.querySelector('.thread').getBoundingClientRect().y + 4").asInt();
    assertThat(colour(pixels, x, y)).isEqualTo(card);
    assertThat(tab.evaluate(PALE).isEmpty()).as(tab.evaluate(PALE).toString()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {320, 360, 768, 1280})
  void nothing_is_wider_than_the_screen(int width, @TempDir Path folder) throws IOException {
    for (PreviewPage page : List.of(Pages.everyday(), Pages.saying(HOSTILE))) {
      Tab tab = chromium.tab().wide(width, 1).open(page(folder, page).toUri());

      assertThat(tab.evaluate("document.documentElement.scrollWidth").asInt()).isEqualTo(width);
      assertThat(tab.evaluate(WIDER_THAN_SCREEN).toString()).isEqualTo("[]");
      assertThat(tab.pixels().getWidth()).isEqualTo(width);
    }
  }

  @Test
  void nothing_is_asked_for_but_the_page_itself(@TempDir Path folder) throws IOException {
    Path file = page(folder, Pages.saying(HOSTILE));
    Tab tab = chromium.tab().wide(1280, 1).open(file.toUri());

    assertThat(tab.requested()).contains(file.toUri().toString()).allMatch(InBrowserTest::isLocal);
    assertThat(tab.evaluate("document.scripts.length").asInt()).isZero();
    assertThat(tab.evaluate("document.querySelector('.text').innerText").asString())
        .contains("<img src=http://127.0.0.1:9/a.png><script>", "U+202E");
  }

  @Test
  void on_paper_it_is_whole(@TempDir Path folder) throws IOException {
    Tab tab = chromium.tab().wide(700, 1).onPaper();
    tab.open(page(folder, Pages.everyday()).toUri());

    assertThat(tab.evaluate("document.documentElement.scrollWidth").asInt()).isEqualTo(700);
    assertThat(tab.evaluate("document.querySelectorAll('article').length").asInt()).isEqualTo(6);
    assertThat(colour(tab.pixels(), 2, 300)).isEqualTo("ffffff");
  }

  static boolean isLocal(String address) {
    return address.startsWith("file:")
        || address.startsWith("data:")
        || address.equals("about:blank");
  }

  private static String colour(BufferedImage pixels, int x, int y) {
    return String.format("%06x", pixels.getRGB(x, y) & 0xffffff);
  }

  private static Path page(Path folder, PreviewPage page) throws IOException {
    return Files.writeString(folder.resolve("preview.html"), page.html());
  }
}
