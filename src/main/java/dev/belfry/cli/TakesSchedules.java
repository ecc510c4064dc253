package dev.belfry.cli;

import dev.belfry.cli.ScheduleFiles.Found;
import dev.belfry.post.AccountName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Schedules, their files and folders of them, as parameters without a name. */
final class TakesSchedules {
  private TakesSchedules() {}

  static PositionalParamSpec files() {
    return PositionalParamSpec.builder()
        .index("0..*")
        .arity("0..*")
        .type(List.class)
        .auxiliaryTypes(String.class)
        .paramLabel("FILE|DIR")
        .description("Schedule files, or folders of them; default: the folder schedules.")
        .build();
  }

  static List<String> of(ParseResult given) {
    return given.matchedPositionalValue(0, List.of());
  }

  /**
   * The slots of the schedule or the file that is named first, or of all schedules.
   *
   * @throws ParameterException where an account is named beside a file
   */
  static SlotStates slots(ParseResult given, Workplace workplace, Instant now) {
    @Nullable String name = given.matchedPositionalValue(0, null);
    if (name == null || !ScheduleFiles.isFile(name)) {
      @Nullable AccountName account = TakesAccount.of(given);
      return workplace.database().lend(c -> SlotStates.read(c, name, account, now));
    }
    if (TakesAccount.isGiven(given)) {
      throw new ParameterException(
          given.commandSpec().commandLine(),
          "nothing is planned in the slots of a file; apply it first, and name the schedule beside"
              + " --account");
    }
    return SlotStates.of(ScheduleFiles.read(List.of(name)).stream().map(Found::schedule).toList());
  }
}
