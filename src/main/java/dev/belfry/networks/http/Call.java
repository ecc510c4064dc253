package dev.belfry.networks.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What is to be sent to a network. Immutable. Its headers, which hold secrets, are never shown. */
public final class Call {
  private static final Content NOTHING = Content.of("", new byte[0]);

  /** For an answer of any kind; what a server needs longer for it says to be at work on. */
  private static final Duration FOR_AN_ANSWER = Duration.ofSeconds(20);

  /** In bytes a second; a line that is slower than this could not carry a video at all. */
  private static final long SLOWEST = 64 << 10;

  private final String method;
  private final URI uri;
  private final Map<String, String> headers;
  private final Content body;

  private Call(String method, URI uri, Map<String, String> headers, Content body) {
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
    return new Call("GET", base.at(path), Map.of(), NOTHING);
  }

  /** Has something deleted: no more is gone when it is asked twice. */
  public static Call delete(BaseUrl base, String path) {
    return new Call("DELETE", base.at(path), Map.of(), NOTHING);
  }

  /** Something that changes what is there, and has no more to say; it may be asked twice. */
  public static Call post(BaseUrl base, String path) {
    return new Call("POST", base.at(path), Map.of(), NOTHING);
  }

  /** Something in JSON that changes what is there. */
  public static Call postJson(BaseUrl base, String path, String json) {
    return post(base, path, "application/json", json.getBytes(StandardCharsets.UTF_8));
  }

  /** A form that a person might have filled in. */
  public static Call postForm(BaseUrl base, String path, Map<String, String> fields) {
    return post(
        base, path, "application/x-www-form-urlencoded", encoded(fields).getBytes(US_ASCII));
  }

  /** Something that changes what is there. */
  public static Call post(BaseUrl base, String path, String contentType, byte[] body) {
    return post(base, path, Content.of(contentType, body));
  }

  /** Something that changes what is there, and is read while it is sent. */
  public static Call post(BaseUrl base, String path, Content body) {
    return new Call("POST", base.at(path), Map.of("Content-Type", body.type()), body);
  }

  /** Fields as they stand in a query or in a form. */
  public static String encoded(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /** The same with a header more, or with another value of it. */
  public Call with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Call(method, uri, more, body);
  }

  /**
   * How long it is worth to wait for the answer, however much time there is: 20 s, and what the
   * body takes on a slow line. A server that says nothing must not hold its account for as long as
   * a video may take.
   */
  Duration patience() {
    return FOR_AN_ANSWER.plusMillis(body.length() * 1000 / SLOWEST);
  }

  /** {@code POST}, for whoever signs it. */
  public String method() {
    return method;
  }

  /** Where it goes, for whoever signs it. */
  public URI uri() {
    return uri;
  }

  /** Whom it goes to, as a person would say it: {@code example.social}. */
  String host() {
    return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
  }

  boolean hasBody() {
    return body.length() > 0;
  }

  BodyPublisher body() {
    return body.publisher();
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
