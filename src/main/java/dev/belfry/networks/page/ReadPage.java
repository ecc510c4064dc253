package dev.belfry.networks.page;

import dev.belfry.networks.http.Deadline;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a page says of itself: over https, from the open Internet only, no more than its first
 * 512 KiB, and over three redirects at the most, each of which is checked as the first address is.
 * Thread-safe.
 */
public final class ReadPage {
  private static final int MOST_BYTES = 512 * 1024;
  private static final int LONGEST_TITLE = 300;
  private static final int LONGEST_DESCRIPTION = 1_000;
  private static final Set<String> HTML = Set.of("text/html", "application/xhtml+xml");
  private static final Pattern CHARSET =
      Pattern.compile(";\\s*charset\\s*=\\s*\"?(?<name>[^\";\\s]+)", Pattern.CASE_INSENSITIVE);

  private final FetchPage pages;

  /** From the open Internet. */
  public ReadPage() {
    this(FetchPage.From.OPEN_INTERNET);
  }

  /**
   * @param allowed the addresses that may be connected to by https
   * @param schemes {@code https}, and in tests {@code http}, where addresses are not checked
   */
  ReadPage(Predicate<InetAddress> allowed, Set<String> schemes) {
    this(new FetchPage.From(allowed, schemes, null));
  }

  /**
   * @param tls whom to trust; null: whom Java trusts
   */
  ReadPage(Predicate<InetAddress> allowed, Set<String> schemes, @Nullable SSLContext tls) {
    this(new FetchPage.From(allowed, schemes, tls));
  }

  private ReadPage(FetchPage.From from) {
    this.pages = new FetchPage(from, "link preview", MOST_BYTES);
  }

  /**
   * What the page at an address says of itself.
   *
   * @throws PageUnreadable with a sentence, without its full stop, that says why it can't be told
   */
  public PageWords read(String address, Deadline deadline) throws PageUnreadable {
    FetchPage.Fetched fetched = pages.fetch(address, deadline);
    return words(fetched.response(), fetched.uri());
  }

  private static PageWords words(HttpResponse<byte[]> response, URI uri) throws PageUnreadable {
    String type = response.headers().firstValue("Content-Type").orElse("");
    if (response.statusCode() != 200) {
      throw new PageUnreadable("%s answered %d".formatted(uri.getHost(), response.statusCode()));
    } else if (!HTML.contains(type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))) {
      throw new PageUnreadable("%s shows no page there".formatted(uri.getHost()));
    }
    Document page = parse(response.body(), type, uri);
    String title = meta(page, "og:title").orElseGet(page::title);
    if (title.isBlank()) {
      throw new PageUnreadable("the page has no title");
    }
    String description =
        meta(page, "og:description").or(() -> meta(page, "description")).orElse("");
    return new PageWords(
        shortened(title, LONGEST_TITLE), shortened(description, LONGEST_DESCRIPTION));
  }

  /** In the characters that the answer names, else in those that the page does. */
  private static Document parse(byte[] bytes, String type, URI uri) throws PageUnreadable {
    Matcher charset = CHARSET.matcher(type);
    try {
      return Jsoup.parse(
          new ByteArrayInputStream(bytes),
          charset.find() ? charset.group("name") : null,
          uri.toString());
    } catch (IOException | IllegalArgumentException e) {
      throw new PageUnreadable("%s shows a page that can't be read".formatted(uri.getHost()), e);
    }
  }

  private static Optional<String> meta(Document page, String name) {
    return page.getElementsByTag("meta").stream()
        .filter(meta -> meta.attr("property").equals(name) || meta.attr("name").equals(name))
        .map(meta -> meta.attr("content").strip())
        .filter(content -> !content.isEmpty())
        .findFirst();
  }

  private static String shortened(String words, int most) {
    String line = words.replaceAll("\\s+", " ").strip();
    return line.codePointCount(0, line.length()) <= most
        ? line
        : line.substring(0, line.offsetByCodePoints(0, most - 1)) + "…";
  }
}
