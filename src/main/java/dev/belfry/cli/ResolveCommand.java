package dev.belfry.cli;

import dev.belfry.audit.ResolveDoubt;
import dev.belfry.cli.DecideDoubt.Verdict;
import dev.belfry.post.AccountName;
import dev.belfry.post.NotPossible;
import dev.belfry.post.PostId;
import dev.belfry.publish.OpenAttempt;
import dev.belfry.queue.ReadPost;
import dev.belfry.queue.StoredPost;
import dev.belfry.queue.StoredPost.StoredDelivery;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * {@code belfry resolve 42 --posted URL | --not-posted}: a person says whether a part is live of
 * which nobody else can tell.
 */
final class ResolveCommand implements Command {
  /**
   * What a person is told.
   *
   * @param goesOn the account for which the post goes on, unless that is held
   */
  private record Resolved(String words, List<AccountName> goesOn) {}

  private final Workplace workplace;

  ResolveCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(Takes.parameter(0, "1", "POST", "A post that is unconfirmed."));
    spec.addOption(Takes.one("--posted", "URL", "It is live, at this address."))
        .addOption(Takes.flag("--not-posted", "It is not live; it is sent again now."))
        .addOption(TakesAccount.option("Where it is in doubt, if in several places."))
        .addOption(Takes.one("--reason", "TEXT", "How you know; kept in the history."));
    Takes.examples(
        spec,
        "belfry resolve 42 --posted https://x.com/me/status/1860000000000000000",
        "belfry resolve 42 --not-posted --reason \"looked at the timeline\"");
  }

  @Override
  public ExitCode run(ParseResult given) {
    PostId post = TakesPost.of(given);
    @Nullable String url = given.matchedOptionValue("--posted", null);
    if ((url == null) != given.hasMatchedOption("--not-posted")) {
      throw new ParameterException(
          given.commandSpec().commandLine(), "say either --posted URL or --not-posted");
    }
    Verdict verdict = new Verdict(url, given.matchedOptionValue("--reason", ""));
    @Nullable AccountName name = TakesAccount.of(given);
    Resolved resolved =
        workplace
            .database()
            .inTransaction(connection -> resolve(connection, given, post, name, verdict));
    workplace.console().out().println(resolved.words());
    TellHolds.tell(workplace, resolved.goesOn());
    return ExitCode.FINE;
  }

  private Resolved resolve(
      Connection connection,
      ParseResult given,
      PostId post,
      @Nullable AccountName account,
      Verdict verdict)
      throws SQLException {
    List<OpenAttempt> doubts =
        ResolveDoubt.lock(connection, post).stream()
            .filter(each -> account == null || each.account().equals(account))
            .toList();
    StoredPost stored = ReadPost.read(connection, post);
    if (doubts.isEmpty()) {
      return new Resolved(settledAlready(stored, account, verdict), List.of());
    }
    OpenAttempt doubt = theOnly(given, post, doubts);
    return new Resolved(
        new DecideDoubt(workplace).decide(connection, stored, doubt, verdict),
        List.of(doubt.account()));
  }

  private static OpenAttempt theOnly(ParseResult given, PostId post, List<OpenAttempt> doubts) {
    if (doubts.size() > 1) {
      throw new ParameterException(
          given.commandSpec().commandLine(),
          "post %s is in doubt for %s; say which with --account"
              .formatted(
                  post,
                  doubts.stream()
                      .map(each -> each.account().toString())
                      .collect(Collectors.joining(" and "))));
    }
    return doubts.get(0);
  }

  /** Who says the same again is told that all is well; who says something else is not. */
  private static String settledAlready(
      StoredPost stored, @Nullable AccountName account, Verdict verdict) {
    List<StoredDelivery> deliveries =
        stored.deliveries().stream()
            .filter(each -> account == null || each.account().name().equals(account))
            .toList();
    if (deliveries.isEmpty() && account != null) {
      throw new NotPossible("post %s is not for %s".formatted(stored.id(), account));
    }
    boolean isThere =
        deliveries.stream()
            .flatMap(each -> each.parts().stream())
            .anyMatch(part -> part.url() != null && Objects.equals(part.url(), verdict.url()));
    if (isThere) {
      return "Post %s is settled already: it is live at %s.".formatted(stored.id(), verdict.url());
    }
    throw new NotPossible(
        "nothing of post %s is in doubt%s; belfry show %s tells where it stands"
            .formatted(stored.id(), states(deliveries), stored.id()));
  }

  private static String states(List<StoredDelivery> deliveries) {
    return deliveries.isEmpty()
        ? ""
        : deliveries.stream()
            .map(each -> each.account().name() + " is " + each.state().word())
            .collect(Collectors.joining(", ", ": ", ""));
  }
}
