package dev.belfry.compose;

import dev.belfry.post.Presentation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands above the text of a {@link PostFile}, in YAML:
 *
 * <ul>
 *   <li>{@code key}: the sender's own name for the post
 *   <li>{@code to}: an account, or a list of accounts
 *   <li>{@code at}, {@code zone}: when to post
 *   <li>{@code quote}, {@code visibility}, {@code language}, {@code warning}: how it appears
 *   <li>{@code not-before}, {@code skip-checks}: on what terms it may be queued
 *   <li>{@code media}: a list of images and videos, each with {@code file} (relative to the post
 *       file) or {@code sha256} (of one that is stored already), {@code alt} or {@code no-alt:
 *       true}, and {@code part}, the number of the part that carries it (1 where it is not said)
 * </ul>
 *
 * All may be left out. Anchors, aliases, tags and other names are refused.
 */
record FrontMatter(
    @Nullable String key,
    List<String> to,
    @Nullable String at,
    @Nullable String zone,
    Presentation presentation,
    RawTerms terms,
    List<Image> media) {

  static final FrontMatter EMPTY =
      new FrontMatter(null, List.of(), null, null, Presentation.NONE, RawTerms.NONE, List.of());

  /**
   * An image.
   *
   * @param place where it stands in the file
   * @param part the number of its part, from 1
   */
  record Image(String place, int part, RawMedia media) {}

  FrontMatter {
    to = List.copyOf(to);
    media = List.copyOf(media);
  }

  /** The images of a part, in their order. */
  List<RawMedia> mediaOf(int part) {
    return media.stream().filter(image -> image.part == part).map(Image::media).toList();
  }
}
