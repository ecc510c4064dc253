package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.compose.formats.XArchiveKey;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.Post;
import dev.belfry.post.PostId;
import dev.belfry.post.Problem;
import dev.belfry.publish.PrepareTargets;
import dev.belfry.publish.PrepareTargets.When;
import dev.belfry.publish.Target;
import dev.belfry.queue.ChangeEvergreenTexts.NewText;
import dev.belfry.queue.ReadPost;
import dev.belfry.queue.StoredPost;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Renders posts for the accounts of an evergreen set. */
final class PrepareEvergreen {
  private final Workplace workplace;
  private final List<Account> accounts;

  /**
   * @param accounts those of the set
   */
  PrepareEvergreen(Workplace workplace, List<Account> accounts) {
    this.workplace = workplace;
    this.accounts = accounts;
  }

  /**
   * What each account will get of each post.
   *
   * @throws InvalidInput with everything that any of the networks would refuse
   */
  List<NewText> texts(Connection connection, List<PostId> posts) throws SQLException {
    List<NewText> texts = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (PostId id : posts) {
      StoredPost stored = ReadPost.read(connection, id);
      try {
        texts.add(text(connection, id, stored.key(), stored.post()));
      } catch (InvalidInput e) {
        e.problems().forEach(problem -> problems.add(problem.in("post " + id)));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return texts;
  }

  /** What is in a set may be shown at any time from now on. */
  static Optional<Problem> embargo(Post post, Instant now) {
    return post.terms().forbid(now)
        ? Optional.of(
            new Problem(
                "not-before",
                "its embargo is over at %s; put it into the set then"
                    .formatted(post.terms().notBefore())))
        : Optional.empty();
  }

  private NewText text(Connection connection, PostId id, @Nullable String key, Post post)
      throws SQLException {
    Optional<Problem> embargo = embargo(post, workplace.clock().instant());
    if (embargo.isPresent()) {
      throw new InvalidInput(List.of(embargo.get()));
    }
    List<Target> targets =
        PrepareTargets.withKnown(connection, workplace.publishers(), post, accounts, When.NEVER);
    return new NewText(
        id, targets.stream().map(Target::plan).toList(), XArchiveKey.published(key).orElse(null));
  }
}
