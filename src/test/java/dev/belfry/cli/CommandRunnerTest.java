package dev.belfry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.cli.terminal.Screen;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.NotPossible;
import dev.belfry.post.Problem;
import dev.belfry.sql.DatabaseException;
import dev.belfry.sql.DatabaseFull;
import dev.belfry.sql.DatabaseUnreachable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class CommandRunnerTest {
  private final Screen screen = Screen.files();

  private int run(FakeCommand.Act act, String... args) {
    List<CommandEntry> entries =
        List.of(
            CommandEntry.of("fake", Goal.WRITE, "do as told", w -> new FakeCommand(act))
                .asEssential(),
            CommandEntry.group(
                "account",
                Goal.SET_UP,
                "look after accounts",
                CommandEntry.of("add", Goal.SET_UP, "add one", w -> new FakeCommand(act)),
                CommandEntry.of("list", Goal.SET_UP, "list them", w -> new FakeCommand(act))));
    return new CommandRunner(new FakeWorkplace(screen), entries).run(args);
  }

  private int failWith(Exception e, String... args) {
    return run(
        command -> {
          throw e;
        },
        args.length == 0 ? new String[] {"fake"} : args);
  }

  @Test
  void a_command_that_ends_well_exits_with_0() {
    assertThat(run(command -> screen.console().out().println("done"), "fake")).isZero();
    assertThat(screen.out()).isEqualTo("done\n");
    assertThat(screen.err()).isEmpty();
  }

  @Test
  void each_problem_of_the_input_stands_on_its_own_line() {
    InvalidInput e =
        new InvalidInput(
            List.of(
                new Problem("part 2", "3 characters too long").in("line 4"),
                new Problem("--at", "in the past")));
    assertThat(failWith(e)).isEqualTo(3);
    assertThat(screen.err())
        .isEqualTo("belfry: line 4, part 2: 3 characters too long\nbelfry: --at: in the past\n");
    assertThat(screen.out()).isEmpty();
  }

  @Test
  void what_is_not_possible_exits_with_4() {
    assertThat(failWith(new NotPossible("there is no post 42"))).isEqualTo(4);
    assertThat(screen.err()).isEqualTo("belfry: there is no post 42\n");
  }

  @Test
  void an_unreachable_database_exits_with_5_and_says_what_to_do() {
    assertThat(failWith(new DatabaseUnreachable(new SQLException("refused", "08001"))))
        .isEqualTo(5);
    assertThat(screen.err())
        .startsWith("belfry: the database can't be reached: refused\n")
        .contains("BELFRY_DB_URL", "belfry db start", "belfry doctor");
  }

  @Test
  void a_cause_that_is_known_is_told_rather_than_its_wrapping() {
    assertThat(failWith(new CompletionException(new NotPossible("no such account")))).isEqualTo(4);
    assertThat(screen.err()).isEqualTo("belfry: no such account\n");
  }

  @Test
  void a_full_disk_is_told_in_a_sentence() {
    IOException full = new IOException("No space left on device");
    assertThat(failWith(new UncheckedIOException(full))).isEqualTo(1);
    assertThat(screen.err()).startsWith("belfry: the disk is full: No space left on device; ");
  }

  @Test
  void a_full_disk_of_the_database_says_that_nothing_was_saved() {
    assertThat(failWith(new DatabaseFull(new SQLException("could not extend file", "53100"))))
        .isEqualTo(1);
    assertThat(screen.err()).startsWith("belfry: the database's disk is full, so nothing was");
  }

  @Test
  void what_a_database_would_take_a_moment_later_is_told_so() {
    SQLException deadlock =
        new SQLException("ERROR: deadlock detected\n  Detail: Process 7 waits for 8", "40P01");
    assertThat(failWith(DatabaseException.of(deadlock))).isEqualTo(1);
    assertThat(screen.err())
        .isEqualTo(
            "belfry: the database did not take it in this moment (ERROR: deadlock detected); run the"
                + " command again\n");
  }

  @Test
  void a_file_that_is_not_there_is_named() {
    assertThat(failWith(new NoSuchFileException("post.md"))).isEqualTo(1);
    assertThat(screen.err()).isEqualTo("belfry: can't use the file post.md (no such file)\n");
  }

  @Test
  void an_unknown_failure_is_one_line_without_v() {
    assertThat(failWith(new IllegalStateException("the rope broke"))).isEqualTo(1);
    assertThat(screen.err())
        .isEqualTo(
            "belfry: something went wrong inside Belfry: the rope broke;"
                + " run it again with -v for details\n");
  }

  @Test
  void with_v_before_or_after_the_command_there_is_a_stack_trace() {
    assertThat(failWith(new IllegalStateException("the rope broke"), "-v", "fake")).isEqualTo(1);
    String before = screen.err();
    assertThat(before).contains("Belfry: the rope broke\n", "IllegalStateException", "\n    at ");
    failWith(new IllegalStateException("the rope broke"), "fake", "--verbose");
    assertThat(screen.err().substring(before.length())).contains("\n    at ");
  }

  @Test
  void an_error_of_the_machine_is_caught_too() {
    int code =
        run(
            command -> {
              throw new StackOverflowError();
            },
            "fake");
    assertThat(code).isEqualTo(1);
    assertThat(screen.err()).contains("StackOverflowError");
  }

  @Test
  void input_that_is_quoted_in_a_message_cannot_send_commands_to_the_terminal() {
    failWith(new NotPossible("there is no account \u001b]0;owned\u0007"), "-v", "fake");
    assertThat(screen.err()).contains("␛]0;owned␇").doesNotContain("\u001b", "\u0007");
  }

  @Test
  void what_was_printed_before_a_failure_is_not_lost() {
    run(
        command -> {
          screen.console().out().println("one");
          throw new NotPossible("two");
        },
        "fake");
    assertThat(screen.out()).isEqualTo("one\n");
  }

  @Test
  void wrong_usage_is_one_line_that_suggests_what_was_meant() {
    assertThat(run(command -> {}, "fkae")).isEqualTo(2);
    assertThat(run(command -> {}, "fake", "--nwo")).isEqualTo(2);
    assertThat(run(command -> {}, "acount", "list")).isEqualTo(2);
    assertThat(run(command -> {}, "account", "lsit")).isEqualTo(2);
    assertThat(run(command -> {}, "account")).isEqualTo(2);
    assertThat(run(command -> {}, "--nonsense")).isEqualTo(2);
    assertThat(screen.err().lines())
        .containsExactly(
            "belfry: there is no command \"fkae\"; did you mean \"fake\"? See belfry --help",
            "belfry: unknown option: '--nwo'; did you mean \"--now\"? See belfry fake --help",
            "belfry: there is no command \"acount\"; did you mean \"account\"? See belfry --help",
            "belfry: there is no command \"lsit\"; did you mean \"list\"? See belfry account --help",
            "belfry: say which one: add, list; see belfry account --help",
            "belfry: unknown option: '--nonsense'; see belfry --help");
  }

  @Test
  void a_text_that_looks_like_an_option_gets_the_hint_that_helps() {
    assertThat(run(command -> {}, "fake", "-5 degrees tonight")).isEqualTo(2);
    assertThat(screen.err()).contains("put -- before a text that starts with a hyphen");
    List<String> texts = new ArrayList<>();
    assertThat(
            run(
                c -> texts.add(c.matchedPositionalValue(0, "")),
                "fake",
                "--now",
                "--",
                "-5 degrees"))
        .isZero();
    assertThat(texts).containsExactly("-5 degrees");
  }

  @Test
  void texts_arrive_as_they_were_typed() {
    List<String> texts = new ArrayList<>();
    String[] typed = {
      "@ann is here", "\"quoted\"", "${user.home} $$", "a=b,c|d", "  x\n", "@|red x|@"
    };
    for (String text : typed) {
      assertThat(run(c -> texts.add(c.matchedPositionalValue(0, "")), "fake", text)).isZero();
    }
    assertThat(texts).containsExactly(typed);
  }

  @Test
  void an_option_that_may_be_repeated_keeps_its_order() {
    List<String> files = new ArrayList<>();
    FakeCommand.Act act = c -> files.addAll(c.matchedOptionValue("--media", List.of()));
    assertThat(run(act, "fake", "--media", "b.png", "--media=a.png", "text")).isZero();
    assertThat(files).containsExactly("b.png", "a.png");
  }

  @Test
  void an_option_without_its_value_does_not_swallow_the_next_option() {
    assertThat(run(c -> {}, "fake", "--media", "--now")).isEqualTo(2);
    assertThat(screen.err()).contains("'--media' but found '--now'; see belfry fake --help");
    assertThat(run(c -> {}, "fake", "--media", "- odd name.png")).isZero();
  }

  @Test
  void an_option_whose_value_is_invalid_input_exits_with_3() {
    assertThat(run(command -> {}, "fake", "--to", "myspace:me")).isEqualTo(3);
    assertThat(screen.err()).startsWith("belfry: account \"myspace:me\": not an account name");
  }

  @Test
  void help_of_a_command_is_reached_in_each_way() {
    for (String[] args :
        List.of(
            new String[] {"account", "add", "--help"},
            new String[] {"account", "add", "-h"},
            new String[] {"help", "account", "add"},
            new String[] {"-h", "account", "add"})) {
      Screen fresh = Screen.files();
      CommandEntry account =
          CommandEntry.group(
              "account",
              Goal.SET_UP,
              "look after accounts",
              CommandEntry.of("add", Goal.SET_UP, "add one", w -> new FakeCommand(c -> {})));
      assertThat(new CommandRunner(new FakeWorkplace(fresh), List.of(account)).run(args)).isZero();
      assertThat(fresh.out())
          .startsWith("Usage: belfry account add [-hv] [--now]")
          .contains("\nAdd one.\n", "The text.")
          .endsWith("Example:\n  belfry fake --now \"a text\"\n");
    }
  }

  @Test
  void no_arguments_greet_with_the_essential_commands() {
    assertThat(run(command -> {})).isZero();
    assertThat(screen.out())
        .isEqualTo(
            """
            Belfry keeps your posts and releases each one at its moment, exactly once.

            Write
              fake   do as told

            belfry --help lists every command; belfry help COMMAND explains one.
            """);
  }

  @Test
  void help_alone_lists_every_command() {
    run(command -> {}, "--help");
    String listed = screen.out();
    assertThat(listed).contains("\nSet up\n  account   look after accounts\n");
    run(command -> {}, "help");
    assertThat(screen.out()).isEqualTo(listed + listed);
  }
}
