package dev.belfry.cli;

import dev.belfry.cli.terminal.Console;
import dev.belfry.cli.terminal.Terminals;
import dev.belfry.compose.PostFile;
import dev.belfry.compose.RawPost;
import dev.belfry.compose.ReadText;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * One sitting at the editor: from the text as it was until what became of it is saved, or given up.
 * Whatever goes wrong, what the person typed is kept in a file and they are told where.
 */
final class EditSession {
  /** What images that the person adds are relative to. */
  static final Path FOLDER = Path.of("").toAbsolutePath();

  private final Workplace workplace;
  private final RunEditor editor;
  private final Consumer<RawPost> save;

  /**
   * @param save saves the post, or says what is wrong with it
   */
  EditSession(Workplace workplace, RunEditor editor, Consumer<RawPost> save) {
    this.workplace = workplace;
    this.editor = editor;
    this.save = save;
  }

  ExitCode edit(String name, String text) throws IOException, InterruptedException {
    Path file = Files.createTempFile(name + "-", ".md"); // which nobody else can read
    Files.writeString(file, text);
    boolean keep = false;
    try {
      int code = editor.open(file);
      keep = !isUnchanged(file, text);
      if (code != 0) {
        return failed(code, keep, file);
      }
      if (!keep) {
        workplace.console().out().println("You changed nothing, so nothing has changed.");
        return ExitCode.FINE;
      }
      saveOrEditAgain(file);
      keep = false;
      return ExitCode.FINE;
    } finally {
      if (!keep) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static boolean isUnchanged(Path file, String text) throws IOException {
    return Arrays.equals(Files.readAllBytes(file), text.getBytes(StandardCharsets.UTF_8));
  }

  private ExitCode failed(int code, boolean typed, Path file) {
    workplace
        .console()
        .err()
        .printf(
            "belfry: the editor (%s) ended with %d, so nothing has changed%s%n",
            editor.command(), code, typed ? "; what you wrote is in " + file : "");
    return ExitCode.FAILED;
  }

  private void saveOrEditAgain(Path file) throws IOException, InterruptedException {
    while (true) {
      try {
        save.accept(PostFile.parse(ReadText.file(file), FOLDER));
        return;
      } catch (InvalidInput e) {
        if (!mayAsk()) {
          throw new InvalidInput(with(e.problems(), kept(file)));
        }
        e.problems().forEach(problem -> tell(problem.toString()));
        if (!wantsToGoOn()) {
          throw new InvalidInput(List.of(kept(file)));
        }
      } catch (RuntimeException e) {
        tell(kept(file).toString());
        throw e;
      }
      int code = editor.open(file);
      if (code != 0) {
        throw new InvalidInput(
            List.of(new Problem("", "the editor ended with " + code), kept(file)));
      }
    }
  }

  private static List<Problem> with(List<Problem> problems, Problem last) {
    List<Problem> all = new ArrayList<>(problems);
    all.add(last);
    return all;
  }

  private static Problem kept(Path file) {
    return new Problem(
        "", "nothing has changed; what you wrote is in %s (-f takes it up again)".formatted(file));
  }

  /** Elsewhere than on a terminal nobody could answer. */
  private boolean mayAsk() {
    Terminals terminals = workplace.console().terminals();
    return terminals.in() && terminals.err();
  }

  private boolean wantsToGoOn() throws IOException {
    Console console = workplace.console();
    console.err().print("Edit it again? [Y/n] ");
    console.err().flush();
    String answer = line(console);
    return !answer.isEmpty() && !answer.strip().toLowerCase(Locale.ROOT).startsWith("n");
  }

  /** With its line end: empty where nobody answers any more. */
  private static String line(Console console) throws IOException {
    StringBuilder line = new StringBuilder();
    int next;
    while ((next = console.in().read()) >= 0) {
      line.append((char) next);
      if (next == '\n') {
        break;
      }
    }
    return line.toString();
  }

  private void tell(String sentence) {
    workplace.console().tell(sentence);
  }
}
