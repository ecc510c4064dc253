package dev.belfry.networks.mastodon;

import dev.belfry.account.ServerLimits;
import dev.belfry.media.KindLimits;
import dev.belfry.media.MediaLimits;
import dev.belfry.post.MediaKind;
import dev.belfry.post.MediaType;
import dev.belfry.post.Network;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a server says that it takes of media, as what posts are checked by. */
final class ServerMedia {
  private ServerMedia() {}

  static MediaLimits limits(ServerLimits told) {
    Map<MediaKind, KindLimits> kinds = new EnumMap<>(MediaKind.class);
    put(kinds, told, MediaKind.IMAGE, KindLimits.images(told.imageBytes(), told.imagePixels()));
    put(
        kinds,
        told,
        MediaKind.ANIMATION,
        KindLimits.gifs(told.imageBytes(), told.videoPixels(), false));
    put(
        kinds,
        told,
        MediaKind.VIDEO,
        KindLimits.videos(told.videoBytes(), told.videoPixels(), null, null));
    return new MediaLimits(Network.MASTODON, told.media(), kinds, told.description());
  }

  private static void put(
      Map<MediaKind, KindLimits> kinds, ServerLimits told, MediaKind kind, KindLimits limits) {
    Set<MediaType> types =
        limits.types().stream()
            .filter(type -> told.types().isEmpty() || told.types().contains(type.mime()))
            .collect(Collectors.toSet());
    if (!types.isEmpty()) {
      kinds.put(
          kind,
          new KindLimits(
              types, limits.mostBytes(), limits.mostPixels(), limits.alone(), null, null));
    }
  }
}
