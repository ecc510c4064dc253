package dev.belfry.sql;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What is done with a connection while it is lent. */
@FunctionalInterface
public interface SqlWork<T extends @Nullable Object> {
  T with(Connection connection) throws SQLException;

  /** Work that gives nothing back. */
  @FunctionalInterface
  interface Action {
    void with(Connection connection) throws SQLException;
  }
}
