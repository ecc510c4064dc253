package dev.belfry.testing.network;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.testing.network.Misbehave.Answer;
import java.net.URI;
import java.net.URLDecoder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** How a fake X lets an account's owner in: by a PIN, by a code, by a refresh token. */
final class XLogIns {
  static final String PIN = "1234567";
  static final String CODE = "code-of-the-owner";

  private static final String REQUEST_TOKEN = "request-token";
  private static final String REQUEST_SECRET = "request-secret";

  private final XAuthority authority;
  private final String userId;
  private final String handle;
  private String challenge = "";
  private String refreshToken = "";
  private int given;

  XLogIns(XAuthority authority, String userId, String handle) {
    this.authority = authority;
    this.userId = userId;
    this.handle = handle;
  }

  /** The fields of a form or a query. */
  static Map<String, String> fields(String written) {
    return Stream.of(written.split("&", -1))
        .filter(pair -> pair.contains("="))
        .map(pair -> pair.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], UTF_8)));
  }

  /** The owner allows what the page asks for; where their browser is sent then. */
  synchronized String allow(URI page) {
    Map<String, String> asked = fields(page.getRawQuery());
    challenge = asked.getOrDefault("code_challenge", "");
    return "%s?state=%s&code=%s".formatted(asked.get("redirect_uri"), asked.get("state"), CODE);
  }

  synchronized Answer requestToken(Asked asked) {
    Map<String, String> form = fields(asked.body());
    if (!authority.knows(asked, form) || !"oob".equals(form.get("oauth_callback"))) {
      return refused();
    }
    authority.trust(REQUEST_TOKEN, REQUEST_SECRET);
    return new Answer(
        200,
        "oauth_token=%s&oauth_token_secret=%s&oauth_callback_confirmed=true"
            .formatted(REQUEST_TOKEN, REQUEST_SECRET));
  }

  synchronized Answer accessToken(Asked asked) {
    Map<String, String> form = fields(asked.body());
    if (!authority.knows(asked, form) || !PIN.equals(form.get("oauth_verifier"))) {
      return refused();
    }
    authority.trust("lasting-token", "lasting-secret");
    return new Answer(
        200,
        "oauth_token=lasting-token&oauth_token_secret=lasting-secret&user_id=%s&screen_name=%s"
            .formatted(userId, handle));
  }

  private static Answer refused() {
    return new Answer(
        401, "{\"errors\":[{\"code\":32,\"message\":\"Could not authenticate you.\"}]}");
  }

  /** Each refresh token is taken once. */
  synchronized Answer tokens(Asked asked) {
    Map<String, String> form = fields(asked.body());
    boolean fits =
        switch (form.getOrDefault("grant_type", "")) {
          case "authorization_code" ->
              CODE.equals(form.get("code"))
                  && !challenge.isEmpty()
                  && challenge.equals(s256(form.getOrDefault("code_verifier", "")));
          case "refresh_token" ->
              !refreshToken.isEmpty() && refreshToken.equals(form.get("refresh_token"));
          default -> false;
        };
    return fits && XAuthority.CLIENT_ID.equals(form.get("client_id"))
        ? give()
        : new Answer(
            400,
            "{\"error\":\"invalid_request\","
                + "\"error_description\":\"Value passed for the token was invalid.\"}");
  }

  private Answer give() {
    ObjectNode answer = JsonMapper.shared().createObjectNode();
    answer.put("token_type", "bearer").put("expires_in", 7200);
    giveNext().forEach(answer::put);
    return new Answer(200, answer.toString());
  }

  /** The next pair of tokens; the last are taken no more. */
  synchronized Map<String, String> giveNext() {
    given++;
    refreshToken = "refresh-token-" + given;
    String access = "access-token-" + given;
    authority.trustBearer(access);
    return Map.of("access_token", access, "refresh_token", refreshToken);
  }

  private static String s256(String verifier) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
