package dev.belfry.cli;

import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The kinds of things that a command takes, in one line each. */
final class Takes {
  private Takes() {}

  /** {@code --now}: {@code matchedOptionValue("--now", false)} tells whether it was given. */
  static OptionSpec flag(String name, String description) {
    return OptionSpec.builder(name).type(boolean.class).arity("0").description(description).build();
  }

  /** {@code --zone ZONE}, as a {@code String}. */
  static OptionSpec one(String name, String label, String description) {
    return OptionSpec.builder(name)
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  /** {@code --to ACCOUNT --to ACCOUNT}, as a {@code List<String>} in the order given. */
  static OptionSpec many(String name, String label, String description) {
    return OptionSpec.builder(name)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  /**
   * A parameter without a name, as a {@code String}.
   *
   * @param index from 0
   * @param arity {@code 1}, or {@code 0..1} where it may be left out
   */
  static PositionalParamSpec parameter(int index, String arity, String label, String description) {
    return PositionalParamSpec.builder()
        .index(Integer.toString(index))
        .arity(arity)
        // Without it, an empty word would be taken for what nobody said: for this folder, say.
        .required(!arity.startsWith("0"))
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  /** What stands at the end of a command's help: how it is used. */
  static void examples(CommandSpec spec, String... lines) {
    spec.usageMessage()
        .footer(
            Stream.concat(Stream.of("", "Example:"), Stream.of(lines).map("  "::concat))
                .toArray(String[]::new));
  }
}
