package dev.belfry.account;

import static dev.belfry.sql.Rows.instant;
import static dev.belfry.sql.Rows.list;
import static java.util.Objects.requireNonNull;

import dev.belfry.post.AccountName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an account's log-in without opening its secret.
 *
 * @param server the base URL of the API that it goes to
 * @param times until when it is taken as it is, and at all
 * @param since when somebody logged in
 * @param refused where the network takes it no more, else null
 */
public record LogInState(
    AccountName account,
    String kind,
    String server,
    String remoteId,
    Times times,
    Instant since,
    @Nullable Refusal refused) {

  /** As {@link Credential#freshUntil} and {@link Credential#expiresAt} say. */
  public record Times(@Nullable Instant freshUntil, @Nullable Instant expiresAt) {}

  /** When the network refused it, and with what words. */
  public record Refusal(Instant at, String words) {}

  /** Whether it can be used, as far as is known here. */
  public boolean isUsable(Instant now) {
    return refused == null && (times.expiresAt() == null || now.isBefore(times.expiresAt()));
  }

  /** Of each account that somebody has logged in to. */
  public static Map<AccountName, LogInState> all(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT a.name, c.kind, c.server, c.remote_id, c.fresh_until, c.expires_at,
                   c.logged_in_at, c.refused_at, c.refused_with
            FROM credentials c JOIN accounts a ON a.id = c.account_id
            WHERE a.removed_at IS NULL
            """)) {
      return list(statement, LogInState::of).stream()
          .collect(Collectors.toMap(LogInState::account, Function.identity()));
    }
  }

  private static LogInState of(ResultSet row) throws SQLException {
    @Nullable Instant refusedAt = instant(row, "refused_at");
    return new LogInState(
        AccountName.parse(row.getString("name")),
        row.getString("kind"),
        row.getString("server"),
        row.getString("remote_id"),
        new Times(instant(row, "fresh_until"), instant(row, "expires_at")),
        requireNonNull(instant(row, "logged_in_at")),
        refusedAt == null ? null : new Refusal(refusedAt, row.getString("refused_with")));
  }
}
