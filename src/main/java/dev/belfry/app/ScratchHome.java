package dev.belfry.app;

import dev.belfry.app.postgres.DeleteFolder;
import dev.belfry.cli.ScratchWorkplace;
import dev.belfry.cli.terminal.Console;
import dev.belfry.networks.NetworkTools;
import dev.belfry.publish.Publishers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A home in the folder for temporary files, with an embedded database and a key of its own,
 * whatever the settings.
 */
final class ScratchHome extends OpenWorkplace implements ScratchWorkplace {
  private final Path home;
  private final Thread atExit = new Thread(this::leaveNothing, "belfry clean-up");
  private boolean gone;

  private ScratchHome(
      Path home,
      Map<String, String> environment,
      Console console,
      Function<NetworkTools, Publishers> makePublishers) {
    super(environment, console, makePublishers);
    this.home = home;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  static ScratchHome open(
      Map<String, String> environment,
      Console console,
      Function<NetworkTools, Publishers> makePublishers) {
    try {
      Path home = Files.createTempDirectory("belfry-");
      Map<String, String> own = new HashMap<>(environment);
      own.keySet().removeAll(List.of("BELFRY_DB_URL", "BELFRY_DB_USER", "BELFRY_DB_PASSWORD"));
      own.put("BELFRY_HOME", home.toString());
      own.put("BELFRY_KEY_FILE", home.resolve("key").toString());
      // Nothing that is only shown is to leave this machine.
      own.put("BELFRY_LOOK_UPS", "off");
      return new ScratchHome(home, own, console, makePublishers);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    leaveNothing();
  }

  private synchronized void leaveNothing() {
    if (gone) {
      return;
    }
    gone = true;
    super.close();
    boolean unused = server().stop();
    delete();
  }

  private void delete() {
    try {
      DeleteFolder.delete(home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
