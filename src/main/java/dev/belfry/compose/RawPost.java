package dev.belfry.compose;

import dev.belfry.compose.moving.MovedPost;
import dev.belfry.post.Attachment;
import dev.belfry.post.Part;
import dev.belfry.post.Presentation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A post as somebody wrote it, wherever it came from: nothing in it has been checked but how it is
 * to appear.
 *
 * @param where where it stands in what was read ({@code line 4}); empty when it is all that was
 *     read
 * @param key the sender's own name for the post; null where none was given
 * @param presentation how it is to appear, which was checked where it was read
 * @param to names of accounts, as written; empty where none were given
 * @param at when to post, as written; null where it was not said
 * @param zone the time zone, as written; null where it was not said
 * @param apart accounts with times of their own, which only a file that is imported can tell
 * @param terms on what terms it may be queued
 * @param moved where it stood in another Belfry, which only an export tells; null elsewhere. Then
 *     nothing else is said of accounts and times
 */
public record RawPost(
    String where,
    @Nullable String key,
    List<RawPart> parts,
    Presentation presentation,
    List<String> to,
    @Nullable String at,
    @Nullable String zone,
    List<RawTarget> apart,
    RawTerms terms,
    @Nullable MovedPost moved) {

  public RawPost {
    parts = List.copyOf(parts);
    to = List.copyOf(to);
    apart = List.copyOf(apart);
  }

  /** A post with one time for all accounts, on no terms, which appears as its networks have it. */
  public RawPost(
      String where,
      @Nullable String key,
      List<RawPart> parts,
      List<String> to,
      @Nullable String at,
      @Nullable String zone) {
    this(where, key, parts, Presentation.NONE, to, at, zone, List.of(), RawTerms.NONE, null);
  }

  /** The parts alone, without a word about where they go and when. */
  public static RawPost of(List<RawPart> parts) {
    return new RawPost("", null, parts, List.of(), null, null);
  }

  /**
   * A post that was checked and stored, as somebody could have written it: what an editor opens.
   */
  public static RawPost ofStored(ExportedPost stored) {
    List<RawPart> parts = stored.post().parts().stream().map(RawPost::ofStored).toList();
    return new RawPost("", stored.id(), parts, stored.to(), stored.at(), stored.zone())
        .appearing(stored.post().presentation())
        .on(RawTerms.ofStored(stored.post().terms()));
  }

  /** The same, appearing so. */
  public RawPost appearing(Presentation other) {
    return new RawPost(where, key, parts, other, to, at, zone, apart, terms, moved);
  }

  /** The same, on these terms. */
  public RawPost on(RawTerms others) {
    return new RawPost(where, key, parts, presentation, to, at, zone, apart, others, moved);
  }

  private static RawPart ofStored(Part part) {
    return new RawPart(
        part.text(), part.wording(), part.media().stream().map(RawPost::ofStored).toList());
  }

  /** What is stored without an alt text was taken so. */
  private static RawMedia ofStored(Attachment on) {
    return new RawMedia(
        new RawMedia.Stored(on.media().sha256()), on.alt(), /* noAlt= */ on.alt().isBlank());
  }
}
