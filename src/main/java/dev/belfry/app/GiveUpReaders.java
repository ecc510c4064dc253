package dev.belfry.app;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Has a pool give up a connection to a server that only reads. It is as good as broken, but nothing
 * else would end it for half an hour: after a failover the old primary may let a node in as a
 * standby, before its name or address has gone over to the new one. Thread-safe.
 */
final class GiveUpReaders implements SQLExceptionOverride {
  private static final String READ_ONLY_SQL_TRANSACTION = "25006";

  @java.lang.Override
  public SQLExceptionOverride.Override adjudicate(SQLException e) {
    return READ_ONLY_SQL_TRANSACTION.equals(e.getSQLState())
        ? SQLExceptionOverride.Override.MUST_EVICT
        : SQLExceptionOverride.Override.CONTINUE_EVICT;
  }
}
