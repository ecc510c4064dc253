package dev.belfry.cli.page;

import dev.belfry.cli.page.PreviewPage.Feed;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.stream.Collectors;

/** Draws the page around the feeds. */
final class DrawPage {
  private final PreviewPage page;

  DrawPage(PreviewPage page) {
    this.page = page;
  }

  /**
   * The page forbids itself whatever it does not need: were some text to become markup all the
   * same, no script of it would run and nothing would be fetched.
   */
  String html() {
    String style = Stylesheet.css();
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
    style-src 'sha256-%s'; img-src data:; base-uri 'none'; form-action 'none'">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="referrer" content="no-referrer">
    <title>%s: preview</title>
    <style>%s</style>
    </head>
    <body>
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
    </body>
    </html>
    """
        .formatted(
            sha256(style),
            Escape.attribute(page.title()),
            style,
            Escape.text(page.title()),
            verdict(),
            page.feeds().stream()
                .map(feed -> new DrawFeed(feed, page.language()).html())
                .collect(Collectors.joining()));
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

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
