package dev.belfry.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The README's tour, typed again: each command of its console blocks must print what stands there,
 * but for times, request hashes, and who is asking.
 */
final class ReadmeTest {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```console\\n(.*?)^```$");
  private static final Pattern PROMPT = Pattern.compile("(?m)^\\$ ");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  /** The tour plans for this day, which will be past one day; the test plans for one to come. */
  private static final String DAY = "2027-03-02";

  private record Step(String command, String printed) {
    /** What the input is refused with is all that such a command prints. */
    boolean isRefused() {
      return printed.startsWith("belfry: ");
    }

    static Step of(String typed) {
      int end = typed.indexOf('\n');
      return new Step(typed.substring(0, end), typed.substring(end + 1));
    }
  }

  @Test
  void the_tour_prints_what_the_readme_says(@TempDir Path folder) throws IOException {
    try (Belfry belfry = Belfry.embedded(folder)) {
      belfry.set("HOSTNAME", "lab");
      for (Step step : tour()) {
        if (step.command().startsWith("cat ")) {
          Files.writeString(folder.resolve(step.command().substring(4)), step.printed());
        } else {
          assertThat(normal(printed(belfry, step, folder)))
              .as(step.command())
              .isEqualTo(normal(step.printed()));
        }
      }
    }
  }

  private static String printed(Belfry belfry, Step step, Path folder) {
    if (!step.isRefused()) {
      return belfry.run(words(step.command(), folder));
    }
    Belfry.Ran ran = belfry.attempt(words(step.command(), folder));
    assertThat(ran.exit()).as(step.command()).isEqualTo(3);
    assertThat(ran.out()).isEmpty();
    return ran.err();
  }

  private static List<Step> tour() throws IOException {
    List<Step> steps = new ArrayList<>();
    Matcher block = BLOCK.matcher(Files.readString(Path.of("README.md")));
    while (block.find()) {
      PROMPT
          .splitAsStream(block.group(1))
          .filter(step -> !step.isEmpty())
          .map(Step::of)
          .forEach(steps::add);
    }
    assertThat(steps).hasSizeGreaterThan(10);
    assertThat(steps).as("what is refused is typed, too").anyMatch(Step::isRefused);
    return steps;
  }

  private static String[] words(String command, Path folder) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(command);
    while (word.find()) {
      words.add(word.group(1) != null ? word.group(1) : word.group(2));
    }
    assertThat(words.remove(0)).isEqualTo("belfry");
    return words.stream()
        .map(w -> w.replace(DAY, LocalDate.now(ZoneOffset.UTC).plusDays(90).toString()))
        .map(w -> Files.isRegularFile(folder.resolve(w)) ? folder.resolve(w).toString() : w)
        .toArray(String[]::new);
  }

  /** What differs from run to run made equal, and with it how far columns are apart. */
  private static String normal(String printed) {
    return printed
        .replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d (Z|[+-]\\d\\d:\\d\\d)", "<time>")
        .replaceAll("\\w{3} \\d+ \\w{3} \\d{4} [0-9:]+ (\\S+) \\(.*\\)", "<time in $1>")
        .replaceAll("request [0-9a-f]{12}", "request <hash>")
        .replaceAll("\\S+@lab\\b", "<person>")
        .replaceAll(" {2,}", " ");
  }
}
