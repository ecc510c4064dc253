package dev.belfry.networks.x;

import dev.belfry.networks.http.Call;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * OAuth 2.0: an access token that X takes for two hours, and a refresh token that it gives the next
 * pair for, once.
 *
 * @param clientSecret of an app that keeps one (X calls it confidential); else empty
 * @param refreshToken empty where X gave none
 */
record BearerToken(String clientId, String clientSecret, String accessToken, String refreshToken)
    implements Authority {
  static final String KIND = "x-oauth2";

  static BearerToken read(JsonNode secret) {
    return new BearerToken(
        secret.path("clientId").stringValue(""),
        secret.path("clientSecret").stringValue(""),
        secret.path("accessToken").stringValue(""),
        secret.path("refreshToken").stringValue(""));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Call authorize(Call call) {
    return call.with("Authorization", "Bearer " + accessToken);
  }

  @Override
  public Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("clientId", clientId);
    fields.put("clientSecret", clientSecret);
    fields.put("accessToken", accessToken);
    fields.put("refreshToken", refreshToken);
    return fields;
  }

  @Override
  public String toString() {
    return "BearerToken";
  }
}
