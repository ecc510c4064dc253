package dev.belfry.networks.mastodon;

import dev.belfry.account.Credential;
import dev.belfry.account.Credentials.Renewed;
import dev.belfry.networks.http.Reply;
import dev.belfry.networks.http.TokenEnd;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what came of exchanging a refresh token. */
record Refreshed(Credential old, MastodonSecret secret, InstantSource clock) {

  Renewed of(Reply reply) {
    return reply.heard(this::answered, Renewed.NotNow::new);
  }

  private Renewed answered(Reply.Answer answer) {
    JsonNode token = answer.json();
    String access = token.path("access_token").stringValue("");
    if (answer.isSuccess() && !access.isEmpty()) {
      return fresh(token, access);
    }
    boolean isRefused = answer.status() == 400 || answer.status() == 401;
    String error = token.path("error").stringValue("");
    return isRefused && error.startsWith("invalid_")
        ? new Renewed.NeedsLogIn("%s refuses the refresh token".formatted(answer.host()))
        : new Renewed.NotNow(
            "%s answered %d to a refresh token".formatted(answer.host(), answer.status()));
  }

  private Renewed fresh(JsonNode token, String access) {
    MastodonSecret renewed =
        new MastodonSecret(
            access,
            secret.clientId(),
            secret.clientSecret(),
            token.path("refresh_token").stringValue(secret.refreshToken()));
    return new Renewed.Fresh(
        old.renewed(renewed.json(), old.expiresAt()).withFreshUntil(end(token, clock.instant())));
  }

  /** When a token that was given now ends; null where the server does not say that it does. */
  static @Nullable Instant end(JsonNode token, Instant now) {
    return TokenEnd.after(token.path("expires_in").longValue(0), now);
  }

  @Override
  public String toString() {
    return "Refreshed[" + old.account() + "]";
  }
}
