package dev.belfry.testing.network;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A request as it came over the wire.
 *
 * @param headers by their names in lower case
 * @param bytes the body
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares requests.
public record Asked(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    byte[] bytes) {

  static Asked of(String method, String target, Map<String, String> headers, byte[] body) {
    int mark = target.indexOf('?');
    return mark < 0
        ? new Asked(method, target, Map.of(), headers, body)
        : new Asked(
            method, target.substring(0, mark), query(target.substring(mark + 1)), headers, body);
  }

  /** The body as text in UTF-8. */
  public String body() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static Map<String, String> query(String written) {
    return Stream.of(written.split("&", -1))
        .map(pair -> pair.split("=", 2))
        .collect(
            Collectors.toMap(
                pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
  }
}
