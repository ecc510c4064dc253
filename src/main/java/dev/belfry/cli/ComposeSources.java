package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.cli.SyncPlan.Step;
import dev.belfry.compose.ComposePost;
import dev.belfry.compose.Composed;
import dev.belfry.compose.PostFolder.Source;
import dev.belfry.compose.RawPost;
import dev.belfry.media.Fit;
import dev.belfry.media.MediaStore;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.Media;
import dev.belfry.post.NotPossible;
import dev.belfry.post.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Composes the files of a folder that are to be taken in, before the transaction in which they are:
 * images are read and networks asked in it for nobody to wait. Not thread-safe.
 */
final class ComposeSources {
  /** However many files there are, networks are asked so long; each question has its own bound. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Workplace workplace;
  private final TakeMedia media;
  private final ComposePost compose;
  private final LookOutside look;
  private final Map<Source, Supplier<Composed>> composed = new HashMap<>();
  private final Map<Source, List<Problem>> outside = new HashMap<>();

  ComposeSources(Workplace workplace, TakeMedia media, BeforeQueueing checks) {
    this.workplace = workplace;
    this.look = new LookOutside(workplace, checks);
    this.media = media;
    this.compose = new ComposePost(media.altText(), this::stored);
  }

  /** Composes what is new or changed, and asks networks what the posts are richer with. */
  void prepare(List<Step> steps) {
    Instant until = workplace.clock().instant().plus(PATIENCE);
    int left = 0;
    for (Step step : steps) {
      if (!step.isSameText()) {
        boolean asks = workplace.clock().instant().isBefore(until);
        left += asks ? 0 : 1;
        composed.put(step.source(), prepare(step.source(), asks));
      }
    }
    if (left > 0) {
      workplace
          .console()
          .err()
          .printf("belfry: there was no time to look up what %d files mention and link to%n", left);
    }
  }

  private Supplier<Composed> prepare(Source source, boolean asks) {
    RawPost post = source.post();
    try {
      if (asks) {
        new FreshLimits(workplace).of(post.to());
      }
      Composed good = compose.compose(post, fit(post));
      if (asks) {
        outside.put(source, look.look(good.post(), post.to(), post.at() != null));
      }
      return () -> good;
    } catch (InvalidInput e) {
      // Told when its turn comes, together with all else that is wrong.
      return () -> {
        throw e;
      };
    }
  }

  /**
   * The file's post.
   *
   * @throws InvalidInput with everything that is wrong with it
   * @throws NotPossible where the folder's posts were changed since it was prepared
   */
  Composed of(Source source) {
    Supplier<Composed> ready = composed.get(source);
    if (ready == null) {
      throw new NotPossible("its post was changed by somebody else meanwhile; sync again");
    }
    return ready.get();
  }

  /** What the checks have found for the file's post that ask on the Internet. */
  List<Problem> outside(Source source) {
    return outside.getOrDefault(source, List.of());
  }

  private Fit fit(RawPost post) {
    if (!media.fit() || post.to().isEmpty()) {
      return Fit.NOTHING;
    }
    List<Account> accounts =
        workplace.database().lend(connection -> SyncPost.accounts(connection, post));
    return media.to(accounts, workplace.publishers());
  }

  private Optional<Media> stored(String sha256) {
    return workplace.database().lend(connection -> MediaStore.find(connection, sha256));
  }
}
