package dev.belfry.cli;

import dev.belfry.post.AccountName;
import dev.belfry.post.DeliveryState;
import dev.belfry.queue.ListDeliveries;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** {@code belfry list}: every post, with a line for each account that it is for. */
final class ListCommand implements Command {
  private final Workplace workplace;

  ListCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addOption(Takes.one("--state", "STATE", "Only in this state: draft, scheduled, held, …"))
        .addOption(TakesAccount.option("Only for this account."))
        .addOption(
            Takes.flag(
                "--json",
                "Write [{post, account, state, dueAt, zone, parts, text, reason, nextLookAt, hold}]"
                    + " as JSON."));
    Takes.examples(spec, "belfry list --state draft");
  }

  @Override
  public ExitCode run(ParseResult given) {
    @Nullable AccountName name = TakesAccount.of(given);
    @Nullable DeliveryState state = state(given);
    TellHolds.tell(workplace);
    new PrintDeliveries(workplace)
        .print(
            workplace.database().lend(connection -> ListDeliveries.all(connection, state, name)),
            given.hasMatchedOption("--json"),
            state == null && name == null
                ? "There are no posts yet; belfry draft \"text\" writes one."
                : "There are no such posts.");
    return ExitCode.FINE;
  }

  private static @Nullable DeliveryState state(ParseResult given) {
    @Nullable String written = given.matchedOptionValue("--state", null);
    return written == null
        ? null
        : DeliveryState.of(written)
            .orElseThrow(
                () ->
                    new ParameterException(
                        given.commandSpec().commandLine(),
                        "there is no state \"%s\"; there are %s"
                            .formatted(
                                written,
                                Stream.of(DeliveryState.values())
                                    .map(DeliveryState::word)
                                    .collect(Collectors.joining(", ")))));
  }
}
