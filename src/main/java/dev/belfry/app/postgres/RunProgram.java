package dev.belfry.app.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;

/** Runs a program of Postgres to its end and keeps what it said. */
final class RunProgram {

  /**
   * @param exit its exit status
   * @param output both of its output streams, as they came
   */
  record Finished(int exit, String output) {
    boolean ok() {
      return exit == 0;
    }
  }

  private RunProgram() {}

  /**
   * @param input what the program reads on standard input
   * @param patience after which it is killed, and counts as failed
   * @throws IOException when it can't be started
   */
  static Finished run(List<String> command, Path folder, String input, Duration patience)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    // A person's own PGDATA, PGPORT or locale must not reach the embedded server.
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    return finish(builder.start(), input, patience);
  }

  private static Finished finish(Process process, String input, Duration patience)
      throws IOException {
    Timer timer = new Timer("postgres-program-deadline", true);
    timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            process.destroyForcibly();
          }
        },
        patience.toMillis());
    try (InputStream out = process.getInputStream()) {
      feed(process, input);
      String output = new String(out.readAllBytes(), Charset.defaultCharset());
      return new Finished(process.waitFor(), output);
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new DatabaseSetupFailed("Interrupted while setting up the database", e);
    } finally {
      timer.cancel();
    }
  }

  private static void feed(Process process, String input) {
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException ignored) {
      // It ended before it had read all; its exit status and output say why.
    }
  }
}
