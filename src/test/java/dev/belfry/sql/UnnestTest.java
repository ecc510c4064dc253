package dev.belfry.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.testing.PostgresExtension;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link Unnest}: what is bound arrives as it was, of whatever type and however odd. */
@ExtendWith(PostgresExtension.class)
final class UnnestTest {
  private static final List<@Nullable String> ODD =
      Arrays.asList(
          "",
          null,
          "null",
          "NULL",
          "a,b",
          "{\"text\":\"a \\\"b\\\" \\\\ c\"}",
          " ",
          "'",
          "{}",
          "👩‍🚀 é");

  private final DataSource source;

  UnnestTest(DataSource source) {
    this.source = source;
  }

  @Test
  void text_arrives_character_by_character() throws SQLException {
    assertThat(roundTrip("text", ODD)).isEqualTo(ODD);
  }

  @ParameterizedTest
  @CsvSource({
    "bigint, 9223372036854775807, -9223372036854775808",
    "int, 2147483647, -2147483648",
    "smallint, 32767, -32768",
    "boolean, t, f",
    "uuid, 00000000-0000-0000-0000-000000000001, ffffffff-ffff-ffff-ffff-ffffffffffff",
    "timestamptz, 2026-12-01 12:00:00.123456+00, infinity"
  })
  void each_type_arrives_with_its_ends_and_with_nothing(String type, String one, String other)
      throws SQLException {
    List<@Nullable Object> values = Arrays.asList(value(type, one), null, value(type, other));

    assertThat(roundTrip(type, values)).containsExactly(one, null, other);
  }

  @Test
  void a_number_of_a_wider_type_is_taken_where_it_fits_and_refused_where_not() throws SQLException {
    assertThat(roundTrip("smallint", List.of(7, 8L))).containsExactly("7", "8");
    assertThat(roundTrip("bigint", List.of(7, (short) 8))).containsExactly("7", "8");
    assertThatThrownBy(() -> roundTrip("smallint", List.of(32768)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("32768 is too large for a smallint");
  }

  @Test
  void none_and_very_many_rows_are_one_statement() throws SQLException {
    assertThat(roundTrip("bigint", List.of())).isEmpty();
    assertThat(roundTrip("bigint", IntStream.range(0, 100_000).boxed().toList())).hasSize(100_000);
  }

  @Test
  void bytes_arrive() throws SQLException {
    try (Connection connection = source.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT convert_from(b, 'UTF8') FROM unnest(?::bytea[]) AS u (b)")) {
      int next =
          Unnest.of(statement, List.of("a", "é"))
              .bytes(each -> each.getBytes(StandardCharsets.UTF_8))
              .next();
      assertThat(next).isEqualTo(2);
      assertThat(Rows.list(statement, row -> row.getString(1))).containsExactly("a", "é");
    }
  }

  private static Object value(String type, String text) {
    return switch (type) {
      case "bigint" -> Long.valueOf(text);
      case "int", "smallint" -> Integer.valueOf(text);
      case "boolean" -> text.equals("t");
      default -> text;
    };
  }

  /** As the server writes them. */
  private List<@Nullable String> roundTrip(String type, List<? extends @Nullable Object> values)
      throws SQLException {
    try (Connection connection = source.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                """
                SELECT CASE pg_typeof(v)::text WHEN 'boolean' THEN left(v::text, 1) ELSE v::text END
                FROM unnest(?::%s[]) WITH ORDINALITY AS u (v, n) ORDER BY n
                """
                    .formatted(type))) {
      connection.createStatement().execute("SET TIME ZONE 'UTC'");
      int next = Unnest.of(statement, values).column(type, value -> value).next();
      assertThat(next).isEqualTo(2);
      return Rows.list(statement, row -> row.getString(1));
    }
  }
}
