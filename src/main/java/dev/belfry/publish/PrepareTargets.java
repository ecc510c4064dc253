package dev.belfry.publish;

import dev.belfry.account.Account;
import dev.belfry.compose.checks.TextDigest;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.Post;
import dev.belfry.post.Problem;
import dev.belfry.schedule.Moment;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Renders a post for the accounts that it is for, and says what their networks would refuse. */
public final class PrepareTargets {

  /** When a post goes out to an account, whose zone may matter. */
  @FunctionalInterface
  public interface When extends Function<Account, @Nullable Moment> {
    /** A draft has no time. */
    When NEVER = account -> null;

    @Override
    @Nullable Moment apply(Account account);
  }

  private final Publishers publishers;
  private final Findings findings;

  /** Without anything that was looked up. */
  public PrepareTargets(Publishers publishers) {
    this(publishers, Findings.NONE);
  }

  /**
   * @param findings what was looked up for the posts that are rendered
   */
  public PrepareTargets(Publishers publishers, Findings findings) {
    this.publishers = publishers;
    this.findings = findings;
  }

  /**
   * What each account will get, with what was looked up for the post before.
   *
   * @throws InvalidInput as {@link #prepare} does
   */
  public static List<Target> withKnown(
      Connection connection, Publishers publishers, Post post, List<Account> accounts, When when)
      throws SQLException {
    Findings known = Findings.known(connection, publishers, post, accounts);
    return new PrepareTargets(publishers, known).prepare(post, accounts, when);
  }

  /**
   * What each account will get.
   *
   * @throws InvalidInput with everything that any of the networks would refuse, each thing once
   */
  public List<Target> prepare(Post post, List<Account> accounts, When when) {
    Set<Problem> problems = new LinkedHashSet<>();
    List<Target> targets = new ArrayList<>();
    for (Account account : accounts) {
      Renderer renderer = publishers.renderer(account.network());
      List<RenderedPart> parts = renderer.render(account, post, findings.of(account));
      parts.forEach(part -> problems.addAll(placed(part, post)));
      targets.add(
          new Target(
              account,
              when.apply(account),
              parts.stream().map(RenderedPart::body).toList(),
              renderer.rules(),
              TextDigest.of(post, account.name())));
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(List.copyOf(problems));
    }
    return targets;
  }

  /** A post of one part needs no word on which part is meant. */
  private static List<Problem> placed(RenderedPart part, Post post) {
    return post.isThread()
        ? part.problems().stream().map(problem -> problem.in("part " + part.position())).toList()
        : part.problems();
  }
}
