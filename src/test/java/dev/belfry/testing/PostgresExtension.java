package dev.belfry.testing;

import dev.belfry.app.postgres.DbAddress;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands each test a fresh, migrated database of a real Postgres: as {@link DataSource}, {@link
 * DbAddress} or {@link TestDatabase}, in the constructor, in {@code @BeforeEach} or in the test;
 * all of them the same one. It is dropped after the test.
 *
 * <p>Properties (jqwik) don't see JUnit's extensions; they call {@link TestPostgres#freshDatabase}.
 */
public final class PostgresExtension implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(PostgresExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    Class<?> type = parameter.getParameter().getType();
    return type == DataSource.class || type == DbAddress.class || type == TestDatabase.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    TestDatabase database =
        test.getStore(NAMESPACE)
            .getOrComputeIfAbsent(
                TestDatabase.class, absent -> TestPostgres.freshDatabase(), TestDatabase.class);
    Class<?> type = parameter.getParameter().getType();
    if (type == DataSource.class) {
      return database.dataSource();
    }
    return type == DbAddress.class ? database.address() : database;
  }

  /** A database that the constructor asks for is the test's own, too, not its class's. */
  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }
}
