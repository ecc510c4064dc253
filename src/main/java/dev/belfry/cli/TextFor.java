package dev.belfry.cli;

import dev.belfry.post.ClosestName;
import dev.belfry.post.Network;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * {@code --text-for NETWORK TEXT}: what a network gets instead of a part's text.
 *
 * @param part the number of the part, which is how many of them stand before it
 */
record TextFor(int part, Network network, String text) {
  private static final String NAME = "--text-for";

  /**
   * The option.
   *
   * @param parts the option that gives a part; null where there is only one
   */
  static OptionSpec option(@Nullable String parts) {
    return OptionSpec.builder(NAME)
        .type(List.class)
        .auxiliaryTypes(TextFor.class)
        .arity("2")
        .paramLabel("NETWORK TEXT")
        .hideParamSyntax(true)
        .description("What a network gets instead of the text; may be given several times.")
        .parameterConsumer((words, option, command) -> consume(words, option, command, parts))
        .build();
  }

  /** For each of so many parts, what networks get instead of its text. */
  static List<Map<Network, String>> wordings(ParseResult given, int parts) {
    List<Map<Network, String>> wordings = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      wordings.add(new EnumMap<>(Network.class));
    }
    for (TextFor each : all(given.commandSpec().findOption(NAME))) {
      if (each.part() == 0) {
        throw new ParameterException(
            given.commandSpec().commandLine(),
            "give the text first, and behind it with %s what a network gets instead"
                .formatted(NAME));
      }
      Map<Network, String> wording = wordings.get(each.part() - 1);
      if (wording.putIfAbsent(each.network(), each.text()) != null) {
        throw new ParameterException(
            given.commandSpec().commandLine(),
            "there are two texts for %s; give one".formatted(each.network().title()));
      }
    }
    return wordings;
  }

  static boolean isGiven(ParseResult given) {
    return !all(given.commandSpec().findOption(NAME)).isEmpty();
  }

  private static void consume(
      Stack<String> words, ArgSpec option, CommandSpec command, @Nullable String parts) {
    if (words.size() < 2) {
      throw new ParameterException(
          command.commandLine(),
          NAME
              + " takes a network and a text, such as "
              + NAME
              + " bluesky \"The bells are back\"");
    }
    Network network = network(command, words.pop());
    List<TextFor> all = new ArrayList<>(all(option));
    all.add(new TextFor(part(command, parts), network, words.pop()));
    option.setValue(all);
  }

  private static int part(CommandSpec command, @Nullable String parts) {
    if (parts == null) {
      return 1;
    }
    List<?> given = command.findOption(parts).getValue();
    return given == null ? 0 : given.size();
  }

  private static Network network(CommandSpec command, String word) {
    return Network.of(word)
        .orElseThrow(
            () -> {
              List<String> words = Stream.of(Network.values()).map(Network::word).toList();
              String hint = ClosestName.hint(word, words);
              return new ParameterException(
                  command.commandLine(),
                  "%s takes x, bluesky or mastodon, not \"%s\"%s".formatted(NAME, word, hint));
            });
  }

  private static List<TextFor> all(ArgSpec option) {
    List<TextFor> all = option.getValue();
    return all == null ? List.of() : all;
  }
}
