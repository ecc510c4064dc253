package dev.belfry.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.queue.Nodes;
import dev.belfry.sql.Database;
import dev.belfry.sql.DatabaseException;
import dev.belfry.testing.MemoryKeys;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import dev.belfry.testing.ScriptedPublishers;
import dev.belfry.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a node connects with, at a server that only reads for a while. */
@ExtendWith(PostgresExtension.class)
final class HikariNodeTest {
  /** More than the pool has connections. */
  private static final int TRIES = 6;

  private static final Nodes.Introduction NORTH =
      new Nodes.Introduction("north", "here", 1, "dev", Duration.ofSeconds(8));

  private final TestDatabase database;
  private final QueueFixture admin;
  private final long number = Nodes.newNumber();
  private final HikariNode node;

  HikariNodeTest(TestDatabase database, @TempDir Path home) {
    this.database = database;
    this.admin = new QueueFixture(database.dataSource());
    alter("SET default_transaction_read_only = on");
    this.node =
        new HikariNode(
            "north",
            database.address(),
            InstantSource.system(),
            Duration.ofSeconds(8),
            home,
            new Senders(new MemoryKeys(), tools -> new ScriptedPublishers()));
  }

  @BeforeEach
  void itOnlyReads() {
    assertThatThrownBy(() -> register(node.database())).hasMessageContaining("read-only");
    assertThatThrownBy(() -> beat(node.beating())).hasMessageContaining("read-only");
    alter("RESET default_transaction_read_only");
  }

  @AfterEach
  void close() {
    node.close();
  }

  /** Sessions that were opened there only read for as long as they live. */
  @Test
  void once_another_server_writes_the_pool_has_given_those_of_the_old_one_up() {
    int refused = 0;
    while (refused < TRIES && !hasRegistered()) {
      refused++;
    }

    assertThat(refused).isLessThan(TRIES);
  }

  @Test
  void the_heart_beats_again_at_once() {
    assertThat(beat(node.beating())).isFalse();
  }

  private boolean hasRegistered() {
    try {
      register(node.database());
      return true;
    } catch (DatabaseException e) {
      return false;
    }
  }

  private void register(Database its) {
    its.transact(connection -> Nodes.register(connection, number, NORTH));
  }

  private boolean beat(Database its) {
    return its.lend(connection -> Nodes.beat(connection, number).isPresent());
  }

  private void alter(String how) {
    admin.execute(
        "SET TRANSACTION READ WRITE; ALTER DATABASE %s %s".formatted(database.name(), how));
  }
}
