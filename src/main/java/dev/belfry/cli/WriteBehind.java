package dev.belfry.cli;

import dev.belfry.sql.SqlWork;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Works on a connection in a thread of its own, one thing after another, while the caller gets
 * ready what comes next. Nobody else may use the connection until this is closed. For one calling
 * thread.
 */
final class WriteBehind implements AutoCloseable {
  private final Connection connection;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread writer = new Thread(work, "belfry write behind");
            writer.setDaemon(true);
            return writer;
          });

  WriteBehind(Connection connection) {
    this.connection = connection;
  }

  /** Has the work done after all that was asked for before. */
  <T> CompletableFuture<T> ask(SqlWork<T> work) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    thread.execute(
        () -> {
          try {
            answer.complete(work.with(connection));
          } catch (Throwable e) {
            answer.completeExceptionally(e);
          }
        });
    return answer;
  }

  /** Waits for an answer; what the work threw is thrown here. */
  static <T> T await(CompletableFuture<T> answer) throws SQLException {
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof SQLException refused) {
        throw refused;
      }
      if (e.getCause() instanceof RuntimeException failed) {
        throw failed;
      }
      throw e;
    }
  }

  /** Returns when all that was asked for is done: the connection is the caller's again. */
  @Override
  public void close() {
    thread.shutdown();
    boolean interrupted = false;
    while (!thread.isTerminated()) {
      try {
        boolean unused = thread.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
