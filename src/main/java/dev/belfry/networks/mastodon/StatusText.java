package dev.belfry.networks.mastodon;

import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/**
 * Compares what was written with what a server makes of it. It turns line breaks into paragraphs,
 * hides the beginning and the end of a link, and shows {@code @user@host} as {@code @user}: what is
 * left is what a reader reads, whatever white space is between.
 */
final class StatusText {
  private static final Pattern WHITE_SPACE = Pattern.compile("[\\s\\p{Z}]+");
  private static final Pattern REMOTE_MENTION =
      Pattern.compile("(?<![=/\\w])(@[\\w.-]*\\w)@[\\w.-]*\\w", Pattern.UNICODE_CHARACTER_CLASS);

  private StatusText() {}

  /** Whether a reader of the HTML reads the text. */
  static boolean isShownBy(String text, String html) {
    Document page = Jsoup.parseBodyFragment(html);
    return bare(text).equals(bare(page.body().wholeText()));
  }

  private static String bare(String text) {
    String local = REMOTE_MENTION.matcher(text).replaceAll("$1");
    return WHITE_SPACE.matcher(local).replaceAll("");
  }
}
