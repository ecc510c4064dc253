package dev.belfry.post;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who may see a post, in <a
 * href="https://docs.joinmastodon.org/entities/Status/#visibility">Mastodon's words</a>; no other
 * network has the choice.
 */
public enum Visibility {
  /** Everybody. */
  PUBLIC,
  /** Everybody, and no public timeline shows it. */
  UNLISTED,
  /** Those who follow the account. */
  PRIVATE,
  /** Those whom it mentions. */
  DIRECT;

  /** The word for it in files, in JSON and on the command line: {@code unlisted}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Every {@link #word()}, for a person who is to choose one. */
  public static String words() {
    return Stream.of(values()).map(Visibility::word).collect(Collectors.joining(", "));
  }

  /** The visibility of a {@link #word()}, whatever its case. */
  public static Optional<Visibility> of(String word) {
    return Stream.of(values()).filter(v -> v.word().equalsIgnoreCase(word)).findFirst();
  }
}
