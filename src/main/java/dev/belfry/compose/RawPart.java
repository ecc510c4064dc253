package dev.belfry.compose;

import dev.belfry.post.Network;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One part of a {@link RawPost}: nothing in it has been checked.
 *
 * @param wording what a network is to get instead of the text
 */
public record RawPart(String text, Map<Network, String> wording, List<RawMedia> media) {
  public RawPart {
    Map<Network, String> copy = new EnumMap<>(Network.class);
    copy.putAll(wording);
    wording = Collections.unmodifiableMap(copy);
    media = List.copyOf(media);
  }

  /** One that says the same everywhere. */
  public RawPart(String text, List<RawMedia> media) {
    this(text, Map.of(), media);
  }

  /** How much there is to read in it, in UTF-16 units, whoever gets it. */
  public long length() {
    return text.length() + wording.values().stream().mapToLong(String::length).sum();
  }
}
