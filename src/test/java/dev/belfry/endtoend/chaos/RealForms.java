package dev.belfry.endtoend.chaos;

import static java.util.Objects.requireNonNull;

import dev.belfry.account.Credential;
import dev.belfry.account.Vault;
import dev.belfry.app.OpenVault;
import dev.belfry.endtoend.Belfry;
import dev.belfry.networks.bluesky.BlueskyFixture;
import dev.belfry.post.AccountName;
import dev.belfry.sql.Database;
import dev.belfry.sql.Rows;
import dev.belfry.testing.network.Behaviour;
import dev.belfry.testing.network.Behaviours;
import dev.belfry.testing.network.FakeApi;
import dev.belfry.testing.network.FakeMastodon;
import dev.belfry.testing.network.FakePds;
import dev.belfry.testing.network.FakeX;
import dev.belfry.testing.network.ServerKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Servers that speak as X, Bluesky and Mastodon do, one for each account; whoever posts there is
 * the program as it is, logged in through its own vault.
 */
final class RealForms implements Receivers {
  private final Map<AccountName, FakeApi> servers = new LinkedHashMap<>();
  private final Map<AccountName, Supplier<Credential>> owners = new LinkedHashMap<>();
  private @Nullable Vault vault;
  private @Nullable Database database;

  @Override
  public List<String> accounts(int count) {
    for (int i = 0; i < count; i++) {
      switch (i % 4) {
        case 0 -> x(AccountName.parse("x:ringer" + i), FakeX::byPin);
        case 1 -> bluesky(AccountName.parse("bluesky:ringer%d.example".formatted(i)));
        case 2 -> x(AccountName.parse("x:ringer" + i), FakeX::byBrowser);
        default ->
            mastodon(
                AccountName.parse("mastodon:ringer%d@example.social".formatted(i)),
                i % 8 == 3 ? ServerKind.MASTODON : ServerKind.REPEAT_FAILS);
      }
    }
    return servers.keySet().stream().map(AccountName::toString).toList();
  }

  /** How the owner of an account on X logged in. */
  private interface LogsIn {
    Credential to(FakeX server, AccountName account);
  }

  private void x(AccountName account, LogsIn owner) {
    FakeX server = FakeX.start(account.handle());
    add(account, server, () -> owner.to(server, account));
  }

  private void bluesky(AccountName account) {
    FakePds server = FakePds.start();
    add(account, server, () -> BlueskyFixture.credential(server, account));
  }

  private void mastodon(AccountName account, ServerKind kind) {
    FakeMastodon server = FakeMastodon.start(kind);
    add(account, server, () -> server.credential(account));
  }

  /**
   * @param owner logs in there, as often as they are asked to
   */
  private void add(AccountName account, FakeApi server, Supplier<Credential> owner) {
    servers.put(account, server);
    owners.put(account, owner);
  }

  @Override
  public void receiveFrom(Belfry belfry, Database database, List<String> accounts) {
    this.database = database;
    this.vault = OpenVault.of(database, belfry.keyFile());
    owners.keySet().forEach(this::logIn);
  }

  @Override
  public int logInAgain() {
    List<AccountName> refused = requireNonNull(database).lend(RealForms::refused);
    refused.forEach(this::logIn);
    return refused.size();
  }

  private void logIn(AccountName account) {
    Credential credential = requireNonNull(owners.get(account)).get();
    requireNonNull(database)
        .transact(
            connection -> requireNonNull(vault).keep(connection, credential, "operator@desk"));
  }

  private static List<AccountName> refused(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT a.name FROM credentials c JOIN accounts a ON a.id = c.account_id
            WHERE c.refused_at IS NOT NULL
            """)) {
      return Rows.list(statement, row -> AccountName.parse(row.getString("name")));
    }
  }

  /** X shows a post after half a minute, and for as long Mastodon may not know a key yet. */
  @Override
  public Duration showsAfter() {
    return Duration.ofSeconds(31);
  }

  @Override
  public void misbehave() {
    for (FakeApi server : servers.values()) {
      server.posts().byChance(POSTS);
      server.looks().byChance(LOOKS);
    }
  }

  @Override
  public void behave() {
    for (FakeApi server : servers.values()) {
      server.posts().byChance(WELL);
      server.looks().byChance(WELL);
    }
  }

  @Override
  public List<Shown> live() {
    List<Shown> live = new ArrayList<>();
    servers.forEach(
        (account, server) ->
            server.live().stream()
                .map(post -> new Shown(account.toString(), post.id(), post.text(), post.parent()))
                .forEach(live::add));
    return live;
  }

  @Override
  public Map<Behaviour, Integer> met(String kind) {
    Function<FakeApi, Behaviours> which = kind.equals("posts") ? FakeApi::posts : FakeApi::looks;
    Map<Behaviour, Integer> met = new EnumMap<>(Behaviour.class);
    servers
        .values()
        .forEach(
            server ->
                which
                    .apply(server)
                    .met()
                    .forEach((behaviour, times) -> met.merge(behaviour, times, Integer::sum)));
    return met;
  }

  @Override
  public void close() {
    servers.values().forEach(FakeApi::close);
  }
}
