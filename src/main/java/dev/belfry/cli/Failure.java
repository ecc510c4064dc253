package dev.belfry.cli;

import dev.belfry.account.CredentialsUnreadable;
import dev.belfry.audit.HistoryUnreadable;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.NotPossible;
import dev.belfry.post.Problem;
import dev.belfry.publish.LogInFailed;
import dev.belfry.sql.DatabaseException;
import dev.belfry.sql.DatabaseFull;
import dev.belfry.sql.DatabaseUnreachable;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.ParameterException;

/**
 * What a person and a script are told about an exception.
 *
 * @param lines sentences for standard error, at least one
 */
record Failure(ExitCode code, List<String> lines) {

  private Failure(ExitCode code, String... lines) {
    this(code, List.of(lines));
  }

  /**
   * Explains the exception, or the first of its causes that says more than that Belfry is wrong.
   *
   * @param verbose whether the stack trace is shown anyway, so that nobody needs to be told of -v
   */
  static Failure of(Throwable thrown, boolean verbose) {
    return Stream.iterate(thrown, t -> t != null, Throwable::getCause)
        .limit(20) // a chain of causes may be a ring
        .flatMap(t -> known(t).stream())
        .findFirst()
        .orElseGet(() -> unknown(thrown, verbose));
  }

  private static Optional<Failure> known(Throwable thrown) {
    if (thrown instanceof InvalidInput e) {
      List<String> problems = e.problems().stream().map(Problem::toString).toList();
      return Optional.of(new Failure(ExitCode.INVALID_INPUT, problems));
    }
    if (thrown instanceof ParameterException e && !(e.getCause() instanceof InvalidInput)) {
      return Optional.of(new Failure(ExitCode.USAGE, UsageError.sentence(e)));
    }
    if (thrown instanceof NotPossible e) {
      return Optional.of(new Failure(ExitCode.NOT_POSSIBLE, message(e)));
    }
    if (thrown instanceof LogInFailed
        || thrown instanceof CredentialsUnreadable
        || thrown instanceof HistoryUnreadable) {
      return Optional.of(new Failure(ExitCode.FAILED, message(thrown)));
    }
    if (thrown instanceof DatabaseUnreachable e) {
      return Optional.of(unreachable(e));
    }
    if (thrown instanceof DatabaseFull) {
      return Optional.of(
          new Failure(
              ExitCode.FAILED,
              "the database's disk is full, so nothing was saved; make room there and run the"
                  + " command again"));
    }
    if (thrown instanceof DatabaseException e && e.mayPass()) {
      return Optional.of(new Failure(ExitCode.FAILED, notNow(e)));
    }
    if (thrown instanceof IOException e) {
      return Optional.of(new Failure(ExitCode.FAILED, io(e)));
    }
    return Optional.empty();
  }

  private static Failure unreachable(DatabaseUnreachable e) {
    return new Failure(
        ExitCode.DATABASE_UNREACHABLE,
        "the database can't be reached: " + message(e),
        "is Postgres running? Check BELFRY_DB_URL, or start the embedded one with belfry db start;"
            + " belfry doctor tells more");
  }

  /** Somebody else was in the way, as a rule; what Postgres says below its first line is for it. */
  private static String notNow(DatabaseException e) {
    return "the database did not take it in this moment (%s); run the command again"
        .formatted(message(e).lines().findFirst().orElse(""));
  }

  private static String io(IOException e) {
    String message = message(e);
    if (message.contains("No space left")) {
      return "the disk is full: " + message + "; make room and run the command again";
    }
    if (e instanceof FileSystemException file && file.getReason() == null) {
      return "can't use the file " + message + " (" + words(file) + ")";
    }
    return "reading or writing failed: " + message;
  }

  /** {@code AccessDeniedException} → {@code access denied}. */
  private static String words(FileSystemException e) {
    String name = e.getClass().getSimpleName().replace("Exception", "");
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }

  private static Failure unknown(Throwable thrown, boolean verbose) {
    String next = verbose ? "" : "; run it again with -v for details";
    return new Failure(
        ExitCode.FAILED, "something went wrong inside Belfry: " + message(thrown) + next);
  }

  private static String message(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null ? thrown.getClass().getSimpleName() : message;
  }
}
