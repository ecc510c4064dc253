package dev.belfry.cli;

import dev.belfry.cli.terminal.Console;
import dev.belfry.cli.terminal.VisibleText;
import dev.belfry.publish.LogIn;
import dev.belfry.publish.LogInFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The person at the console. What they are asked goes to standard error; what they answer comes
 * from standard input, typed or piped, a line for each question.
 */
final class ConsolePerson implements LogIn.Person {
  private final Workplace workplace;
  private final Console console;
  private final OpenPage pages;

  ConsolePerson(Workplace workplace) {
    this.workplace = workplace;
    this.console = workplace.console();
    this.pages = new OpenPage(workplace);
  }

  @Override
  public void tell(String words) {
    console.err().println(VisibleText.lines(words));
  }

  @Override
  public void show(URI page) {
    console.err().println("  " + VisibleText.oneLine(page.toString()));
    pages.open(page);
  }

  @Override
  public String ask(String prompt) {
    prompt(prompt);
    try {
      return answer(prompt, console.readLine());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      endLine(/* hidden= */ false);
    }
  }

  @Override
  public String askSecret(String prompt, String variable) {
    String set = workplace.environment(variable).strip();
    if (!set.isEmpty()) {
      console.err().printf("%s: taken from %s%n", bare(prompt), variable);
      return set;
    }
    prompt(prompt);
    try {
      return answer(bare(prompt) + ", and " + variable + " is not set", console.readHidden());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      endLine(/* hidden= */ true);
    }
  }

  /** A terminal that shows what is typed shows the line's end, too. */
  private void endLine(boolean hidden) {
    if (hidden || !console.terminals().in()) {
      console.err().println();
    }
  }

  private void prompt(String prompt) {
    console.err().print(bare(prompt) + ": ");
    console.err().flush();
  }

  private static String bare(String prompt) {
    String line = VisibleText.oneLine(prompt).stripTrailing();
    return line.endsWith(":") ? line.substring(0, line.length() - 1) : line;
  }

  private static String answer(String prompt, @Nullable String line) {
    String answer = line == null ? "" : line.strip();
    if (answer.isEmpty()) {
      throw new LogInFailed(
          "nothing was given for: %s; nothing is kept, so log in again".formatted(bare(prompt)));
    }
    return answer;
  }
}
