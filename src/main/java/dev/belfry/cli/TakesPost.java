package dev.belfry.cli;

import dev.belfry.post.PostId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The number of a post, as the first parameter. */
final class TakesPost {
  private TakesPost() {}

  /** {@code POST…}, from that parameter on. */
  static PositionalParamSpec several(int index, String description) {
    return PositionalParamSpec.builder()
        .index(index + "..*")
        .arity("1..*")
        .required(true)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .paramLabel("POST")
        .description(description)
        .build();
  }

  /**
   * The numbers of posts, each once, in the order given.
   *
   * @throws ParameterException where one is none
   */
  static Set<PostId> several(ParseResult given, List<String> written) {
    Set<PostId> posts = new LinkedHashSet<>();
    written.forEach(each -> posts.add(of(given, each)));
    return posts;
  }

  /**
   * The post's number.
   *
   * @throws ParameterException where it is none
   */
  static PostId of(ParseResult given) {
    return of(given, given.matchedPositionalValue(0, ""));
  }

  /**
   * The number of another post.
   *
   * @throws ParameterException where it is none
   */
  static PostId of(ParseResult given, String written) {
    String digits = written.startsWith("#") ? written.substring(1) : written;
    try {
      long number = Long.parseLong(digits);
      if (number > 0) {
        return new PostId(number);
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new ParameterException(
        given.commandSpec().commandLine(),
        "\"%s\" is not the number of a post; belfry list shows them".formatted(written));
  }
}
