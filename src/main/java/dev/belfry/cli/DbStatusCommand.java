package dev.belfry.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code belfry db status [--json]}: how the database's server stands. Starts nothing; ends with
 * {@link ExitCode#DATABASE_UNREACHABLE} where it accepts no connections.
 */
final class DbStatusCommand implements Command {
  /**
   * What {@code --json} writes.
   *
   * @param url null as long as there is no database
   */
  record View(boolean embedded, boolean up, @Nullable String url, String status) {}

  private final Workplace workplace;

  DbStatusCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addOption(Takes.flag("--json", "Write {embedded, up, url, status} as JSON."));
    Takes.examples(
        spec,
        "belfry db status",
        "belfry db status >/dev/null || echo \"down (5)\"   # 0 where it is up");
  }

  @Override
  public ExitCode run(ParseResult given) {
    DatabaseServer server = workplace.server();
    boolean up = server.isUp();
    if (given.hasMatchedOption("--json")) {
      new Json(workplace.console())
          .write(new View(server.isEmbedded(), up, server.url().orElse(null), server.status()));
    } else {
      workplace.console().out().println(sentence(server.status()));
    }
    return up ? ExitCode.FINE : ExitCode.DATABASE_UNREACHABLE;
  }

  /** A status as it stands by itself; what the driver said may have its full stop already. */
  static String sentence(String status) {
    return Character.toUpperCase(status.charAt(0))
        + status.substring(1)
        + (status.endsWith(".") ? "" : ".");
  }
}
