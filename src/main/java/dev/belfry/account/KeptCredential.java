package dev.belfry.account;

import static dev.belfry.sql.Rows.instant;

import dev.belfry.post.AccountName;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A credential as its row has it, sealed.
 *
 * @param kept what may be read of it by anybody
 * @param sealed the secret
 * @param version counts the secrets that it has had
 * @param renewal whether somebody is asking for a fresher one
 */
record KeptCredential(Open kept, Sealed sealed, long version, Renewing renewal) {

  /**
   * What is not secret.
   *
   * @param refusedWith the network's words where it takes it no more, else null
   */
  record Open(
      AccountName account,
      String kind,
      URI server,
      String remoteId,
      Times times,
      @Nullable String refusedWith) {

    /** The same with its secret. */
    Credential with(String secret) {
      return new Credential(account, kind, server, remoteId, secret, times.expiresAt())
          .withFreshUntil(times.freshUntil());
    }
  }

  record Times(@Nullable Instant freshUntil, @Nullable Instant expiresAt) {}

  /**
   * Who asks the network.
   *
   * @param by null: nobody
   * @param isAlive false where whoever it was has not come back in time
   * @param notNow what the last who asked in vain was told
   */
  record Renewing(@Nullable UUID by, boolean isAlive, @Nullable String notNow) {}

  /** The columns of {@link KeptCredentials#COLUMNS}. */
  static KeptCredential of(ResultSet row) throws SQLException {
    Times times = new Times(instant(row, "fresh_until"), instant(row, "expires_at"));
    Open open =
        new Open(
            AccountName.parse(row.getString("name")),
            row.getString("kind"),
            URI.create(row.getString("server")),
            row.getString("remote_id"),
            times,
            row.getString("refused_with"));
    Renewing renewing =
        new Renewing(
            row.getObject("renewing_by", UUID.class),
            row.getBoolean("is_alive"),
            row.getString("not_now"));
    return new KeptCredential(
        open,
        new Sealed(row.getBytes("sealed"), row.getInt("key_id")),
        row.getLong("version"),
        renewing);
  }

  AccountName account() {
    return kept.account();
  }

  /**
   * What stands beside a sealed secret: with another account's name, or another server that it
   * would be sent to, it can't be opened. Each piece has its length before it, so that no two rows
   * read the same.
   */
  static String beside(Credential credential) {
    return beside(
        credential.account().toString(),
        credential.kind(),
        credential.server().toString(),
        credential.remoteId());
  }

  String beside() {
    return beside(
        kept.account().toString(), kept.kind(), kept.server().toString(), kept.remoteId());
  }

  private static String beside(String... pieces) {
    StringBuilder all = new StringBuilder();
    for (String piece : pieces) {
      all.append(piece.length()).append(':').append(piece);
    }
    return all.toString();
  }

  @Override
  public String toString() {
    return "KeptCredential[%s, version %d]".formatted(kept.account(), version);
  }
}
