package dev.belfry.publish;

import dev.belfry.post.MediaKind;
import dev.belfry.post.Network;
import dev.belfry.post.Part;
import dev.belfry.post.Post;
import dev.belfry.post.Presentation;
import dev.belfry.post.Visibility;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What somebody may be surprised by when a post goes out as it is, in sentences. Nothing of it
 * keeps the post from going out: that is what problems are for.
 */
public final class Caveats {
  private Caveats() {}

  /**
   * Of a post that goes to these networks; of none where it does not go anywhere yet, for it may go
   * to any.
   */
  public static List<String> of(Post post, Collection<Network> networks) {
    List<String> caveats = new ArrayList<>();
    if (!networks.isEmpty()) {
      caveats.addAll(unused(post, networks));
    }
    for (Network network : new TreeSet<>(networks)) {
      caveats.addAll(of(post, network));
    }
    return caveats;
  }

  /** Of a post that goes to the network. */
  public static List<String> of(Post post, Network network) {
    List<String> caveats = new ArrayList<>();
    Presentation said = post.presentation();
    Presentation known = said.on(network);
    if (!said.quotes().isEmpty() && known.quotes().isEmpty()) {
      caveats.add(
          said.quote(network).isPresent()
              ? "nothing is quoted on %s, where Belfry can't quote yet".formatted(network.title())
              : "nothing is quoted on %s: the quoted post is on %s"
                  .formatted(network.title(), titles(said.quotes().keySet())));
    }
    Visibility visibility = said.visibility();
    if (visibility != null && visibility != Visibility.PUBLIC && known.visibility() == null) {
      caveats.add(
          "everybody sees it on %s, which has no visibility \"%s\""
              .formatted(network.title(), visibility.word()));
    }
    if (said.warning() != null && known.warning() == null) {
      caveats.add("%s shows no content warning before it".formatted(network.title()));
    }
    if (network == Network.X && hasDescribedVideo(post)) {
      caveats.add("X shows no alt text of a video, so what it says is left out there");
    }
    for (int i = 0; i < post.parts().size(); i++) {
      if (repeats(post.parts().get(i), network)) {
        String part = post.isThread() ? " of part " + (i + 1) : "";
        caveats.add("the text for %s%s is the one that all get".formatted(network.title(), part));
      }
    }
    return caveats;
  }

  /** X takes alt texts of images only: what is sent for a video is refused. */
  private static boolean hasDescribedVideo(Post post) {
    return post.parts().stream()
        .flatMap(part -> part.media().stream())
        .anyMatch(on -> on.media().kind() == MediaKind.VIDEO && !on.alt().isBlank());
  }

  private static boolean repeats(Part part, Network network) {
    return part.text().equals(part.wording().get(network));
  }

  private static List<String> unused(Post post, Collection<Network> networks) {
    return post.parts().stream()
        .map(Part::wording)
        .map(Map::keySet)
        .flatMap(Collection::stream)
        .distinct()
        .sorted()
        .filter(network -> !networks.contains(network))
        .map(Network::title)
        .map("there is a text for %s, and the post goes to no account there"::formatted)
        .toList();
  }

  private static String titles(Collection<Network> networks) {
    return networks.stream().map(Network::title).collect(Collectors.joining(" and "));
  }
}
