package dev.belfry.networks.page;

import dev.belfry.networks.http.Clients;
import dev.belfry.networks.http.Deadline;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the beginning of a page: over https, from the open Internet only, and over three
 * redirects at the most, each of which is checked as the first address is. Thread-safe.
 */
final class FetchPage {
  private static final int MOST_REDIRECTS = 3;
  private static final Set<String> SCHEMES = Set.of("https");

  /**
   * What came of it, whatever its status.
   *
   * @param uri where it is, after redirects
   */
  record Fetched(URI uri, HttpResponse<byte[]> response) {}

  /**
   * From where pages may be fetched.
   *
   * @param allowed the addresses that may be connected to by https
   * @param schemes {@code https}, and in tests {@code http}, where addresses are not checked
   * @param tls whom to trust; null: whom Java trusts
   */
  record From(Predicate<InetAddress> allowed, Set<String> schemes, @Nullable SSLContext tls) {
    static final From OPEN_INTERNET = new From(PublicAddress::is, SCHEMES, null);
  }

  private final From from;
  private final String purpose;
  private final int mostBytes;

  /**
   * @param purpose what servers are told that it is for
   * @param mostBytes of what is read
   */
  FetchPage(From from, String purpose, int mostBytes) {
    this.from = from;
    this.purpose = purpose;
    this.mostBytes = mostBytes;
  }

  /**
   * What is at the address, or where it leads.
   *
   * @throws PageUnreadable where nothing answered, or nobody may be asked
   */
  Fetched fetch(String address, Deadline deadline) throws PageUnreadable {
    try (CheckedTunnel tunnel = new CheckedTunnel(from.allowed)) {
      HttpClient.Builder client = Clients.begin().proxy(tunnel.selector());
      if (from.tls != null) {
        client.sslContext(from.tls);
      }
      return fetch(client.build(), parse(address), deadline, tunnel);
    }
  }

  private Fetched fetch(HttpClient client, URI first, Deadline deadline, CheckedTunnel tunnel)
      throws PageUnreadable {
    URI uri = first;
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      HttpResponse<byte[]> response = ask(client, uri, deadline, tunnel);
      Optional<String> location = response.headers().firstValue("Location");
      if (response.statusCode() < 300 || response.statusCode() >= 400 || location.isEmpty()) {
        return new Fetched(uri, response);
      }
      uri = uri.resolve(parse(location.get()));
    }
    throw new PageUnreadable("it leads from one place to the next and comes to no end");
  }

  private HttpResponse<byte[]> ask(
      HttpClient client, URI uri, Deadline deadline, CheckedTunnel tunnel) throws PageUnreadable {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request(uri), head -> new FirstBytes(mostBytes));
    try {
      return answer.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new PageUnreadable("%s took too long".formatted(uri.getHost()), e);
    } catch (ExecutionException e) {
      throw new PageUnreadable(
          tunnel.hasRefused()
              ? "%s is not on the open Internet".formatted(uri.getHost())
              : "%s could not be reached".formatted(uri.getHost()),
          e,
          tunnel.hasMissed() || isUnresolved(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PageUnreadable("Belfry was stopped before it was read", e);
    } finally {
      boolean unused = answer.cancel(/* mayInterruptIfRunning= */ true);
    }
  }

  /** What is not fetched through the tunnel is resolved by the client. */
  private static boolean isUnresolved(Throwable thrown) {
    return Stream.iterate(thrown, t -> t != null, Throwable::getCause)
        .limit(20) // a chain of causes may be a ring
        .anyMatch(
            t -> t instanceof UnresolvedAddressException || t instanceof UnknownHostException);
  }

  private HttpRequest request(URI uri) throws PageUnreadable {
    if (!from.schemes.contains(String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT))
        || uri.getHost() == null
        || uri.getRawUserInfo() != null) {
      throw new PageUnreadable("only https:// is looked at");
    } else if (uri.getHost().startsWith("[")) {
      throw new PageUnreadable("%s is a bare address, and no site".formatted(uri.getHost()));
    }
    return HttpRequest.newBuilder(uri)
        .setHeader("Accept", "text/html,application/xhtml+xml,*/*;q=0.5")
        .setHeader("User-Agent", "Belfry (%s)".formatted(purpose))
        .build();
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
