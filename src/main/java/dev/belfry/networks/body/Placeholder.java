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

  /** Stands for the id that the network gives an image: the hash of its content. */
  public static String media(Media media) {
    return "sha256:" + media.sha256();
  }
}
