package dev.belfry.app;

import dev.belfry.app.postgres.DatabaseSetupFailed;
import dev.belfry.app.postgres.DbAddress;
import dev.belfry.app.postgres.EmbeddedPostgres;
import dev.belfry.app.postgres.ServerStatus;
import dev.belfry.cli.DatabaseServer;
import dev.belfry.post.NotPossible;
import dev.belfry.sql.DatabaseException;
import dev.belfry.sql.DatabaseUnreachable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Function;

/** The server of the settings: the embedded one, or the user's own. */
final class Server implements DatabaseServer {
  private final Settings settings;
  private final Address address;

  Server(Settings settings, Address address) {
    this.settings = settings;
    this.address = address;
  }

  @Override
  public boolean isEmbedded() {
    return address.isEmbedded();
  }

  @Override
  public String status() {
    Optional<DbAddress> own = settings.database();
    return own.isPresent() ? statusOf(own.get()) : statusOf(embedded(EmbeddedPostgres::status));
  }

  private static String statusOf(DbAddress own) {
    return refusal(own)
        .map(why -> "your own Postgres (%s) can't be used: %s".formatted(own, why.getMessage()))
        .orElseGet(() -> "your own Postgres (%s) accepts connections".formatted(own));
  }

  private String statusOf(ServerStatus status) {
    if (status instanceof ServerStatus.Running running) {
      return "the embedded Postgres runs (process %d, port %d); its data is in %s"
          .formatted(running.pid(), running.port(), running.data());
    } else if (status instanceof ServerStatus.Stopped stopped) {
      return "the embedded Postgres is stopped; its data is in %s".formatted(stopped.data());
    }
    return "there is no database yet in %s".formatted(settings.home());
  }

  @Override
  public boolean isUp() {
    return lastKnown().filter(at -> refusal(at).isEmpty()).isPresent();
  }

  private Optional<DbAddress> lastKnown() {
    return settings.database().or(() -> embedded(EmbeddedPostgres::lastKnown));
  }

  /** Why it takes no connection; empty where it does. */
  private static Optional<SQLException> refusal(DbAddress address) {
    try {
      DriverManager.getConnection(address.url(), address.credentials()).close();
      return Optional.empty();
    } catch (SQLException e) {
      return Optional.of(e);
    }
  }

  @Override
  public Optional<String> url() {
    return lastKnown().map(DbAddress::url);
  }

  @Override
  public void start() {
    refuseForeign("start");
    DbAddress unused = address.running();
  }

  @Override
  public boolean stop() {
    refuseForeign("stop");
    return embedded(EmbeddedPostgres::stop);
  }

  @Override
  public int migrate() {
    try (Connection connection = address.connect()) {
      Schema.ensure(connection, address);
      return Schema.version(connection);
    } catch (SQLException e) {
      throw DatabaseException.of(e);
    }
  }

  private void refuseForeign(String act) {
    if (!isEmbedded()) {
      throw new NotPossible(
          "the database is your own Postgres (%s), so it is not Belfry's to %s"
              .formatted(url().orElse(""), act));
    }
  }

  private <T> T embedded(Function<EmbeddedPostgres, T> act) {
    try {
      return act.apply(address.embedded());
    } catch (DatabaseSetupFailed e) {
      throw new DatabaseUnreachable(String.valueOf(e.getMessage()), e);
    }
  }
}
