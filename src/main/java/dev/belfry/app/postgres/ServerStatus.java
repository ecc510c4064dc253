package dev.belfry.app.postgres;

import java.nio.file.Path;

/** What the embedded Postgres of a home is doing right now. */
public sealed interface ServerStatus {

  /** It accepts connections, or is about to (still recovering, say). */
  record Running(long pid, int port, Path data) implements ServerStatus {}

  /** There is a cluster, and nobody serves it. */
  record Stopped(Path data) implements ServerStatus {}

  /** No command has needed a database in this home so far. */
  record NotMade(Path home) implements ServerStatus {}
}
