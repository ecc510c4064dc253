package dev.belfry.networks.http;

import dev.belfry.post.InvalidInput;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where a network's API is. What is sent there carries credentials: so it is https, or it does not
 * leave this machine.
 *
 * @param uri scheme, host, and perhaps port and path; without a slash at the end
 */
public record BaseUrl(URI uri) {
  private static final int LAST_PORT = 65_535;
  private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

  /**
   * What no request could be sent to safely is none.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong with it
   */
  public BaseUrl {
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
    if (uri.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
      throw new IllegalArgumentException("not the address of a server; write https://host");
    } else if (uri.getPort() > LAST_PORT) {
      throw new IllegalArgumentException("there is no port %d".formatted(uri.getPort()));
    } else if (uri.getRawUserInfo() != null
        || uri.getRawQuery() != null
        || uri.getRawFragment() != null) {
      throw new IllegalArgumentException("write no user, no password, no ? and no # into it");
    } else if (scheme.equals("http") && !LOOPBACK.matcher(host).matches()) {
      throw new IllegalArgumentException("credentials would travel in the open; write https://");
    }
  }

  /**
   * Reads one.
   *
   * @param where where it was written, for the message
   * @throws InvalidInput with a sentence that says what is wrong with it
   */
  public static BaseUrl parse(String where, String written) {
    try {
      return new BaseUrl(new URI(written.strip().replaceFirst("/+$", "")));
    } catch (URISyntaxException e) {
      throw new InvalidInput(where, "not the address of a server; write https://host");
    } catch (IllegalArgumentException e) {
      throw new InvalidInput(where, String.valueOf(e.getMessage()));
    }
  }

  /**
   * A place on the server.
   *
   * @param path begins with a slash; escaped, and so is its query where it has one
   */
  URI at(String path) {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("a path begins with a slash: " + path);
    }
    return URI.create(uri + path);
  }
}
