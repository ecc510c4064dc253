package dev.belfry.compose;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.media.Hash;
import dev.belfry.post.Media;
import dev.belfry.post.Post;
import java.util.HexFormat;
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
    return HexFormat.of().formatHex(Hash.begin().digest(said.getBytes(UTF_8)));
  }
}
