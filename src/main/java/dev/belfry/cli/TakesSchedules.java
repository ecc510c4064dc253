package dev.belfry.cli;

import java.util.List;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Schedule files and folders of them, as parameters without a name. */
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

  /**
   * Refuses an account beside a file.
   *
   * @throws ParameterException where there is one
   */
  static void refuseAccount(ParseResult given) {
    if (given.hasMatchedOption("--account")) {
      throw new ParameterException(
          given.commandSpec().commandLine(),
          "nothing is planned in the slots of a file; apply it first, and name the schedule beside"
              + " --account");
    }
  }

  static List<String> of(ParseResult given) {
    return given.matchedPositionalValue(0, List.of());
  }
}
