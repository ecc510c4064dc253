package dev.belfry.compose;

import dev.belfry.post.Media;
import dev.belfry.post.Post;
import dev.belfry.post.Sha256;
import java.util.List;

/**
 * What tells whether a post says what it said before: in its words, its media and how it appears.
 */
public final class ContentDigest {
  private static final WritePostJson JSON = new WritePostJson(Media::sha256);

  private ContentDigest() {}

  /** 64 lower-case hexadecimal digits. */
  public static String of(Post post) {
    String said = JSON.line(new ExportedPost(null, post, List.of(), null, null));
    return Sha256.hex(said);
  }
}
