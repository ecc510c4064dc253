package dev.belfry.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Binds many rows to one statement, a column at a time: each {@code ?::type[]} of an {@code
 * unnest(…)} is one array. However many rows there are, the statement's text stays the same.
 *
 * <pre>{@code
 * Unnest.of(statement, rows).column("bigint", Row::id).column("text", Row::name);
 * }</pre>
 */
public final class Unnest<R> {
  /** An array whose type the driver knows goes to the server as it is, and not as text. */
  private record Kind(IntFunction<@Nullable Object[]> array, Function<Object, Object> element) {}

  private static final Kind OTHER = new Kind(Object[]::new, value -> value);

  private static final Map<String, Kind> KINDS =
      Map.of(
          "bigint", new Kind(Long[]::new, value -> ((Number) value).longValue()),
          "int", new Kind(Integer[]::new, value -> value),
          "smallint", new Kind(Short[]::new, Unnest::toShort),
          "boolean", new Kind(Boolean[]::new, value -> value),
          "text", new Kind(String[]::new, Object::toString));

  private final PreparedStatement statement;
  private final List<R> rows;
  private int parameter;

  private Unnest(PreparedStatement statement, List<R> rows, int parameter) {
    this.statement = statement;
    this.rows = rows;
    this.parameter = parameter;
  }

  /** Binds from the statement's first parameter on. */
  public static <R> Unnest<R> of(PreparedStatement statement, List<R> rows) {
    return from(statement, 1, rows);
  }

  /** Binds from the given parameter on, counted from 1. */
  public static <R> Unnest<R> from(PreparedStatement statement, int parameter, List<R> rows) {
    return new Unnest<>(statement, rows, parameter);
  }

  /**
   * Binds the next parameter to an array of one value a row.
   *
   * @param type the element type's name in Postgres: {@code bigint}
   */
  public Unnest<R> column(String type, Function<? super R, ? extends @Nullable Object> value)
      throws SQLException {
    Connection connection = statement.getConnection();
    Kind kind = KINDS.getOrDefault(type, OTHER);
    @Nullable Object[] values = kind.array().apply(rows.size());
    for (int i = 0; i < values.length; i++) {
      @Nullable Object each = value.apply(rows.get(i));
      values[i] = each == null ? null : kind.element().apply(each);
    }
    statement.setArray(parameter++, connection.createArrayOf(type, values));
    return this;
  }

  /**
   * Binds the next parameter to a {@code bytea} array: the driver takes no byte[] in an Object[].
   */
  public Unnest<R> bytes(Function<? super R, byte[]> value) throws SQLException {
    byte[][] values = new byte[rows.size()][];
    for (int i = 0; i < values.length; i++) {
      values[i] = value.apply(rows.get(i));
    }
    statement.setArray(
        parameter++, statement.getConnection().createArrayOf("bytea", (Object[]) values));
    return this;
  }

  private static Object toShort(Object value) {
    int number = ((Number) value).intValue();
    if (number != (short) number) {
      throw new IllegalArgumentException(number + " is too large for a smallint");
    }
    return (short) number;
  }

  /** The parameter after the last one bound. */
  public int next() {
    return parameter;
  }
}
