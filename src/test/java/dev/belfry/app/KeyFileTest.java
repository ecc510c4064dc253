package dev.belfry.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.account.Credential;
import dev.belfry.account.CredentialsUnreadable;
import dev.belfry.account.Vault;
import dev.belfry.post.AccountName;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import dev.belfry.testing.TestPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(PostgresExtension.class)
final class KeyFileTest {
  private static final AccountName ME = AccountName.parse("x:me");

  private final QueueFixture queue;
  private final Path folder;
  private final Path file;

  KeyFileTest(DataSource source, @TempDir Path folder) {
    this.queue = new QueueFixture(source);
    this.folder = folder.resolve("config").resolve("belfry");
    this.file = this.folder.resolve("key");
    queue.account("x:me");
  }

  @Test
  void it_is_made_with_the_first_secret_and_its_owner_alone_reads_it() throws IOException {
    Vault vault = vault();
    assertThat(vault.of(ME)).isEmpty();
    assertThat(vault.keyName()).isEmpty();
    assertThat(folder).doesNotExist();

    logIn();

    assertThat(mode(file)).isEqualTo("rw-------");
    assertThat(mode(folder)).isEqualTo("rwx------");
    assertThat(vault().of(ME)).isPresent();
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-rw-rw-"})
  void one_that_is_open_to_others_is_not_used(String mode) throws IOException {
    logIn();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

    assertThatThrownBy(() -> vault().of(ME))
        .isInstanceOf(CredentialsUnreadable.class)
        .hasMessageContaining("chmod 600")
        .hasMessageContaining(mode);
  }

  @Test
  void one_that_is_damaged_is_told_without_a_word_of_what_is_in_it() throws IOException {
    logIn();
    String whole = Files.readString(file);
    String key = whole.replaceAll("(?s).*\"value\": ?\"([^\"]+)\".*", "$1");

    List<String> damaged =
        List.of("", "{", whole.substring(0, whole.length() - 3), whole.replace("AesGcm", "Aes"));
    for (String text : damaged) {
      Files.writeString(file, text);
      assertThatThrownBy(() -> vault().of(ME))
          .isInstanceOf(CredentialsUnreadable.class)
          .hasMessage("the key file " + file + " is damaged; put your copy of it back")
          .hasNoCause();
    }
    Files.writeString(file, whole);
    assertThat(vault().of(ME)).isPresent();
    assertThat(key).isNotEqualTo(whole);
  }

  @Test
  void one_that_is_gone_is_not_made_anew_over_what_it_sealed() throws IOException {
    logIn();
    Files.delete(file);

    assertThatThrownBy(() -> vault().of(ME))
        .isInstanceOf(CredentialsUnreadable.class)
        .hasMessageContaining("which is not in " + file);
    assertThatThrownBy(this::logIn).isInstanceOf(CredentialsUnreadable.class);
    assertThat(file).doesNotExist();
  }

  @Test
  void where_it_can_t_be_made_that_is_told() throws IOException {
    Files.delete(Files.createDirectories(folder));
    Files.writeString(folder, "a file in the way");

    assertThatThrownBy(this::logIn)
        .isInstanceOf(CredentialsUnreadable.class)
        .hasMessageContaining("the key file " + file + " can't be read")
        .hasMessageContaining("BELFRY_KEY_FILE");
  }

  @Test
  void many_who_change_it_at_once_lose_nothing_of_each_other() throws Exception {
    List<CompletableFuture<Void>> all = new ArrayList<>();
    List<QueueFixture> databases = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      databases.add(new QueueFixture(TestPostgres.freshDatabase().dataSource()));
    }
    for (QueueFixture each : databases) {
      each.account("x:me");
      all.add(CompletableFuture.runAsync(() -> logIn(each)));
    }
    CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get();

    assertThat(new KeyFile(file).read().size()).isEqualTo(4);
    assertThat(databases)
        .allSatisfy(
            each -> assertThat(new Vault(each.database(), new KeyFile(file)).of(ME)).isPresent());
  }

  private Vault vault() {
    return new Vault(queue.database(), new KeyFile(file));
  }

  private void logIn() {
    logIn(queue);
  }

  private void logIn(QueueFixture where) {
    Credential credential =
        new Credential(
            ME, "scripted", URI.create("https://api.example.org"), "1", "{\"t\":\"s\"}", null);
    Vault vault = new Vault(where.database(), new KeyFile(file));
    where.database().transact(c -> vault.keep(c, credential, QueueFixture.ACTOR));
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
