package dev.belfry.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A machine in Iran, where a number is written ۱۲۳, and one in Turkey at the same database. */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
final class OtherDigitsTest {
  private static final String ACCOUNT = "dry-run:x:bell";

  private final Belfry belfry;

  OtherDigitsTest(TestDatabase database, @TempDir Path scratch) {
    this.belfry = Belfry.on(database.address(), scratch);
  }

  @AfterEach
  void killAll() {
    belfry.close();
  }

  @Test
  void both_read_and_say_the_same() {
    inIran().run("account", "add", ACCOUNT);
    inIran().run("thread", "-c", "one", "-c", "two", "--to", ACCOUNT, "--now");
    inIran().run("run", "--once");
    assertThat(inTurkey().run("history", "verify"))
        .contains("rows that are sealed are as they were");

    for (String command :
        List.of("history", "show 1", "history verify --anchor 9:" + "ab".repeat(32))) {
      String[] words = command.split(" ", -1);
      Belfry.Ran said = inIran().attempt(words);
      assertThat(said).isEqualTo(inTurkey().attempt(words));
      assertThat(said.out()).containsPattern("[0-9]");
    }
  }

  private Belfry inIran() {
    return belfry.speaking("fa", "IR");
  }

  private Belfry inTurkey() {
    return belfry.speaking("tr", "TR");
  }
}
