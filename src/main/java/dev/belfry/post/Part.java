package dev.belfry.post;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One message of a post.
 *
 * @param text exactly as it was written; empty only beside media
 * @param wording what a network gets instead of the text, where it has words of its own, in the
 *     order of the networks
 * @param media up to {@value #MOST_MEDIA}, in order
 */
public record Part(String text, Map<Network, String> wording, List<Attachment> media) {
  public static final int MOST_MEDIA = 4;

  public Part {
    Map<Network, String> copy = new EnumMap<>(Network.class);
    copy.putAll(wording);
    wording = Collections.unmodifiableMap(copy);
    media = List.copyOf(media);
  }

  /** One that says the same everywhere. */
  public Part(String text, List<Attachment> media) {
    this(text, Map.of(), media);
  }

  /** A text that is the same everywhere, without media. */
  public static Part of(String text) {
    return new Part(text, Map.of(), List.of());
  }

  /** What the network gets: words of its own, or the text. */
  public String text(Network network) {
    return wording.getOrDefault(network, text);
  }

  /** The part as the network gets it: its text is the one that goes out there. */
  public Part on(Network network) {
    return wording.isEmpty() ? this : new Part(text(network), Map.of(), media);
  }
}
