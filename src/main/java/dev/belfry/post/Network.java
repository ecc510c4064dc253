package dev.belfry.post;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A social network that Belfry can post to. */
public enum Network {
  X("X"),
  BLUESKY("Bluesky"),
  MASTODON("Mastodon");

  private final String title;
  private final String word = name().toLowerCase(Locale.ROOT);

  Network(String title) {
    this.title = title;
  }

  /** The network's name as a person writes it. */
  public String title() {
    return title;
  }

  /** The word that stands for the network in account names, files and JSON: {@code x}. */
  public String word() {
    return word;
  }

  /** The network of a {@link #word()}, whatever its case. */
  public static Optional<Network> of(String word) {
    return Stream.of(values()).filter(n -> n.word().equalsIgnoreCase(word)).findFirst();
  }
}
