package dev.belfry.cli.page;

import dev.belfry.cli.page.PreviewPage.Card;
import dev.belfry.cli.page.PreviewPage.Feed;
import dev.belfry.cli.page.PreviewPage.Picture;
import dev.belfry.publish.Shown.Page;
import java.net.URI;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Draws one part as a reader meets it, with what its author must know below it. */
final class DrawCard {
  private final Feed feed;
  private final int position;
  private final Card card;
  private final @Nullable String language;

  /**
   * @param position from 1
   * @param language the BCP 47 tag of what the post is written in; null where it is not said
   */
  DrawCard(Feed feed, int position, @Nullable String language) {
    this.feed = feed;
    this.position = position;
    this.card = feed.cards().get(position - 1);
    this.language = language;
  }

  String html() {
    return """
    <li><article>
    %s
    <p class="who"><b>%s</b>%s</p>
    %s%s%s</article></li>
    """
        .formatted(
            Avatar.html(feed.who().address()),
            Escape.text(feed.who().name()),
            place(),
            hidden(text() + pictures() + page() + quote()),
            CountRing.html(card.tally()),
            problems());
  }

  private String place() {
    int parts = feed.cards().size();
    return parts == 1 ? "" : " <span class=\"place\">%d/%d</span>".formatted(position, parts);
  }

  /** Below the warning, as a reader meets it who has chosen to read on. */
  private String hidden(String html) {
    return feed.warning() == null
        ? html
        : "<details class=\"warning\" open><summary>Content warning: <b>%s</b></summary>\n%s</details>\n"
            .formatted(Escape.text(feed.warning()), html);
  }

  private String text() {
    return card.text().isEmpty()
        ? ""
        : "<p class=\"text\" dir=\"auto\"%s>%s</p>\n"
            .formatted(
                inLanguage(), new LinkedText(card.text(), card.links(), card.fitsUpTo()).html());
  }

  /** An empty tag says that nobody knows the language, which is not the page's own. */
  private String inLanguage() {
    return " lang=\"" + Escape.attribute(language == null ? "" : language) + "\"";
  }

  private String pictures() {
    return card.pictures().isEmpty()
        ? ""
        : card.pictures().stream()
            .map(this::picture)
            .collect(
                Collectors.joining(
                    "", "<div class=\"pictures n" + card.pictures().size() + "\">\n", "</div>\n"));
  }

  private String picture(Picture picture) {
    String what = "<span class=\"what\">" + Escape.text(picture.what()) + "</span>";
    String shown =
        picture.source() == null
            ? "<div class=\"unshown\">" + what + "</div>"
            : "<img src=\"%s\" alt=\"%s\"%s>"
                .formatted(
                    Escape.attribute(picture.source()),
                    Escape.attribute(picture.alt()),
                    inLanguage());
    return "<figure>%s<figcaption>%s</figcaption></figure>\n".formatted(shown, alt(picture));
  }

  /** Whoever hears the image's own alt text need not hear it again. */
  private String alt(Picture picture) {
    if (picture.alt().isEmpty()) {
      return "<b class=\"none\">no alt text</b>";
    }
    String again = picture.source() == null ? "" : " aria-hidden=\"true\"";
    return "<b%s>alt</b> <span dir=\"auto\"%s%s>%s</span>"
        .formatted(again, again, inLanguage(), Escape.text(picture.alt()));
  }

  private String page() {
    @Nullable Page page = card.page();
    return page == null
        ? ""
        : LinkedText.anchor(
                " page",
                page.url(),
                "<span class=\"host\">%s</span><b dir=\"auto\">%s</b><span dir=\"auto\">%s</span>"
                    .formatted(
                        Escape.text(host(page.url())),
                        Escape.text(page.title()),
                        Escape.text(page.description())))
            + "\n";
  }

  private static String host(String url) {
    try {
      String host = URI.create(url).getHost();
      return host == null ? url : host;
    } catch (IllegalArgumentException e) {
      return url;
    }
  }

  private String quote() {
    return position > 1 || feed.quotes() == null
        ? ""
        : "<p class=\"quote\">quotes %s</p>\n"
            .formatted(LinkedText.anchor("", feed.quotes(), Escape.text(feed.quotes())));
  }

  private String problems() {
    return card.problems().isEmpty()
        ? ""
        : card.problems().stream()
            .map(problem -> "<li>" + Escape.text(problem) + "</li>")
            .collect(Collectors.joining("", "<ul class=\"problems\">", "</ul>\n"));
  }
}
