package dev.belfry.networks.x;

import dev.belfry.networks.http.Call;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import twitter4j.HttpParameter;
import twitter4j.HttpRequest;
import twitter4j.RequestMethod;
import twitter4j.auth.AccessToken;
import twitter4j.auth.OAuthAuthorization;
import twitter4j.conf.ConfigurationBuilder;

/**
 * OAuth 1.0a: every call is signed with the keys of an app and with an account's token, by <a
 * href="https://twitter4j.org">Twitter4J</a>. Nothing is sent by it: its own client would send a
 * POST again whose connection broke.
 *
 * @param token of the account, or the passing one of a log-in; empty before that
 */
record SignedByKeys(String consumerKey, String consumerSecret, String token, String tokenSecret)
    implements Authority {
  static final String KIND = "x-oauth1";

  static SignedByKeys read(JsonNode secret) {
    return new SignedByKeys(
        secret.path("consumerKey").stringValue(""),
        secret.path("consumerSecret").stringValue(""),
        secret.path("token").stringValue(""),
        secret.path("tokenSecret").stringValue(""));
  }

  /** An app that speaks for nobody yet. */
  static SignedByKeys app(String consumerKey, String consumerSecret) {
    return new SignedByKeys(consumerKey, consumerSecret, "", "");
  }

  SignedByKeys with(String newToken, String newSecret) {
    return new SignedByKeys(consumerKey, consumerSecret, newToken, newSecret);
  }

  @Override
  public String kind() {
    return KIND;
  }

  /** The query is signed, a body is not: only a form would be ({@link #authorizeForm}). */
  @Override
  public Call authorize(Call call) {
    return authorizeForm(call, Map.of());
  }

  /** Signs what a form says, too. */
  Call authorizeForm(Call call, Map<String, String> form) {
    OAuthAuthorization signer = signer();
    HttpParameter[] fields =
        form.entrySet().stream()
            .map(field -> new HttpParameter(field.getKey(), field.getValue()))
            .toArray(HttpParameter[]::new);
    HttpRequest request =
        new HttpRequest(
            RequestMethod.valueOf(call.method()), call.uri().toString(), fields, signer, Map.of());
    return call.with("Authorization", signer.getAuthorizationHeader(request));
  }

  private OAuthAuthorization signer() {
    OAuthAuthorization signer =
        new OAuthAuthorization(
            new ConfigurationBuilder()
                .setOAuthConsumerKey(consumerKey)
                .setOAuthConsumerSecret(consumerSecret)
                .build());
    if (!token.isEmpty()) {
      signer.setOAuthAccessToken(new AccessToken(token, tokenSecret));
    }
    return signer;
  }

  @Override
  public Map<String, String> fields() {
    return Map.of(
        "consumerKey",
        consumerKey,
        "consumerSecret",
        consumerSecret,
        "token",
        token,
        "tokenSecret",
        tokenSecret);
  }

  @Override
  public String toString() {
    return "SignedByKeys";
  }
}
