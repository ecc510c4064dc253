package dev.belfry.media;

import dev.belfry.post.Attachment;
import dev.belfry.post.Media;
import dev.belfry.post.MediaKind;
import dev.belfry.post.MediaType;
import dev.belfry.post.Network;
import dev.belfry.post.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says what a network would refuse about the media of a part, each thing in a sentence. */
final class CheckMedia {
  private final MediaLimits limits;
  private final String network;
  private final List<Problem> problems = new ArrayList<>();

  CheckMedia(MediaLimits limits) {
    this.limits = limits;
    this.network = limits.network().title();
  }

  List<Problem> problems(List<Attachment> media) {
    checkCount(media);
    int position = 0;
    for (Attachment attachment : media) {
      position++;
      check(attachment, attachment.media().kind().word() + " " + position);
    }
    return problems;
  }

  private void checkCount(List<Attachment> media) {
    if (media.size() > limits.most()) {
      say("", "%s takes %d media on a part, and here are %d", network, limits.most(), media.size());
    }
    if (media.size() > 1) {
      media.stream()
          .map(attachment -> attachment.media().kind())
          .distinct()
          .filter(this::standsAlone)
          .forEach(
              kind ->
                  say(
                      "",
                      "%s takes one %s on a part and nothing beside it; give each a part of its own",
                      network,
                      kind.word()));
    }
  }

  private boolean standsAlone(MediaKind kind) {
    KindLimits of = limits.kinds().get(kind);
    return of != null && of.alone();
  }

  private void check(Attachment attachment, String place) {
    Media media = attachment.media();
    KindLimits of = limits.kinds().get(media.kind());
    if (of == null) {
      say(place, "%s", notTaken(media.kind()));
    } else if (!of.types().contains(media.type())) {
      say(place, "%s", wrongType(media));
    } else {
      checkSize(media, of, place);
      checkLength(media.duration(), of, place);
    }
    int alt = attachment.alt().codePointCount(0, attachment.alt().length());
    if (alt > limits.longestAlt()) {
      say(
          place,
          "the alt text has %d characters, %d more than the %d that %s takes",
          alt,
          alt - limits.longestAlt(),
          limits.longestAlt(),
          network);
    }
  }

  private String notTaken(MediaKind kind) {
    return switch (kind) {
      case IMAGE -> network + " takes no images; leave it out";
      case ANIMATION ->
          network
              + " shows an animation as a still image; leave it out, or save one of its pictures"
              + " as PNG";
      case VIDEO ->
          limits.network() == Network.BLUESKY
              ? "Belfry does not post videos to Bluesky yet; leave the video out, or the account"
              : network + " takes no videos; leave it out";
    };
  }

  private String wrongType(Media media) {
    return media.kind() == MediaKind.ANIMATION && media.type() != MediaType.GIF
        ? "%s plays an animation only as GIF, and this one is %s; save it as GIF"
            .formatted(network, media.type())
        : "%s takes no %s; save it in another format".formatted(network, media.type());
  }

  private void checkSize(Media media, KindLimits of, String place) {
    String word = media.kind().word();
    String advice =
        media.kind() == MediaKind.IMAGE
            ? "save it smaller, or have it scaled down with --fit"
            : "save it smaller";
    if (media.size() > of.mostBytes()) {
      say(
          place,
          "the %s has %,d bytes, and %s takes at most %,d; %s",
          word,
          media.size(),
          network,
          of.mostBytes(),
          advice);
    }
    if ((long) media.width() * media.height() > of.mostPixels()) {
      say(
          place,
          "the %s has %d × %d pixels, and %s takes at most %,d in all; %s",
          word,
          media.width(),
          media.height(),
          network,
          of.mostPixels(),
          advice);
    }
  }

  private void checkLength(@Nullable Duration duration, KindLimits of, String place) {
    if (duration == null) {
      return;
    }
    if (of.longest() != null && duration.compareTo(of.longest()) > 0) {
      say(
          place,
          "the video lasts %.1f s, and %s takes at most %d s; cut it shorter",
          duration.toMillis() / 1e3,
          network,
          of.longest().toSeconds());
    }
    if (of.shortest() != null && duration.compareTo(of.shortest()) < 0) {
      say(
          place,
          "the video lasts %.1f s, and %s takes none shorter than %.1f s",
          duration.toMillis() / 1e3,
          network,
          of.shortest().toMillis() / 1e3);
    }
  }

  private void say(String place, String sentence, Object... values) {
    problems.add(new Problem(place, String.format(Locale.ROOT, sentence, values)));
  }
}
