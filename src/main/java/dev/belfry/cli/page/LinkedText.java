package dev.belfry.cli.page;

import dev.belfry.compose.Entity;
import java.util.List;
import java.util.Locale;

/** A text with its links in colour, and what is over the limit in red. */
record LinkedText(String text, List<Entity> links, int fitsUpTo) {

  String html() {
    String fitting = html(0, fitsUpTo);
    return fitsUpTo == text.length()
        ? fitting
        : fitting + "<mark>" + html(fitsUpTo, text.length()) + "</mark>";
  }

  /** The limit never falls within a link. */
  private String html(int from, int to) {
    StringBuilder html = new StringBuilder();
    int done = from;
    for (Entity link : links) {
      if (link.start() >= done && link.end() <= to) {
        html.append(Escape.text(text.substring(done, link.start()))).append(link(link));
        done = link.end();
      }
    }
    return html.append(Escape.text(text.substring(done, to))).toString();
  }

  /** Only a web address can be followed from here: where the others lead, the network decides. */
  private String link(Entity link) {
    String written = link.in(text);
    return link.kind() == Entity.Kind.LINK
        ? anchor("", address(written), Escape.text(written))
        : "<span class=\"link\">" + Escape.text(written) + "</span>";
  }

  private static String address(String written) {
    return isWeb(written) ? written : "https://" + written;
  }

  /**
   * A link to a page of the web; what is no address of one is shown without.
   *
   * @param type the class, behind a blank; may be empty
   * @param html what is seen of it
   */
  static String anchor(String type, String address, String html) {
    return isWeb(address)
        ? "<a class=\"link%s\" href=\"%s\" rel=\"noopener noreferrer\">%s</a>"
            .formatted(type, Escape.attribute(address), html)
        : "<span class=\"link%s\">%s</span>".formatted(type, html);
  }

  private static boolean isWeb(String address) {
    String lower = address.toLowerCase(Locale.ROOT);
    return lower.startsWith("https://") || lower.startsWith("http://");
  }
}
