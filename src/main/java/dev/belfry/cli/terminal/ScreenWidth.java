package dev.belfry.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How many columns the screen has. */
final class ScreenWidth {
  /** What a program may count on where nobody says. */
  static final int DEFAULT = 80;

  private static final int LEAST = 20;
  private static final int MOST = 1000;
  private static final Pattern SIZE = Pattern.compile("\\d{1,5} (\\d{1,5})\\s*");

  private ScreenWidth() {}

  /** The columns that a variable {@code COLUMNS} names, where it names any. */
  static OptionalInt of(@Nullable String columns) {
    if (columns == null || !columns.matches("\\d{1,5}") || Integer.parseInt(columns) == 0) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(Math.min(MOST, Math.max(LEAST, Integer.parseInt(columns))));
  }

  /** Asks the controlling terminal. This starts a process, which costs some 30 ms. */
  static OptionalInt ask() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(Redirect.DISCARD)
              .start();
      try (InputStream answer = stty.getInputStream()) {
        return parse(new String(answer.readAllBytes(), StandardCharsets.US_ASCII));
      }
    } catch (IOException e) {
      return OptionalInt.empty();
    }
  }

  private static OptionalInt parse(String size) {
    Matcher matcher = SIZE.matcher(size);
    return matcher.matches() ? of(matcher.group(1)) : OptionalInt.empty();
  }
}
