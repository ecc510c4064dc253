package dev.belfry.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OpenStreamTest {
  @Test
  void a_reader_of_a_pipe_who_has_heard_enough_is_told_from_a_failure(@TempDir Path folder)
      throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    CompletableFuture<InputStream> reader =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return Files.newInputStream(pipe);
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });

    assertThatThrownBy(
            () -> {
              try (OpenStream stream = OpenStream.at(pipe)) {
                reader.join().close();
                stream.out().print("too late");
              }
            })
        .isInstanceOf(ReaderGone.class);
  }
}
