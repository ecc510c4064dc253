package dev.belfry.compose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.belfry.testing.TestClassPath;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;

/** Another process that is writing a {@link WholeFile}, and comes to no end. */
final class WriterProcess implements AutoCloseable {
  private final Process process;
  private final Path unfinished;

  /** Starts it; it has written something when this returns. */
  WriterProcess(Path file) throws IOException {
    this.process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-cp",
                TestClassPath.get(),
                WriterProcess.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    this.unfinished = Path.of(requireNonNull(said.readLine(), "it did not start"));
  }

  /** What it is writing. */
  Path unfinished() {
    return unfinished;
  }

  /** SIGKILL; returns when it has ended. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
  }

  /** Prints where it is writing, then waits to be killed. */
  public static void main(String... args) throws IOException {
    Unfinished begun = Unfinished.begin(Path.of(args[0]));
    begun.stream().write(1);
    System.out.println(begun.path());
    int unused = System.in.read();
  }
}
