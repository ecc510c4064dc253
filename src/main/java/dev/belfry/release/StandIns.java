package dev.belfry.release;

import dev.belfry.account.Account;
import dev.belfry.media.MediaLimits;
import dev.belfry.post.AccountName;
import dev.belfry.post.Network;
import dev.belfry.post.Post;
import dev.belfry.publish.Known;
import dev.belfry.publish.LogIn;
import dev.belfry.publish.PostUrls;
import dev.belfry.publish.Publisher;
import dev.belfry.publish.Publishers;
import dev.belfry.publish.RenderedPart;
import dev.belfry.publish.Renderer;
import dev.belfry.publish.Request;
import dev.belfry.publish.Shown;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who sends in a rehearsal: the dry run, for live accounts, too. They stay live in everything else,
 * so that they are released as live accounts are, one post at a time. Thread-safe.
 */
final class StandIns implements Publishers {
  private final Publishers real;

  StandIns(Publishers real) {
    this.real = real;
  }

  @Override
  public Renderer renderer(Network network) {
    return new AsksNobody(real.renderer(network));
  }

  @Override
  public Publisher publisher(AccountName account) {
    return real.dryRun();
  }

  @Override
  public Publisher dryRun() {
    return real.dryRun();
  }

  @Override
  public PostUrls urls(AccountName account) {
    return real.urls(account);
  }

  @Override
  public LogIn logIn(Network network) {
    throw new IllegalStateException("a rehearsal logs in nowhere");
  }

  @Override
  public Set<Network> live() {
    return real.live();
  }

  /** Nothing is made ready: what only the network could tell is done without, as in a dry run. */
  private record AsksNobody(Renderer real) implements Renderer {
    @Override
    public Set<String> lacks(List<String> bodies, int position) {
      return Set.of();
    }

    @Override
    public Request complete(AccountName account, List<String> bodies, Known known) {
      return real.complete(account, bodies, known);
    }

    @Override
    public int rules() {
      return real.rules();
    }

    @Override
    public MediaLimits mediaLimits(Account account) {
      return real.mediaLimits(account);
    }

    @Override
    public List<RenderedPart> render(Account account, Post post) {
      return real.render(account, post);
    }

    @Override
    public List<RenderedPart> render(Account account, Post post, Map<String, String> found) {
      return real.render(account, post, found);
    }

    @Override
    public Set<String> wants(Post post) {
      return real.wants(post);
    }

    @Override
    public Shown shown(RenderedPart part) {
      return real.shown(part);
    }
  }
}
