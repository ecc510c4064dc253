package dev.belfry.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

/** Signals that Java has no word for. */
public final class Signals {
  private Signals() {}

  /**
   * Sends one.
   *
   * @param signal its name as {@code kill} takes it: {@code INT}
   */
  public static void send(String signal, long pid) {
    try {
      int exit = new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor();
      assertThat(exit).as("kill -%s %d", signal, pid).isZero();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
