package dev.belfry.cli.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A console whose output a test reads. */
public final class Screen {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Console console;

  private Screen(boolean terminal, Map<String, String> environment, InputStream in) {
    this(terminal, environment, in, Integer.MAX_VALUE);
  }

  private Screen(boolean terminal, Map<String, String> environment, InputStream in, int most) {
    console =
        Console.of(
            in,
            new Pipe(out, most),
            err,
            new Terminals(terminal, terminal, terminal),
            environment::get);
  }

  /** Standard streams that go to files. */
  public static Screen files() {
    return files(new byte[0]);
  }

  /** Standard streams that go to files, with something to read. */
  public static Screen files(byte[] input) {
    return new Screen(false, Map.of(), new ByteArrayInputStream(input));
  }

  /** A terminal without colour. */
  public static Screen plain(int columns) {
    return new Screen(
        true, Map.of("COLUMNS", Integer.toString(columns), "NO_COLOR", "1"), nothing());
  }

  /** A terminal with more in its environment. */
  public static Screen terminal(Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(Map.of("COLUMNS", "80"));
    all.putAll(environment);
    return new Screen(true, all, nothing());
  }

  /** A terminal without colour, at which somebody types. */
  public static Screen typing(String typed) {
    return new Screen(
        true,
        Map.of("COLUMNS", "80", "NO_COLOR", "1"),
        new ByteArrayInputStream(typed.getBytes(UTF_8)));
  }

  /** Standard output into a pipe whose reader leaves after so many bytes. */
  public static Screen leftAfter(int bytes) {
    return new Screen(false, Map.of(), nothing(), bytes);
  }

  private static InputStream nothing() {
    return new ByteArrayInputStream(new byte[0]);
  }

  public Console console() {
    return console;
  }

  public String out() {
    console.flush();
    return out.toString(UTF_8);
  }

  public String err() {
    console.flush();
    return err.toString(UTF_8);
  }

  public List<String> lines() {
    return out().lines().toList();
  }

  /** A pipe whose reader leaves after so many bytes. */
  private static final class Pipe extends OutputStream {
    private final ByteArrayOutputStream reader;
    private final int most;

    Pipe(ByteArrayOutputStream reader, int most) {
      this.reader = reader;
      this.most = most;
    }

    @Override
    public void write(int b) throws IOException {
      if (reader.size() == most) {
        throw new IOException("Broken pipe");
      }
      reader.write(b);
    }
  }
}
