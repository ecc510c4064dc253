package dev.belfry.app.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The ways that root has to run what refuses root. An ordinary user's way is every other test's.
 */
final class ServerAccountTest {
  private final Path scratch;

  ServerAccountTest(@TempDir Path scratch) {
    this.scratch = scratch;
  }

  @Test
  void root_runs_it_in_a_user_namespace_and_keeps_owning_the_files() throws Exception {
    ServerAccount namespace = orSkip(ServerAccount.namespace());

    Path data = dataOfServerRunBy(namespace, scratch.resolve("home"));

    assertThat(Files.getOwner(data).getName()).isEqualTo("root");
  }

  @Test
  void root_runs_it_as_another_user_who_owns_the_data() throws Exception {
    ServerAccount other = orSkip(ServerAccount.anotherUser());
    FileModes.set(scratch, FileModes.EVERYBODY_ENTERS);

    Path data = dataOfServerRunBy(other, scratch.resolve("home"));

    assertThat(Files.getOwner(data).getName()).isEqualTo(other.user());
    assertThat(data).startsWith(scratch.resolve("home"));
    assertThat(ServerAccount.chooseFor(data)).isEqualTo(other);
  }

  @Test
  void another_user_gets_a_shared_place_when_the_home_is_out_of_reach() throws Exception {
    ServerAccount other = orSkip(ServerAccount.anotherUser());
    FileModes.set(scratch, FileModes.OWNER_ENTERS);

    Path data = dataOfServerRunBy(other, scratch.resolve("home"));

    try {
      assertThat(data).startsWith(Path.of("/var/lib/belfry"));
    } finally {
      FolderSwap.deleteQuietly(data);
    }
  }

  private static Path dataOfServerRunBy(ServerAccount account, Path home) throws Exception {
    EmbeddedPostgres postgres = EmbeddedPostgres.in(home, data -> account);
    try {
      assertThat(Sql.ask(postgres.ensureRunning(), "SELECT 1")).isEqualTo("1");
      return SavedConnection.read(home).orElseThrow().data();
    } finally {
      assertThat(postgres.stop()).isTrue();
    }
  }

  private static ServerAccount orSkip(Optional<ServerAccount> account) throws IOException {
    assumeTrue(ServerAccount.isRoot(), "only root has to be somebody else");
    assumeTrue(account.isPresent(), "this machine does not allow it");
    return account.orElseThrow();
  }
}
