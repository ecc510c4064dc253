package dev.belfry.networks.body;

import dev.belfry.post.Media;

/** What stands in a rendered body for what is known only at release: a preview shows it. */
public final class Placeholder {
  /** Stands for the moment of the attempt, and for keys that are made of it. */
  public static final String AT_RELEASE = "(at release)";

  private Placeholder() {}

  /** Stands for the id of an earlier part of the thread. */
  public static String part(int position) {
    return "(part " + position + ")";
  }

  /**
   * Stands for the id that the network gives an image: the hash of its content, and where it is in
   * the thread, since the same image may be there twice with different alt texts.
   *
   * @param part from 1
   * @param position the image's in the part, from 1
   */
  public static String media(Media media, int part, int position) {
    return "sha256:%s#%d.%d".formatted(media.sha256(), part, position);
  }
}
