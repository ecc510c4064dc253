package dev.belfry.networks.mastodon;

import dev.belfry.account.Credential;
import dev.belfry.networks.body.JsonBody;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is in a credential's secret: the token, and the application that it was given to, which a
 * server wants to be named when a token is exchanged.
 *
 * @param refreshToken null on Mastodon itself, whose tokens do not end; some servers that speak its
 *     API give one
 */
record MastodonSecret(
    String accessToken, String clientId, String clientSecret, @Nullable String refreshToken) {
  private static final String ACCESS = "access_token";
  private static final String CLIENT = "client_id";
  private static final String CLIENT_SECRET = "client_secret";
  private static final String REFRESH = "refresh_token";

  static MastodonSecret of(Credential credential) {
    ObjectNode secret = JsonBody.read(credential.secret());
    return new MastodonSecret(
        secret.path(ACCESS).stringValue(""),
        secret.path(CLIENT).stringValue(""),
        secret.path(CLIENT_SECRET).stringValue(""),
        secret.path(REFRESH).stringValue(null));
  }

  String json() {
    ObjectNode secret =
        JsonBody.object()
            .put(ACCESS, accessToken)
            .put(CLIENT, clientId)
            .put(CLIENT_SECRET, clientSecret);
    if (refreshToken != null) {
      secret.put(REFRESH, refreshToken);
    }
    return JsonBody.write(secret);
  }

  @Override
  public String toString() {
    return "MastodonSecret[not shown]";
  }
}
