package dev.belfry.cli.page;

import dev.belfry.cli.page.PreviewPage.Feed;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Draws the post on one account: its parts one below the other, tied together by a line. */
final class DrawFeed {
  private final Feed feed;
  private final @Nullable String language;
  private final String attributes;
  private final String heading;

  /**
   * @param language the BCP 47 tag of what the post is written in; null where it is not said
   */
  DrawFeed(Feed feed, @Nullable String language) {
    this(feed, language, "", Escape.text(feed.who().network().title()));
  }

  /**
   * One among many.
   *
   * @param attributes further ones of the section, each with a blank before it
   * @param heading what stands above it, as HTML
   */
  DrawFeed(Feed feed, @Nullable String language, String attributes, String heading) {
    this.feed = feed;
    this.language = language;
    this.attributes = attributes;
    this.heading = heading;
  }

  String html() {
    return """
    <section class="feed %s"%s aria-label="%s">
    <header><h2>%s</h2>%s%s</header>
    %s<ol class="thread">
    %s</ol>
    %s</section>
    """
        .formatted(
            feed.who().network().word(),
            attributes,
            Escape.attribute(feed.who().network().title() + ", " + feed.who().name()),
            heading,
            feed.who().rehearses() ? "<span class=\"pill\">dry-run</span>" : "",
            verdict(),
            caveats(),
            cards(),
            foot());
  }

  private String verdict() {
    return feed.problems() == 0
        ? "<p class=\"verdict good\">takes it</p>"
        : "<p class=\"verdict bad\">would refuse it</p>";
  }

  private String caveats() {
    return feed.caveats().isEmpty()
        ? ""
        : feed.caveats().stream()
            .map(caveat -> "<li>" + Escape.text(caveat) + "</li>")
            .collect(Collectors.joining("", "<ul class=\"caveats\">", "</ul>\n"));
  }

  private String cards() {
    StringBuilder html = new StringBuilder();
    for (int position = 1; position <= feed.cards().size(); position++) {
      html.append(new DrawCard(feed, position, language).html());
    }
    return html.toString();
  }

  private String foot() {
    String notes =
        feed.notes().stream()
            .map(note -> "<span class=\"pill\">" + Escape.text(note) + "</span>")
            .collect(Collectors.joining());
    String cost = feed.cost() == null ? "" : "<span>" + Escape.text(feed.cost()) + "</span>";
    return notes.isEmpty() && cost.isEmpty() ? "" : "<p class=\"foot\">" + notes + cost + "</p>\n";
  }
}
