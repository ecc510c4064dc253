package dev.belfry.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/** The options that every command takes, before or after its name. */
final class GlobalOptions {
  private boolean verbose;

  /** Whether failures are shown with their stack traces. */
  boolean verbose() {
    return verbose;
  }

  void addTo(CommandSpec root) {
    root.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .scopeType(ScopeType.INHERIT)
            .description("Show this help.")
            .build());
    root.addOption(
        OptionSpec.builder("-v", "--verbose")
            .type(boolean.class)
            .arity("0")
            .scopeType(ScopeType.INHERIT)
            .setter(new RememberVerbose())
            .description("Show where a failure came from.")
            .build());
  }

  private final class RememberVerbose implements ISetter {
    @Override
    @SuppressWarnings("unchecked") // the old value, which nobody reads
    public <T> T set(T value) {
      verbose = verbose || Boolean.TRUE.equals(value);
      return value;
    }
  }
}
