package dev.belfry.networks.http;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is to be sent to a network. Immutable. Its headers, which hold secrets, are never shown. */
public final class Call {
  private final String method;
  private final URI uri;
  private final Map<String, String> headers;
  private final byte[] body;

  private Call(String method, URI uri, Map<String, String> headers, byte[] body) {
    this.method = method;
    this.uri = uri;
    this.headers = headers;
    this.body = body;
  }

  /**
   * A question.
   *
   * @param path begins with a slash; escaped, and so is its query where it has one
   */
  public static Call get(BaseUrl base, String path) {
    return new Call("GET", base.at(path), Map.of(), new byte[0]);
  }

  /** Something in JSON that changes what is there. */
  public static Call postJson(BaseUrl base, String path, String json) {
    return post(base, path, "application/json", json.getBytes(StandardCharsets.UTF_8));
  }

  /** Something that changes what is there. */
  public static Call post(BaseUrl base, String path, String contentType, byte[] body) {
    return new Call("POST", base.at(path), Map.of("Content-Type", contentType), body.clone());
  }

  /** The same with a header more, or with another value of it. */
  public Call with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Call(method, uri, more, body);
  }

  /** Whom it goes to, as a person would say it: {@code example.social}. */
  String host() {
    return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
  }

  boolean hasBody() {
    return body.length > 0;
  }

  BodyPublisher body() {
    return hasBody() ? BodyPublishers.ofByteArray(body) : BodyPublishers.noBody();
  }

  HttpRequest request(BodyPublisher publisher) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).method(method, publisher);
    headers.forEach(request::setHeader);
    return request.build();
  }

  @Override
  public String toString() {
    return "%s %s%s".formatted(method, host(), uri.getRawPath());
  }
}
