package dev.belfry.audit;

import dev.belfry.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Reads rows that the tables' owner may have put anything into. */
final class Tampered {
  /** What SQLSTATEs of a value begin with that is not of the type that it is read as. */
  private static final List<String> OF_THE_VALUE = List.of("02", "07", "22", "42821");

  private Tampered() {}

  /** What the mapper makes of the row; empty where the row holds what Belfry never writes. */
  static <T> Optional<T> read(ResultSet row, Rows.Mapper<Optional<T>> mapper) throws SQLException {
    try {
      return mapper.map(row);
    } catch (SQLException e) {
      String state = e.getSQLState();
      if (state != null && OF_THE_VALUE.stream().anyMatch(state::startsWith)) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
