package dev.belfry.compose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.belfry.post.Dollars;
import dev.belfry.post.InvalidInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** YAML to {@link XPrices}: {@code x-prices.yaml}, as the one that comes with Belfry. */
public final class ReadXPrices {
  /** What the file is called, in the home folder as well as in the program. */
  public static final String FILE = "x-prices.yaml";

  private static final String DATE = "date";
  private static final String SOURCE = "source";
  private static final String POST = "post";
  private static final String POST_WITH_LINK = "post-with-link";
  private static final String ALT_TEXT = "alt-text";
  private static final String DELETE = "delete";
  private static final List<String> NAMES =
      List.of(DATE, SOURCE, POST, POST_WITH_LINK, ALT_TEXT, DELETE);

  private final ProblemList problems = new ProblemList();

  private ReadXPrices() {}

  /**
   * Reads a list; every price must stand in it.
   *
   * @throws InvalidInput with every problem, each with its line
   */
  public static XPrices read(String yaml) {
    return new ReadXPrices().prices(yaml);
  }

  /**
   * The person's own list where there is one, else the one that comes with Belfry.
   *
   * @param home the folder in which it would be
   * @throws InvalidInput with every problem, each with the file and its line
   */
  public static XPrices in(Path home) {
    Path file = home.resolve(FILE);
    if (!Files.exists(file)) {
      return XPrices.builtIn();
    }
    try {
      return read(Files.readString(file));
    } catch (IOException e) {
      throw new InvalidInput(file.toString(), "can't be read as text in UTF-8: " + e);
    } catch (InvalidInput e) {
      throw new InvalidInput(
          e.problems().stream().map(problem -> problem.in(file.toString())).toList());
    }
  }

  static XPrices builtIn() {
    try (InputStream in = requireNonNull(ReadXPrices.class.getResourceAsStream("/" + FILE))) {
      return read(new String(in.readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private XPrices prices(String yaml) {
    Node root =
        PlainYaml.compose(yaml)
            .orElseThrow(() -> new InvalidInput("", "there are no prices in it"));
    YamlFields fields = new YamlFields(root, NAMES, problems);
    LocalDate date = date(fields);
    Optional<String> source = wanted(fields, SOURCE);
    XPrices prices =
        new XPrices(
            date,
            source.orElse(""),
            price(fields, POST),
            price(fields, POST_WITH_LINK),
            price(fields, ALT_TEXT),
            price(fields, DELETE));
    problems.throwIfAny();
    return prices;
  }

  private LocalDate date(YamlFields fields) {
    Optional<String> written = wanted(fields, DATE);
    try {
      return written.map(LocalDate::parse).orElse(LocalDate.EPOCH);
    } catch (DateTimeParseException e) {
      fields.problem(
          DATE, "\"%s\" is no date; write it as 2026-12-31".formatted(written.orElseThrow()));
      return LocalDate.EPOCH;
    }
  }

  private Dollars price(YamlFields fields, String name) {
    Optional<String> written = wanted(fields, name);
    Optional<Dollars> price = written.flatMap(Dollars::of);
    if (written.isPresent() && price.isEmpty()) {
      fields.problem(
          name,
          "\"%s\" is no price in US dollars; write it as 0.015".formatted(written.orElseThrow()));
    }
    return price.orElse(Dollars.ZERO);
  }

  private Optional<String> wanted(YamlFields fields, String name) {
    Optional<String> written = fields.text(name);
    if (written.isEmpty()) {
      fields.problem(name, "\"%s\" is missing".formatted(name));
    }
    return written;
  }
}
