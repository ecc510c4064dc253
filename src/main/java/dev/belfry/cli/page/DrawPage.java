package dev.belfry.cli.page;

import dev.belfry.cli.page.PreviewPage.Feed;
import java.util.Locale;
import java.util.stream.Collectors;

/** Draws the page around the feeds. */
final class DrawPage {
  private final PreviewPage page;

  DrawPage(PreviewPage page) {
    this.page = page;
  }

  String html() {
    return new Shell(page.title() + ": preview", Stylesheet.named("preview.css"))
        .around(
            """
            <header class="top">
            <h1>%s</h1>
            %s
            </header>
            <main>
            %s</main>
            <footer class="bottom">
            <p>Drawn by Belfry from the very parts that it sends, and counted as each network counts. \
            The networks draw their own pages in their own way.</p>
            </footer>
            """
                .formatted(
                    Escape.text(page.title()),
                    verdict(),
                    page.feeds().stream()
                        .map(feed -> new DrawFeed(feed, page.language()).html())
                        .collect(Collectors.joining())));
  }

  private String verdict() {
    int problems = page.feeds().stream().mapToInt(Feed::problems).sum();
    String words =
        switch (problems) {
          case 0 -> "Every network takes it as it is.";
          case 1 -> "One thing keeps it from going out.";
          default -> String.format(Locale.ROOT, "%,d things keep it from going out.", problems);
        };
    return "<p class=\"verdict %s\">%s</p>".formatted(problems == 0 ? "good" : "bad", words);
  }
}
