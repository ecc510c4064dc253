package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.audit.Retractions;
import dev.belfry.audit.Retractions.PostedPart;
import dev.belfry.post.AccountName;
import dev.belfry.post.DeliveryState;
import dev.belfry.post.NotPossible;
import dev.belfry.post.PartState;
import dev.belfry.post.PostId;
import dev.belfry.queue.ReadPost;
import dev.belfry.queue.StopRest;
import dev.belfry.queue.StoredPost;
import dev.belfry.queue.StoredPost.StoredDelivery;
import dev.belfry.release.RetractPost;
import dev.belfry.release.RetractPost.Asked;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * {@code belfry retract 42}: has the networks delete what Belfry posted, after asking. It may be
 * said again until everything is gone.
 */
final class RetractCommand implements Command {
  private final Workplace workplace;

  RetractCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  /**
   * What is to be taken back.
   *
   * @param part null: all of them
   * @param deliveries of the accounts that are meant
   * @param live what is live of it, account by account, the last part of each first
   */
  record Wanted(
      StoredPost post,
      @Nullable Integer part,
      List<StoredDelivery> deliveries,
      List<PostedPart> live) {}

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(Takes.parameter(0, "1", "POST", "Which post."));
    spec.addOption(Takes.one("--part", "NUMBER", "Only this part of a thread; default: all."))
        .addOption(TakesAccount.option("Only from this account; default: all."))
        .addOption(Takes.flag("--yes", "Don't ask first."))
        .addOption(
            Takes.flag(
                "--json",
                "Write {post, parts: [{account, part, remoteId, url, result, detail, until}]} as"
                    + " JSON; result is gone, not_now or refused."));
    spec.usageMessage()
        .description(
            "Delete from the networks what is published of a post, the last part first.",
            "What is not sent of it yet is taken out of the queue for good. Say it again where"
                + " something is left.");
    Takes.examples(
        spec,
        "belfry retract 42",
        "belfry retract 42 --part 3 --account x:me",
        "belfry retract 42 --yes");
  }

  @Override
  public ExitCode run(ParseResult given) {
    PostId post = TakesPost.of(given);
    @Nullable AccountName only = TakesAccount.of(given);
    @Nullable Integer part = part(given);
    TellRetracted tell = new TellRetracted(workplace, post, given.hasMatchedOption("--json"));
    Wanted wanted = workplace.database().lend(connection -> find(connection, post, part, only));
    if (wanted.live().isEmpty()) {
      tell.goneAlready(wanted);
      return ExitCode.FINE;
    }
    if (!given.hasMatchedOption("--yes") && !isConfirmed(given, wanted)) {
      workplace.console().err().println("belfry: nothing was deleted");
      return ExitCode.FAILED;
    }
    return tell.asked(wanted, retract(wanted)) ? ExitCode.FINE : ExitCode.FAILED;
  }

  private static @Nullable Integer part(ParseResult given) {
    @Nullable String written = given.matchedOptionValue("--part", null);
    if (written == null) {
      return null;
    }
    try {
      return Integer.valueOf(written);
    } catch (NumberFormatException e) {
      throw new ParameterException(
          given.commandSpec().commandLine(),
          "--part takes the number of a part, not \"%s\"".formatted(written));
    }
  }

  private static Wanted find(
      Connection connection, PostId id, @Nullable Integer part, @Nullable AccountName only)
      throws SQLException {
    StoredPost post = ReadPost.read(connection, id);
    List<StoredDelivery> deliveries =
        post.deliveries().stream()
            .filter(each -> only == null || each.account().name().equals(only))
            .toList();
    check(post, part, only, deliveries);
    List<AccountName> accounts = deliveries.stream().map(each -> each.account().name()).toList();
    return new Wanted(
        post,
        part,
        deliveries,
        Retractions.live(connection, id).stream()
            .filter(each -> accounts.contains(each.account()))
            .filter(each -> part == null || each.part() == part)
            .toList());
  }

  private static void check(
      StoredPost post,
      @Nullable Integer part,
      @Nullable AccountName only,
      List<StoredDelivery> deliveries) {
    if (only != null && deliveries.isEmpty()) {
      throw new NotPossible("post %s is not for %s".formatted(post.id(), only));
    }
    int parts = post.post().parts().size();
    if (part != null && (part < 1 || part > parts)) {
      throw new NotPossible("post %s has no part %d; it has %d".formatted(post.id(), part, parts));
    }
    // What a node has in hand is waited for, and looked at again when it is over.
    deliveries.stream()
        .filter(each -> !isInHand(each))
        .forEach(each -> StopRest.refuseDoubtful(post.id(), each));
    boolean wasLive =
        deliveries.stream()
            .flatMap(each -> each.parts().stream())
            .filter(each -> part == null || each.position() == part)
            .anyMatch(
                each -> each.state() == PartState.PUBLISHED || each.state() == PartState.RETRACTED);
    if (!wasLive && deliveries.stream().anyMatch(RetractCommand::isInHand)) {
      throw new NotPossible(
          "post %s is being sent right now; say it again in a moment".formatted(post.id()));
    }
    if (!wasLive) {
      throw new NotPossible(
          "nothing of %s is live, so there is nothing to take back; belfry delete %s deletes it here"
              .formatted(
                  part == null
                      ? "post " + post.id()
                      : "part %d of post %s".formatted(part, post.id()),
                  post.id()));
    }
  }

  private static boolean isInHand(StoredDelivery delivery) {
    return delivery.state() == DeliveryState.CLAIMED;
  }

  private boolean isConfirmed(ParseResult given, Wanted wanted) {
    if (!workplace.console().terminals().in()) {
      throw new ParameterException(
          given.commandSpec().commandLine(),
          "what is deleted from a network does not come back, and there is no terminal to ask at;"
              + " say --yes if you mean it");
    }
    return new ConfirmRetraction(workplace).ask(wanted);
  }

  private List<Asked> retract(Wanted wanted) {
    RetractPost retract =
        new RetractPost(
            workplace.database(), workplace.publishers(), workplace.clock(), workplace.actor());
    List<Asked> asked = new ArrayList<>();
    List<Account> accounts =
        wanted.deliveries().stream()
            .map(StoredDelivery::account)
            .filter(
                account -> wanted.live().stream().anyMatch(l -> l.account().equals(account.name())))
            .toList();
    for (Account account : accounts) {
      asked.addAll(retract.retract(wanted.post().id(), account, wanted.part()));
    }
    return asked;
  }
}
