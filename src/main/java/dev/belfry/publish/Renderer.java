package dev.belfry.publish;

import dev.belfry.account.Account;
import dev.belfry.compose.Entities;
import dev.belfry.media.MediaLimits;
import dev.belfry.post.AccountName;
import dev.belfry.post.Post;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns a post into a network's requests. The preview, the queue and the release all use this one,
 * so that what was previewed is what is sent. Pure: no I/O, and thread-safe.
 */
public interface Renderer {

  /** The version of the rules: it grows when the same post would be rendered otherwise. */
  int rules();

  /** What the account's network takes of media, to have an image scaled down to it. */
  default MediaLimits mediaLimits(Account account) {
    return MediaLimits.of(account.network());
  }

  /** Each part measured and rendered, in order, with every problem that the network would have. */
  List<RenderedPart> render(Account account, Post post);

  /**
   * The same, richer by what was looked up for it.
   *
   * @param found what {@link LookUp} told under names of {@link #wants}; what is missing there is
   *     done without
   */
  default List<RenderedPart> render(Account account, Post post, Map<String, String> found) {
    return render(account, post);
  }

  /** Names of what is worth looking up before the post is rendered; empty where nothing is. */
  default Set<String> wants(Post post) {
    return Set.of();
  }

  /**
   * What readers will see of a rendered part besides its words; where nothing else is known the
   * links are those that X would make.
   */
  default Shown shown(RenderedPart part) {
    return new Shown(Entities.in(part.part().text()), null);
  }

  /**
   * What only a live account's network can tell before the request for the next part can be
   * completed; the dry-run goes without.
   *
   * @param bodies the thread's, as {@link #render} made them
   * @param position the next part's, from 1
   * @return placeholders in the bodies, or names of what else must be known; empty where nothing is
   */
  Set<String> lacks(List<String> bodies, int position);

  /**
   * The request for the next part, with what is known only at release filled in. It may carry the
   * parts that follow as well, where the network takes a thread in one piece.
   *
   * @param bodies the thread's, as {@link #render} made them
   */
  Request complete(AccountName account, List<String> bodies, Known known);
}
