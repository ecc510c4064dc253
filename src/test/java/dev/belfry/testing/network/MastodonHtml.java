package dev.belfry.testing.network;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What Mastodon makes of a post's text: paragraphs and line breaks, links whose beginning and end
 * are hidden, mentions without their host, hashtags.
 */
final class MastodonHtml {
  private static final int SHOWN = 30;
  private static final Pattern ENTITY =
      Pattern.compile(
          "(?<link>https?://[^\\s<>\"]*[^\\s<>\".,;:!?'])"
              + "|(?<![\\w/])@(?<user>\\w+)(?:@(?<host>[\\w.-]*\\w))?"
              + "|(?<![\\w/&])#(?<tag>[\\p{L}\\p{M}\\p{N}_]+)",
          Pattern.UNICODE_CHARACTER_CLASS);

  private MastodonHtml() {}

  static String of(String text) {
    return Stream.of(text.strip().split("\n{2,}", -1))
        .map(paragraph -> "<p>" + inline(paragraph).replace("\n", "<br />") + "</p>")
        .collect(Collectors.joining());
  }

  private static String inline(String text) {
    StringBuilder html = new StringBuilder();
    int done = 0;
    for (Matcher entity = ENTITY.matcher(text); entity.find(); done = entity.end()) {
      html.append(escaped(text.substring(done, entity.start()))).append(linked(entity));
    }
    return html.append(escaped(text.substring(done))).toString();
  }

  private static String linked(Matcher entity) {
    if (entity.group("link") != null) {
      return link(entity.toMatchResult());
    } else if (entity.group("user") != null) {
      return ("<span class=\"h-card\" translate=\"no\"><a href=\"https://%s/@%s\" class=\"u-url"
              + " mention\">@<span>%s</span></a></span>")
          .formatted(
              entity.group("host") == null ? "example.social" : entity.group("host"),
              entity.group("user"),
              entity.group("user"));
    }
    return ("<a href=\"https://example.social/tags/%s\" class=\"mention hashtag\""
            + " rel=\"tag\">#<span>%s</span></a>")
        .formatted(entity.group("tag").toLowerCase(Locale.ROOT), entity.group("tag"));
  }

  private static String link(MatchResult link) {
    String url = link.group();
    int name = url.indexOf("//") + 2;
    int end = Math.min(url.length(), name + SHOWN);
    return ("<a href=\"%s\" target=\"_blank\" rel=\"nofollow noopener\" translate=\"no\"><span"
            + " class=\"invisible\">%s</span><span class=\"%s\">%s</span><span"
            + " class=\"invisible\">%s</span></a>")
        .formatted(
            escaped(url),
            url.substring(0, name),
            end < url.length() ? "ellipsis" : "",
            escaped(url.substring(name, end)),
            escaped(url.substring(end)));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
