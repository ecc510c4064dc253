package dev.belfry.cli.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleTest {
  @Test
  void colour_is_for_terminals() {
    assertThat(Screen.terminal(Map.of()).console().paint(Look.BAD, "x"))
        .isEqualTo("\u001b[31mx\u001b[m");
    assertThat(Screen.files().console().paint(Look.BAD, "x")).isEqualTo("x");
  }

  @Test
  void no_color_and_dumb_terminals_are_honoured() {
    assertThat(Screen.terminal(Map.of("NO_COLOR", "1")).console().paint(Look.BAD, "x"))
        .isEqualTo("x");
    assertThat(Screen.terminal(Map.of("NO_COLOR", "")).console().paint(Look.BAD, "x"))
        .isNotEqualTo("x");
    assertThat(Screen.terminal(Map.of("TERM", "dumb")).console().paintError(Look.BAD, "x"))
        .isEqualTo("x");
  }

  @Test
  void the_width_is_what_columns_says_or_else_80() {
    assertThat(Screen.plain(132).console().width()).isEqualTo(132);
    assertThat(Screen.files().console().width()).isEqualTo(80);
    assertThat(Screen.terminal(Map.of("COLUMNS", "0")).console().width()).isEqualTo(80);
    assertThat(Screen.terminal(Map.of("COLUMNS", "wide")).console().width()).isEqualTo(80);
  }

  @Test
  void a_failed_write_to_a_pipe_says_that_the_reader_is_gone() {
    ResultStream pipe = new ResultStream(new BrokenStream(), () -> false);
    assertThatThrownBy(() -> pipe.write(1)).isInstanceOf(ReaderGone.class);
  }

  @Test
  void a_failed_write_to_a_file_is_a_failure() {
    ResultStream file = new ResultStream(new BrokenStream(), () -> true);
    assertThatThrownBy(() -> file.write(new byte[3])).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void a_file_is_told_from_a_pipe(@TempDir Path folder) throws Exception {
    Path file = Files.createFile(folder.resolve("out"));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      assertThat(ResultStream.isSeekable(channel)).isTrue();
    }
  }

  @Test
  void streams_are_utf_8_in_a_posix_locale_and_files_are_no_terminals(@TempDir Path folder)
      throws Exception {
    File out = folder.resolve("out").toFile();
    Process process = speak(ProcessBuilder.Redirect.to(out));
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(out.toPath(), UTF_8)).startsWith("é日👍 false\n");
  }

  @Test
  void a_reader_that_leaves_ends_the_program_quietly() throws Exception {
    Process process = speak(ProcessBuilder.Redirect.PIPE);
    try (InputStream out = process.getInputStream()) {
      assertThat(out.read()).isPositive();
    }
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(Speak.READER_GONE);
  }

  private static Process speak(ProcessBuilder.Redirect out) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Speak.class.getName());
    builder.environment().put("LC_ALL", "C");
    return builder.redirectOutput(out).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static final class BrokenStream extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      throw new IOException("Relais brisé (pipe)");
    }
  }
}
