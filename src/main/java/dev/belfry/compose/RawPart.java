package dev.belfry.compose;

import java.util.List;

/** One part of a {@link RawPost}: nothing in it has been checked. */
public record RawPart(String text, List<RawMedia> media) {
  public RawPart {
    media = List.copyOf(media);
  }
}
