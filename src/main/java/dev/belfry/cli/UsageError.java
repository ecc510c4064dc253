package dev.belfry.cli;

import dev.belfry.post.ClosestName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** One line about a command line that can't be understood. */
final class UsageError {
  private UsageError() {}

  static String sentence(ParameterException e) {
    CommandSpec spec = e.getCommandLine().getCommandSpec();
    String sentence =
        e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()
            ? unmatched(unmatched, spec)
            : message(e);
    String see = sentence.endsWith("?") ? " See " : "; see ";
    return sentence + see + spec.qualifiedName() + " --help";
  }

  private static String unmatched(UnmatchedArgumentException e, CommandSpec spec) {
    String written = e.getUnmatched().get(0);
    if (!e.isUnknownOption()) {
      return spec.userObject() == null
          ? noCommand(written, spec.subcommands().keySet())
          : "there is no place for \"%s\" here%s"
              .formatted(written, ClosestName.hint(written, spec.subcommands().keySet()));
    }
    if (written.contains(" ")) {
      return message(e) + "; put -- before a text that starts with a hyphen";
    }
    List<String> names = new ArrayList<>(spec.optionsMap().keySet());
    names.addAll(spec.subcommands().keySet());
    int value = written.indexOf('=');
    String name = value < 0 ? written : written.substring(0, value);
    return message(e) + ClosestName.hint(name, names);
  }

  /** What is said of a command that does not exist. */
  static String noCommand(String written, Collection<String> commands) {
    return "there is no command \"" + written + "\"" + ClosestName.hint(written, commands);
  }

  private static String message(ParameterException e) {
    String message = e.getMessage();
    return message == null || message.isEmpty() ? "wrong usage" : lowerFirst(message);
  }

  private static String lowerFirst(String message) {
    return Character.toLowerCase(message.charAt(0)) + message.substring(1);
  }
}
