package dev.belfry.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.belfry.media.Images;
import dev.belfry.media.MadeMp4;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The README's commands, typed again: each one of its console blocks must print what stands there,
 * but for times, sizes, hashes, and who is asking.
 */
@Tag("slow")
final class ReadmeTest {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```console\\n(.*?)^```$");
  private static final Pattern PROMPT = Pattern.compile("(?m)^\\$ ");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  private record Step(List<String> words, String printed) {
    /** What the input is refused with is all that such a command prints. */
    boolean isRefused() {
      return printed.lines().allMatch(line -> line.startsWith("belfry: "));
    }

    String program() {
      return words.get(0);
    }

    String word(int index) {
      return words.get(index);
    }

    static Step of(String typed) {
      int end = typed.indexOf('\n');
      List<String> words = new ArrayList<>();
      Matcher word = WORD.matcher(typed.substring(0, end));
      while (word.find()) {
        words.add(word.group(1) != null ? word.group(1) : word.group(2));
      }
      return new Step(words, typed.substring(end + 1));
    }
  }

  @Test
  void what_is_typed_prints_what_the_readme_says(@TempDir Path folder) throws IOException {
    try (Belfry belfry = Belfry.embedded(folder).in(folder)) {
      belfry.set("HOSTNAME", "lab");
      takePictures(folder);
      for (Step step : steps()) {
        switch (step.program()) {
          case "cat" -> write(folder.resolve(step.word(1)), step.printed());
          case "mv" -> Files.move(folder.resolve(step.word(1)), folder.resolve(step.word(2)));
          case "belfry" -> type(step, belfry);
          default -> fail("%s is no program of this test", step.program());
        }
      }
    }
  }

  /** What the README has and can't show. */
  private static void takePictures(Path folder) throws IOException {
    Files.write(folder.resolve("bell.jpg"), Images.draw("jpeg", 2400, 1800));
    Files.write(folder.resolve("bells.mp4"), new MadeMp4().withSamples(4_200).bytes());
  }

  private static void write(Path file, String content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private static void type(Step step, Belfry belfry) {
    List<String> args = step.words().subList(1, step.words().size());
    Belfry.Ran ran = belfry.attempt(args.toArray(String[]::new));
    assertThat(ran.exit()).as("%s: %s", args, ran.err()).isEqualTo(step.isRefused() ? 3 : 0);
    if (step.isRefused()) {
      assertThat(ran.out()).as("%s", args).isEmpty();
    }
    // What is said aside, on standard error, may be left out.
    String results = step.isRefused() ? ran.err() : ran.out();
    assertThat(normal(step.printed()))
        .as("%s", args)
        .isIn(normal(results), normal(ran.err() + ran.out()));
  }

  private static List<Step> steps() throws IOException {
    List<Step> steps = new ArrayList<>();
    Matcher block = BLOCK.matcher(readme());
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

  /** It plans for a day which will be past one day; here for one to come. */
  private static String readme() throws IOException {
    LocalDate day = LocalDate.now(ZoneOffset.UTC).plusDays(90);
    return Files.readString(Path.of("README.md"))
        .replace("2027-03-02", day.toString())
        .replace("2027-03", YearMonth.from(day).toString());
  }

  /** What differs from run to run made equal, and with it how far columns are apart. */
  private static String normal(String printed) {
    return printed
        .replaceAll("(\\d{4}-\\d\\d-\\d\\d )?\\d\\d:\\d\\d:\\d\\d (Z|[+-]\\d\\d:\\d\\d)", "<time>")
        .replaceAll("\\w{3} \\d+ \\w{3} \\d{4} [0-9:]+ (\\S+) \\(.*\\)", "<time in $1>")
        .replaceAll("(\\w{3}) \\d+ \\w{3} \\d{4}", "$1 <day>")
        .replaceAll("\\b\\d{4}-\\d\\d\\b(?!-)", "<month>")
        .replaceAll("request [0-9a-f]{12}", "request <hash>")
        .replaceAll("\\b[0-9a-f]{64}\\b", "<SHA-256>")
        .replaceAll("\\d[0-9.,]* (bytes|[kM]B)", "<size>")
        .replaceAll("\\d+×\\d+", "<width>×<height>")
        .replaceAll("\\S+@lab\\b", "<person>")
        .replaceAll(" {2,}", " ")
        .replaceAll("<month> (\\S+) .*: nothing is charged", "<months of $1>")
        .replaceAll("(<months of \\S+>\n)\\1+", "$1");
  }
}
