package dev.belfry.networks.page;

import dev.belfry.networks.http.Clients;
import dev.belfry.networks.http.Deadline;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
  private static final int MOST_REDIRECTS = 3;
  private static final int LONGEST_TITLE = 300;
  private static final int LONGEST_DESCRIPTION = 1_000;
  private static final Set<String> SCHEMES = Set.of("https");
  private static final Set<String> HTML = Set.of("text/html", "application/xhtml+xml");
  private static final Pattern CHARSET =
      Pattern.compile(";\\s*charset\\s*=\\s*\"?(?<name>[^\";\\s]+)", Pattern.CASE_INSENSITIVE);

  private final Predicate<InetAddress> allowed;
  private final Set<String> schemes;
  private final @Nullable SSLContext tls;

  /** From the open Internet. */
  public ReadPage() {
    this(PublicAddress::is, SCHEMES);
  }

  /**
   * @param allowed the addresses that may be connected to by https
   * @param schemes {@code https}, and in tests {@code http}, where addresses are not checked
   */
  ReadPage(Predicate<InetAddress> allowed, Set<String> schemes) {
    this(allowed, schemes, null);
  }

  /**
   * @param tls whom to trust; null: whom Java trusts
   */
  ReadPage(Predicate<InetAddress> allowed, Set<String> schemes, @Nullable SSLContext tls) {
    this.allowed = allowed;
    this.schemes = schemes;
    this.tls = tls;
  }

  /**
   * What the page at an address says of itself.
   *
   * @throws PageUnreadable with a sentence, without its full stop, that says why it can't be told
   */
  public PageWords read(String address, Deadline deadline) throws PageUnreadable {
    try (CheckedTunnel tunnel = new CheckedTunnel(allowed)) {
      HttpClient.Builder client = Clients.begin().proxy(tunnel.selector());
      if (tls != null) {
        client.sslContext(tls);
      }
      return read(client.build(), parse(address), deadline, tunnel);
    }
  }

  private PageWords read(HttpClient client, URI first, Deadline deadline, CheckedTunnel tunnel)
      throws PageUnreadable {
    URI uri = first;
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      HttpResponse<byte[]> response = ask(client, uri, deadline, tunnel);
      Optional<String> location = response.headers().firstValue("Location");
      if (response.statusCode() < 300 || response.statusCode() >= 400 || location.isEmpty()) {
        return words(response, uri);
      }
      uri = uri.resolve(parse(location.get()));
    }
    throw new PageUnreadable("it leads from one place to the next and comes to no end");
  }

  private HttpResponse<byte[]> ask(
      HttpClient client, URI uri, Deadline deadline, CheckedTunnel tunnel) throws PageUnreadable {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request(uri), head -> new FirstBytes(MOST_BYTES));
    try {
      return answer.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new PageUnreadable("%s took too long".formatted(uri.getHost()), e);
    } catch (ExecutionException e) {
      throw new PageUnreadable(
          tunnel.hasRefused()
              ? "%s is not on the open Internet".formatted(uri.getHost())
              : "%s could not be reached".formatted(uri.getHost()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PageUnreadable("Belfry was stopped before it was read", e);
    } finally {
      boolean unused = answer.cancel(/* mayInterruptIfRunning= */ true);
    }
  }

  private HttpRequest request(URI uri) throws PageUnreadable {
    if (!schemes.contains(String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT))
        || uri.getHost() == null
        || uri.getRawUserInfo() != null) {
      throw new PageUnreadable("only https:// is looked at");
    } else if (uri.getHost().startsWith("[")) {
      throw new PageUnreadable("%s is a bare address, and no site".formatted(uri.getHost()));
    }
    return HttpRequest.newBuilder(uri)
        .setHeader("Accept", "text/html,application/xhtml+xml")
        .setHeader("User-Agent", "Belfry (link preview)")
        .build();
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

  /** Other letters than ASCII's are escaped; a host's own are not understood. */
  private static URI parse(String address) throws PageUnreadable {
    try {
      return URI.create(URI.create(address.strip()).toASCIIString());
    } catch (IllegalArgumentException e) {
      throw new PageUnreadable("it is no address that can be looked at", e);
    }
  }
}
