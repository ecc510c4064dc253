package dev.belfry.networks.body;

import dev.belfry.post.Media;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands in a rendered body for what is known only at release: a preview shows it. */
public final class Placeholder {
  /** Stands for the moment of the attempt, and for keys that are made of it. */
  public static final String AT_RELEASE = "(at release)";

  private static final Pattern MEDIA = Pattern.compile("sha256:(?<sha256>[0-9a-f]{64})#.*");

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
    // Not formatted: another node, in another locale, looks for it in the body.
    return "sha256:" + media.sha256() + "#" + part + "." + position;
  }

  /**
   * The name under which is kept what an upload is known by that its network is still at work on,
   * until it may stand for the placeholder.
   */
  public static String uploaded(String placeholder) {
    return "uploaded " + placeholder;
  }

  /** The hash of the image that it stands for, 64 hexadecimal digits; empty for all else. */
  public static Optional<String> sha256(String placeholder) {
    Matcher matcher = MEDIA.matcher(placeholder);
    return matcher.matches() ? Optional.of(matcher.group("sha256")) : Optional.empty();
  }
}
