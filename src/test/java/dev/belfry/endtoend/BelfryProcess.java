package dev.belfry.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.endtoend.Belfry.Ran;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One command that was started. What it says goes to files, which outlive a kill. */
public final class BelfryProcess {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final List<String> args;
  private final Process process;
  private final Path out;
  private final Path err;

  BelfryProcess(List<String> args, Process process, Path out, Path err) {
    this.args = args;
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** What it has written to standard output so far. */
  public String out() {
    return Ran.text(out);
  }

  /** What it has written to standard error so far. */
  public String err() {
    return Ran.text(err);
  }

  public boolean isRunning() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /** Whether it has written a line that begins like this. */
  public boolean says(String beginning) {
    return out().lines().anyMatch(line -> line.startsWith(beginning));
  }

  /** Writes to its standard input; returns when it or the pipe has taken all. */
  void feed(String text) {
    try {
      process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its standard input has come to its end. */
  void endInput() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns when it has written a line that begins like this; fails where it ends before. */
  void waitForLine(String beginning) {
    await(this + " says \"" + beginning + "\"")
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .failFast(() -> assertThat(process.isAlive()).as("%s: %s", this, err()).isTrue())
        .until(() -> says(beginning));
  }

  /** Lets it run for a while; fails where it ends by itself. */
  public void runsFor(Duration time) {
    try {
      boolean hasEnded = process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
      assertThat(hasEnded).as("%s has ended: %s", this, err()).isFalse();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Waits for its end. */
  Ran ended() {
    return ended(PATIENCE);
  }

  /** Waits for its end, not longer than that. */
  Ran ended(Duration patience) {
    try {
      if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
        kill();
        throw new AssertionError("%s is still running: %s %s".formatted(this, out(), err()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(this + " was not waited for", e);
    }
    return Ran.read(process.exitValue(), out, err);
  }

  /** SIGKILL: it can do nothing about it. Returns when it is gone. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /**
   * Asks it to stop.
   *
   * @param signal {@code TERM}, as a service manager does, or {@code INT}, as Ctrl-C does
   */
  public void signal(String signal) {
    Signals.send(signal, process.pid());
  }

  @Override
  public String toString() {
    return "belfry " + String.join(" ", args);
  }
}
