package dev.belfry.compose;

import dev.belfry.media.MediaLimits;
import dev.belfry.post.Attachment;
import dev.belfry.post.Network;
import dev.belfry.post.Post;
import dev.belfry.post.Problem;
import java.util.ArrayList;
import java.util.List;

/** Finds what a network would refuse about a post's images. */
public final class CheckMedia {
  private CheckMedia() {}

  /** A problem for each refusal, with the part and the image that it is about; empty: all fit. */
  public static List<Problem> problems(Post post, Network network) {
    List<Problem> problems = new ArrayList<>();
    MediaLimits limits = MediaLimits.of(network);
    for (int part = 0; part < post.parts().size(); part++) {
      List<Attachment> media = post.parts().get(part).media();
      for (int image = 0; image < media.size(); image++) {
        String place = place(post, part, image);
        for (String refusal : limits.refusals(media.get(image))) {
          problems.add(new Problem(place, network.title() + ": " + refusal));
        }
      }
    }
    return problems;
  }

  private static String place(Post post, int part, int image) {
    return (post.isThread() ? "part " + (part + 1) + ", " : "") + "image " + (image + 1);
  }
}
