package dev.belfry.media;

import dev.belfry.post.Attachment;
import dev.belfry.post.Media;
import dev.belfry.post.MediaType;
import dev.belfry.post.Network;
import java.util.ArrayList;
import java.util.List;

/**
 * What a network takes of one image.
 *
 * @param mostBytes the largest file
 * @param mostGifBytes the largest GIF
 * @param mostPixels the largest width times height
 * @param longestAlt the longest alt text, in code points
 */
public record MediaLimits(long mostBytes, long mostGifBytes, long mostPixels, int longestAlt) {

  /**
   * X: images up to 5 MB and GIFs up to 15 MB (<a
   * href="https://docs.x.com/x-api/media/quickstart/best-practices">media best practices</a>), alt
   * text up to 1,000 characters (<a href="https://docs.x.com/x-api/media/metadata-create">create
   * media metadata</a>). No bound on pixels is published.
   */
  private static final MediaLimits X =
      new MediaLimits(5 * 1024 * 1024, 15 * 1024 * 1024, Long.MAX_VALUE, 1_000);

  /**
   * Bluesky: 2,000,000 bytes (<a
   * href="https://github.com/bluesky-social/atproto/blob/main/lexicons/app/bsky/embed/images.json">
   * the lexicon</a>), which sets no bound for alt texts; 2,000 is what its own app takes ({@code
   * MAX_ALT_TEXT} in <a
   * href="https://github.com/bluesky-social/social-app/blob/main/src/lib/constants.ts">its
   * constants</a>).
   */
  private static final MediaLimits BLUESKY =
      new MediaLimits(2_000_000, 2_000_000, Long.MAX_VALUE, 2_000);

  /**
   * Mastodon: what an instance takes unless it says otherwise: 16 MiB, 33,177,600 pixels and 1,500
   * characters of description (<a
   * href="https://docs.joinmastodon.org/entities/Instance/#image_size_limit">Instance</a>).
   */
  private static final MediaLimits MASTODON =
      new MediaLimits(16 * 1024 * 1024, 16 * 1024 * 1024, 33_177_600, 1_500);

  /** The longest alt text that any of the networks takes, in code points. */
  public static final int LONGEST_ALT = 2_000;

  public static MediaLimits of(Network network) {
    return switch (network) {
      case X -> X;
      case BLUESKY -> BLUESKY;
      case MASTODON -> MASTODON;
    };
  }

  /** What the network would refuse about the image, a sentence each; empty where it fits. */
  public List<String> refusals(Attachment attachment) {
    List<String> refusals = new ArrayList<>();
    Media media = attachment.media();
    long most = media.type() == MediaType.GIF ? mostGifBytes : mostBytes;
    if (media.size() > most) {
      refusals.add(
          "the image has %s, and at most %s are taken; save it smaller"
              .formatted(Bytes.inWords(media.size()), Bytes.inWords(most)));
    }
    if ((long) media.width() * media.height() > mostPixels) {
      refusals.add(
          "the image has %d × %d pixels, more than %d in all; save it smaller"
              .formatted(media.width(), media.height(), mostPixels));
    }
    int alt = attachment.alt().codePointCount(0, attachment.alt().length());
    if (alt > longestAlt) {
      refusals.add(
          "the alt text has %d characters, %d more than the %d that are taken"
              .formatted(alt, alt - longestAlt, longestAlt));
    }
    return refusals;
  }
}
