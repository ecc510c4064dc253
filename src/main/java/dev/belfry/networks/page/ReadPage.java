package dev.belfry.networks.page;

import dev.belfry.networks.http.Deadline;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/**
 * Reads what a page says of itself: over https, from the open Internet only, no more than its first
 * 512 KiB, and over three redirects at the most, each of which is checked as the first address is.
 * Thread-safe.
 */
public final class ReadPage {
  private static final int MOST_BYTES = 512 * 1024;
  private static final int MOST_REDIRECTS = 3;
  private static final int LONGEST_TITLE = 300;
  private static final int LONGEST_DESCRIPTION = 1_000;
  private static final Set<String> SCHEMES = Set.of("https");
  private static final Set<String> HTML = Set.of("text/html", "application/xhtml+xml");
  private static final Pattern CHARSET =
      Pattern.compile(";\\s*charset\\s*=\\s*\"?(?<name>[^\";\\s]+)", Pattern.CASE_INSENSITIVE);

  private final Predicate<InetAddress> allowed;
  private final Set<String> schemes;

  /** From the open Internet. */
  public ReadPage() {
    this(PublicAddress::is, SCHEMES);
  }

  /**
   * @param allowed the addresses that may be connected to by https
   * @param schemes {@code https}, and in tests {@code http}, where addresses are not checked
   */
  ReadPage(Predicate<InetAddress> allowed, Set<String> schemes) {
    this.allowed = allowed;
    this.schemes = schemes;
  }

  /**
   * What the page at an address says of itself.
   *
   * @throws PageUnreadable with a sentence, without its full stop, that says why it can't be told
   */
  public PageWords read(String address, Deadline deadline) throws PageUnreadable {
    URI uri = parse(address);
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      try {
        HttpURLConnection connection = open(uri, deadline);
        try {
          int status = connection.getResponseCode();
          String location = connection.getHeaderField("Location");
          if (status < 300 || status >= 400 || location == null) {
            return words(connection, uri, deadline);
          }
          uri = uri.resolve(parse(location));
        } finally {
          connection.disconnect();
        }
      } catch (CheckedSockets.NotAllowed e) {
        throw new PageUnreadable("%s is not on the open Internet".formatted(uri.getHost()), e);
      } catch (SocketTimeoutException e) {
        throw new PageUnreadable("%s took too long".formatted(uri.getHost()), e);
      } catch (IOException e) {
        throw new PageUnreadable("%s could not be reached".formatted(uri.getHost()), e);
      }
    }
    throw new PageUnreadable("it leads from one place to the next and comes to no end");
  }

  private HttpURLConnection open(URI uri, Deadline deadline) throws IOException, PageUnreadable {
    if (!schemes.contains(String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT))
        || uri.getHost() == null
        || uri.getRawUserInfo() != null) {
      throw new PageUnreadable("only https:// is looked at");
    }
    int left = (int) deadline.left().toMillis();
    if (left <= 0) {
      throw new SocketTimeoutException();
    }
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
    if (connection instanceof HttpsURLConnection secure) {
      secure.setSSLSocketFactory(
          new CheckedSockets((SSLSocketFactory) SSLSocketFactory.getDefault(), allowed));
    }
    connection.setInstanceFollowRedirects(false);
    connection.setConnectTimeout(left);
    connection.setReadTimeout(left);
    connection.setRequestProperty("Accept", "text/html,application/xhtml+xml");
    connection.setRequestProperty("User-Agent", "Belfry (link preview)");
    return connection;
  }

  private static PageWords words(HttpURLConnection connection, URI uri, Deadline deadline)
      throws IOException, PageUnreadable {
    String type = String.valueOf(connection.getContentType());
    if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
      throw new PageUnreadable(
          "%s answered %d".formatted(uri.getHost(), connection.getResponseCode()));
    } else if (!HTML.contains(type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))) {
      throw new PageUnreadable("%s shows no page there".formatted(uri.getHost()));
    }
    Document page = parse(bytes(connection, deadline), type, uri);
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

  private static byte[] bytes(HttpURLConnection connection, Deadline deadline) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    try (InputStream in = connection.getInputStream()) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        read.write(buffer, 0, Math.min(count, MOST_BYTES - read.size()));
        if (read.size() == MOST_BYTES) {
          break;
        } else if (deadline.left().isZero()) {
          throw new SocketTimeoutException();
        }
      }
    }
    return read.toByteArray();
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

  /** Other letters than ASCII's are escaped; a host's own are not understood. */
  private static URI parse(String address) throws PageUnreadable {
    try {
      return URI.create(URI.create(address.strip()).toASCIIString());
    } catch (IllegalArgumentException e) {
      throw new PageUnreadable("it is no address that can be looked at", e);
    }
  }
}
