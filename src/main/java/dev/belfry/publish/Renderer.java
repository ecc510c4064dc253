package dev.belfry.publish;

import dev.belfry.account.Account;
import dev.belfry.post.AccountName;
import dev.belfry.post.Post;
import java.util.List;

/**
 * Turns a post into a network's requests. The preview, the queue and the release all use this one,
 * so that what was previewed is what is sent. Pure: no I/O, and thread-safe.
 */
public interface Renderer {

  /** The version of the rules: it grows when the same post would be rendered otherwise. */
  int rules();

  /** Each part measured and rendered, in order, with every problem that the network would have. */
  List<RenderedPart> render(Account account, Post post);

  /**
   * Fills in what is known only at release.
   *
   * @param body as {@link #render} made it
   */
  Request complete(AccountName account, String body, Known known);
}
