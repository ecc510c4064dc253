package dev.belfry.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A named pipe that another process reads to its end. */
public final class NamedPipe implements AutoCloseable {
  private final Path path;
  private final Path heard;
  private final Process reader;

  public NamedPipe(Path folder) throws IOException, InterruptedException {
    this.path = folder.resolve("pipe");
    this.heard = Files.createTempFile("heard", ".txt");
    Process made = new ProcessBuilder("mkfifo", path.toString()).inheritIO().start();
    assertThat(made.waitFor()).isZero();
    this.reader = new ProcessBuilder("cat", path.toString()).redirectOutput(heard.toFile()).start();
  }

  public Path path() {
    return path;
  }

  /** All that was written, once the writer has closed it. */
  public String heard() throws IOException, InterruptedException {
    assertThat(reader.waitFor(20, TimeUnit.SECONDS)).as("the pipe was written to").isTrue();
    return Files.readString(heard);
  }

  @Override
  public void close() throws IOException {
    reader.destroyForcibly();
    Files.delete(heard);
  }
}
