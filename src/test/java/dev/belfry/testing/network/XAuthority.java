package dev.belfry.testing.network;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Whom a fake X believes: signatures of OAuth 1.0a, which it works out by itself from <a
 * href="https://www.rfc-editor.org/rfc/rfc5849">RFC 5849</a>, and bearer tokens. Thread-safe.
 */
final class XAuthority {
  static final String CONSUMER_KEY = "consumer-key-of-the-app";
  static final String CONSUMER_SECRET = "consumer-secret-of-the-app";
  static final String CLIENT_ID = "client-id-of-the-app";

  private static final long MOST_SECONDS_OFF = 300;

  private final String url;
  private final Map<String, String> tokenSecrets = new HashMap<>();
  private final Set<String> seen = new HashSet<>();
  private final List<String> faults = new ArrayList<>();
  private String bearer = "";

  XAuthority(String url) {
    this.url = url;
  }

  synchronized void trust(String token, String secret) {
    tokenSecrets.put(token, secret);
  }

  synchronized void trustBearer(String token) {
    bearer = token;
  }

  /** Nobody is known any more. */
  synchronized void forgetTokens() {
    tokenSecrets.clear();
    bearer = "";
  }

  /** Whether the request comes from somebody who is known here. */
  synchronized boolean knows(Asked asked, Map<String, String> form) {
    String header = asked.headers().getOrDefault("authorization", "");
    return header.startsWith("Bearer ")
        ? !bearer.isEmpty() && header.equals("Bearer " + bearer)
        : header.startsWith("OAuth ") && isSigned(asked, form, parameters(header.substring(6)));
  }

  /** Why signatures were not believed. */
  synchronized List<String> faults() {
    return List.copyOf(faults);
  }

  private boolean isSigned(Asked asked, Map<String, String> form, Map<String, String> given) {
    String token = given.getOrDefault("oauth_token", "");
    String secret = token.isEmpty() ? "" : tokenSecrets.get(token);
    if (secret == null || !CONSUMER_KEY.equals(given.get("oauth_consumer_key"))) {
      return false;
    }
    long off = Instant.now().getEpochSecond() - Long.parseLong(given.get("oauth_timestamp"));
    String fault = "";
    if (Math.abs(off) > MOST_SECONDS_OFF) {
      fault = "the timestamp is off by " + off;
    } else if (!seen.add(given.get("oauth_timestamp") + given.get("oauth_nonce"))) {
      fault = "the nonce was used before";
    } else if (!signature(asked, form, given, secret).equals(given.get("oauth_signature"))) {
      fault = "the signature does not fit " + asked.method() + " " + asked.path();
    }
    // The client may ask a question again by itself, when its connection breaks: with all it said.
    if (!fault.isEmpty() && !asked.method().equals("GET")) {
      faults.add(fault);
    }
    return fault.isEmpty();
  }

  private String signature(
      Asked asked, Map<String, String> form, Map<String, String> given, String secret) {
    Map<String, String> parameters = new HashMap<>(form);
    parameters.putAll(given);
    parameters.putAll(asked.query());
    parameters.remove("oauth_signature");
    return signature(
        CONSUMER_SECRET, secret, asked.method() + " " + url + asked.path(), parameters);
  }

  /**
   * What a request is signed with.
   *
   * @param what the method and the address, without a query
   */
  static String signature(
      String consumerSecret, String tokenSecret, String what, Map<String, String> parameters) {
    Map<String, String> sorted = new TreeMap<>();
    parameters.forEach((name, value) -> sorted.put(escaped(name), escaped(value)));
    String all =
        sorted.entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining("&"));
    String[] words = what.split(" ", 2);
    return hmacSha1(
        escaped(consumerSecret) + "&" + escaped(tokenSecret),
        "%s&%s&%s".formatted(words[0], escaped(words[1]), escaped(all)));
  }

  private static String hmacSha1(String key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(key.getBytes(US_ASCII), "HmacSHA1"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java has HmacSHA1", e);
    }
  }

  private static Map<String, String> parameters(String header) {
    return Stream.of(header.split(",", -1))
        .map(pair -> pair.strip().split("=", 2))
        .collect(
            Collectors.toMap(
                pair -> pair[0],
                pair -> URLDecoder.decode(pair[1].replaceAll("^\"|\"$", ""), UTF_8)));
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
