package dev.belfry.cli.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where a command reads and writes: results to {@link #out()}, everything else to {@link #err()}.
 *
 * <p>Both are UTF-8 whatever the locale: a program that a cron job starts with {@code LANG=C} must
 * not turn people's posts into question marks. {@code out} is buffered until {@link #flush()};
 * {@code err} is flushed line by line. Not thread-safe beyond what {@link PrintWriter} is.
 */
public final class Console {
  private final InputStream in;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Terminals terminals;
  private final boolean capable;
  private final boolean colourful;
  private final Device device;
  private @Nullable Integer width;

  /** What only the terminal itself can do. */
  private record Device(Supplier<OptionalInt> width, LineReader hidden) {}

  @FunctionalInterface
  private interface LineReader {
    @Nullable String read(InputStream in) throws IOException;
  }

  private Console(
      InputStream in,
      PrintWriter out,
      PrintWriter err,
      Terminals terminals,
      UnaryOperator<@Nullable String> environment,
      Device device) {
    this.in = in;
    this.out = out;
    this.err = err;
    this.terminals = terminals;
    this.capable = !"dumb".equals(environment.apply("TERM"));
    @Nullable String noColor = environment.apply("NO_COLOR");
    this.colourful = capable && (noColor == null || noColor.isEmpty());
    OptionalInt told = ScreenWidth.of(environment.apply("COLUMNS"));
    this.device = told.isPresent() ? new Device(() -> told, device.hidden()) : device;
  }

  /** The standard streams of this process. */
  public static Console ofThisProcess() {
    FileOutputStream out = new FileOutputStream(FileDescriptor.out);
    Terminals terminals = Terminals.detect();
    return new Console(
        new BufferedInputStream(new FileInputStream(FileDescriptor.in)),
        writer(new ResultStream(out, () -> ResultStream.isSeekable(out.getChannel())), false),
        writer(new FileOutputStream(FileDescriptor.err), true),
        terminals,
        System::getenv,
        new Device(
            terminals.out() || terminals.err() ? ScreenWidth::ask : OptionalInt::empty,
            terminals.in() ? HiddenLine::of : ReadLine::of));
  }

  /**
   * A console on any streams, for tests and for programs that run commands inside themselves.
   *
   * @param environment gives {@code TERM}, {@code NO_COLOR} (colour is off where it is set and not
   *     empty, see no-color.org) and {@code COLUMNS}; null where a variable is not set
   */
  public static Console of(
      InputStream in,
      OutputStream out,
      OutputStream err,
      Terminals terminals,
      UnaryOperator<@Nullable String> environment) {
    return new Console(
        in,
        writer(new ResultStream(out, () -> false), false),
        writer(err, true),
        terminals,
        environment,
        new Device(OptionalInt::empty, ReadLine::of));
  }

  private static PrintWriter writer(OutputStream stream, boolean lineByLine) {
    return new PrintWriter(new OutputStreamWriter(stream, UTF_8), lineByLine);
  }

  /** Standard input. */
  public InputStream in() {
    return in;
  }

  /**
   * The next line of standard input, without its end; null where there is none any more.
   *
   * @throws IOException where it can't be read, or is longer than 64 KiB
   */
  public @Nullable String readLine() throws IOException {
    return ReadLine.of(in);
  }

  /**
   * The next line of standard input; a terminal does not show it while it is typed.
   *
   * @throws IOException as {@link #readLine} does, and where a terminal can't hide it
   */
  public @Nullable String readHidden() throws IOException {
    return device.hidden().read(in);
  }

  /**
   * Standard output. Writing throws {@link ReaderGone} where nobody reads it any more, and {@link
   * java.io.UncheckedIOException} where it can't be kept.
   */
  public PrintWriter out() {
    return out;
  }

  /** Standard error. */
  public PrintWriter err() {
    return err;
  }

  public Terminals terminals() {
    return terminals;
  }

  /** Paints text for standard output; the text as it is where colour is not wanted there. */
  public String paint(Look look, String text) {
    return outIsColourful() ? look.paint(text) : text;
  }

  /** Writes a title to standard output, with a free line before it. */
  public void heading(String title) {
    out.println();
    out.println(paint(Look.STRONG, title));
  }

  /** Whether colour is wanted on standard output. */
  public boolean outIsColourful() {
    return colourful && terminals.out();
  }

  /** Paints text for standard error. */
  public String paintError(Look look, String text) {
    return colourful && terminals.err() ? look.paint(text) : text;
  }

  /** Whether standard output is a screen on which the cursor can be moved. */
  public boolean outMovesCursor() {
    return capable && terminals.out();
  }

  /** Whether standard error is a screen on which the cursor can be moved. */
  public boolean errMovesCursor() {
    return capable && terminals.err();
  }

  /**
   * The columns of the screen: what {@code COLUMNS} says, else what the terminal says, else 80. May
   * start a process, so it is for those who need it.
   */
  public int width() {
    Integer known = width;
    if (known == null) {
      known = device.width().get().orElse(ScreenWidth.DEFAULT);
      width = known;
    }
    return known;
  }

  /** A sentence to a person, beside what was asked for: on standard error, in one line. */
  public void tell(String sentence) {
    err().println("belfry: " + VisibleText.oneLine(sentence));
  }

  /** Hands everything written so far on. */
  public void flush() {
    out.flush();
    err.flush();
  }
}
