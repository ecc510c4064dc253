package dev.belfry.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import org.postgresql.PGConnection;

/**
 * Tells sessions that were seen from new ones, also of a pool, which lends the same one under other
 * names. A database that was exchanged for another has only new ones. Thread-safe.
 */
public final class SeenSessions {
  private final Set<PGConnection> seen =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  /** Whether this one was seen. */
  public boolean has(Connection connection) throws SQLException {
    return seen.contains(connection.unwrap(PGConnection.class));
  }

  /** From now on it was. */
  public void add(Connection connection) throws SQLException {
    boolean unused = seen.add(connection.unwrap(PGConnection.class));
  }
}
