package dev.belfry.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The Markdown that a run leaves: on standard output as it is made, and in a file. */
final class Report {
  private final Path file;

  Report(Path file) {
    this.file = file;
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void say(String format, Object... values) {
    String line = String.format(Locale.ROOT, format, values) + "\n";
    System.out.print(line);
    try {
      Files.writeString(file, Files.readString(file) + line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is not part of the result: how far the run is. */
  static void progress(String format, Object... values) {
    System.err.printf(Locale.ROOT, format + "%n", values);
  }

  void heading(String... columns) {
    row(List.of(columns));
    row(Collections.nCopies(columns.length, "---"));
  }

  void row(List<String> cells) {
    say("%s", cells.stream().collect(Collectors.joining(" | ", "| ", " |")));
  }

  /** With thousands apart, rounded to a whole number. */
  static String whole(double number) {
    return String.format(Locale.ROOT, "%,.0f", number);
  }

  /** {@code 1.2×}; from ten on without a fraction. */
  static String ratio(double ratio) {
    return String.format(Locale.ROOT, ratio < 10 ? "%.2f×" : "%.0f×", ratio);
  }

  /** The goal, and whether it is reached. */
  static String goal(boolean reached, String goal) {
    return goal + (reached ? ": yes" : ": no");
  }

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
