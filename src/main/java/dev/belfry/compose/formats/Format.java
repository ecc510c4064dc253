package dev.belfry.compose.formats;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A form in which posts come in. */
public enum Format {
  JSON_LINES("jsonl", "JSON Lines, Belfry's own"),
  BUFFER("buffer", "Buffer's CSV"),
  HOOTSUITE("hootsuite", "Hootsuite's CSV"),
  CSV("csv", "any CSV, with --map"),
  TYPEFULLY("typefully", "a thread as Typefully copies it"),
  TWEET("tweet", "a .tweet file of twitter-together"),
  X_ARCHIVE("x-archive", "the archive of X: its folder, or data/tweets.js");

  private final String word;
  private final String meaning;

  Format(String word, String meaning) {
    this.word = word;
    this.meaning = meaning;
  }

  /** How a person names it: {@code buffer}. */
  public String word() {
    return word;
  }

  /** The format of a {@link #word()}. */
  public static Optional<Format> of(String word) {
    return Stream.of(values()).filter(f -> f.word.equalsIgnoreCase(word)).findFirst();
  }

  /** Every {@link #word()}. */
  public static String words() {
    return Stream.of(values()).map(Format::word).collect(Collectors.joining(", "));
  }

  /** Every word with its meaning: {@code buffer (Buffer's CSV)}. */
  public static String explained() {
    return Stream.of(values())
        .map(f -> "%s (%s)".formatted(f.word, f.meaning))
        .collect(Collectors.joining(", "));
  }
}
