package dev.belfry.account;

import dev.belfry.post.AccountName;
import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an account's network lets Belfry in with. Immutable. Its secret appears in no {@link
 * #toString}, no error and no log.
 *
 * <p>It is sent to {@link #server} only, whatever the account's settings say later: that is who
 * gave it.
 */
public final class Credential {
  private final AccountName account;
  private final String kind;
  private final URI server;
  private final String remoteId;
  private final String secret;
  private final @Nullable Instant freshUntil;
  private final @Nullable Instant expiresAt;

  /**
   * One that does not go stale before it ends, as far as anybody knows; see {@link
   * #withFreshUntil}.
   *
   * @param kind what the secret is, as the network's adapter reads it: {@code x-oauth1}
   * @param server the base URL of the API that gave it and takes it
   * @param remoteId the network's own, lasting id for the account: a user id, a DID
   * @param secret a JSON object; what is in it is the adapter's business
   * @param expiresAt when it is of no use any more, even to get a fresher one; null: never, as far
   *     as anybody knows
   */
  public Credential(
      AccountName account,
      String kind,
      URI server,
      String remoteId,
      String secret,
      @Nullable Instant expiresAt) {
    this.account = account;
    this.kind = kind;
    this.server = server;
    this.remoteId = remoteId;
    this.secret = secret;
    this.freshUntil = null;
    this.expiresAt = expiresAt;
  }

  private Credential(
      Credential other, String secret, @Nullable Instant freshUntil, @Nullable Instant expiresAt) {
    this.account = other.account;
    this.kind = other.kind;
    this.server = other.server;
    this.remoteId = other.remoteId;
    this.secret = secret;
    this.freshUntil = freshUntil;
    this.expiresAt = expiresAt;
  }

  public AccountName account() {
    return account;
  }

  public String kind() {
    return kind;
  }

  public URI server() {
    return server;
  }

  public String remoteId() {
    return remoteId;
  }

  /** A JSON object. To be shown nowhere. */
  public String secret() {
    return secret;
  }

  /**
   * Until when the network takes it as it is, by the network's own word: the end of an access
   * token. Some time before that a node exchanges it for a fresher one. Null: it does not go stale.
   */
  public @Nullable Instant freshUntil() {
    return freshUntil;
  }

  public @Nullable Instant expiresAt() {
    return expiresAt;
  }

  /** The same, known to go stale then. */
  public Credential withFreshUntil(@Nullable Instant end) {
    return new Credential(this, secret, end, expiresAt);
  }

  /**
   * The same with another secret, as a network gives one in exchange for the last. When that one
   * goes stale is still to be said: {@link #withFreshUntil}.
   */
  public Credential renewed(String newSecret, @Nullable Instant newExpiry) {
    return new Credential(this, newSecret, null, newExpiry);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Credential that
        && account.equals(that.account)
        && kind.equals(that.kind)
        && server.equals(that.server)
        && remoteId.equals(that.remoteId)
        && secret.equals(that.secret)
        && Objects.equals(freshUntil, that.freshUntil)
        && Objects.equals(expiresAt, that.expiresAt);
  }

  @Override
  public int hashCode() {
    return Objects.hash(account, kind, server, remoteId);
  }

  @Override
  public String toString() {
    return "Credential[%s, %s at %s]".formatted(account, kind, server);
  }
}
