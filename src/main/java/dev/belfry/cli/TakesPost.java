package dev.belfry.cli;

import dev.belfry.post.PostId;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The number of a post, as the first parameter. */
final class TakesPost {
  private TakesPost() {}

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
