package dev.belfry.media;

import dev.belfry.post.Attachment;
import dev.belfry.post.MediaKind;
import dev.belfry.post.Network;
import dev.belfry.post.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a network takes of the media on one part.
 *
 * @param most how many
 * @param kinds what it takes of each kind; what is not among them it does not take
 * @param longestAlt the longest alt text, in code points
 */
public record MediaLimits(
    Network network, int most, Map<MediaKind, KindLimits> kinds, int longestAlt) {
  private static final int MIB = 1024 * 1024;

  /**
   * X: four images up to 5 MB, or one animated GIF up to 15 MB, or one video (<a
   * href="https://docs.x.com/x-api/media/quickstart/best-practices">media best practices</a>); alt
   * text up to 1,000 characters (<a href="https://docs.x.com/x-api/media/metadata-create">create
   * media metadata</a>). Of videos every account may post 512 MB and 140 s; what an account is
   * allowed beyond that is its own affair, and X tells it only when it refuses. No bound on pixels
   * is published.
   */
  private static final MediaLimits X =
      new MediaLimits(
          Network.X,
          4,
          Map.of(
              MediaKind.IMAGE, KindLimits.images(5 * MIB, Long.MAX_VALUE),
              MediaKind.ANIMATION, KindLimits.gifs(15 * MIB, Long.MAX_VALUE, true),
              MediaKind.VIDEO,
                  KindLimits.videos(
                      512L * MIB, Long.MAX_VALUE, Duration.ofMillis(500), Duration.ofSeconds(140))),
          1_000);

  /**
   * Bluesky: four images up to 2,000,000 bytes (<a
   * href="https://github.com/bluesky-social/atproto/blob/main/lexicons/app/bsky/embed/images.json">
   * the lexicon</a>), which sets no bound for alt texts; 2,000 is what its own app takes ({@code
   * MAX_ALT_TEXT} in <a
   * href="https://github.com/bluesky-social/social-app/blob/main/src/lib/constants.ts">its
   * constants</a>). Its app shows every image as a still one.
   */
  private static final MediaLimits BLUESKY =
      new MediaLimits(
          Network.BLUESKY,
          4,
          Map.of(MediaKind.IMAGE, KindLimits.images(2_000_000, Long.MAX_VALUE)),
          2_000);

  /**
   * Mastodon: what an instance takes unless it says otherwise: four images or GIFs up to 16 MiB and
   * 33,177,600 pixels, or one video up to 99 MiB and 8,294,400 pixels, and 1,500 characters of
   * description (<a
   * href="https://docs.joinmastodon.org/entities/Instance/#image_size_limit">Instance</a>). It
   * makes a video of an animated GIF, as large as other videos may be.
   */
  private static final MediaLimits MASTODON =
      new MediaLimits(
          Network.MASTODON,
          4,
          Map.of(
              MediaKind.IMAGE, KindLimits.images(16 * MIB, 33_177_600),
              MediaKind.ANIMATION, KindLimits.gifs(16 * MIB, 8_294_400, false),
              MediaKind.VIDEO, KindLimits.videos(99L * MIB, 8_294_400, null, null)),
          1_500);

  /** The longest alt text that any of the networks takes, in code points. */
  public static final int LONGEST_ALT = 2_000;

  public MediaLimits {
    kinds = Map.copyOf(kinds);
  }

  /** What the network takes; of Mastodon, what an instance takes that says nothing else. */
  public static MediaLimits of(Network network) {
    return switch (network) {
      case X -> X;
      case BLUESKY -> BLUESKY;
      case MASTODON -> MASTODON;
    };
  }

  /** What the network would refuse about the media of a part; empty where it takes them. */
  public List<Problem> problems(List<Attachment> media) {
    return new CheckMedia(this).problems(media);
  }
}
