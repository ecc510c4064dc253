package dev.belfry.cli;

import java.util.List;
import picocli.CommandLine.Model.PositionalParamSpec;
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

  static List<String> of(ParseResult given) {
    return given.matchedPositionalValue(0, List.of());
  }
}
