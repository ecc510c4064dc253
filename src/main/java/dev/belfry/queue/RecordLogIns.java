package dev.belfry.queue;

import dev.belfry.account.Account;
import dev.belfry.account.Credential;
import dev.belfry.post.EventType;
import java.sql.Connection;
import java.sql.SQLException;

/** Writes down in the history who connected an account, and who had Belfry forget it. */
public final class RecordLogIns {
  private RecordLogIns() {}

  /** Somebody logged in: as whom, and where. */
  public static void loggedIn(
      Connection connection, Account account, Credential credential, String actor)
      throws SQLException {
    String detail = "as %s at %s".formatted(credential.remoteId(), credential.server());
    RecordEvents.ofAccount(connection, EventType.LOGGED_IN, account, detail, actor);
  }

  /** Somebody had it forgotten. */
  public static void loggedOut(Connection connection, Account account, String actor)
      throws SQLException {
    RecordEvents.ofAccount(connection, EventType.LOGGED_OUT, account, /* detail= */ null, actor);
  }
}
