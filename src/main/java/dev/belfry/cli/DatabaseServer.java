package dev.belfry.cli;

import java.util.Optional;

/** The server that the database is on: the embedded one of this home, or the user's own. */
public interface DatabaseServer {

  /** Whether Belfry runs it itself. */
  boolean isEmbedded();

  /** How it stands, in a sentence. Starts nothing. */
  String status();

  /** Whether it accepts connections now. Starts nothing. */
  boolean isUp();

  /** Where it is, as a {@code jdbc:} URL without the password; empty where it was never made. */
  Optional<String> url();

  /**
   * Starts the embedded server, or finds it running.
   *
   * @throws dev.belfry.post.NotPossible where it is not Belfry's to start
   */
  void start();

  /**
   * Stops the embedded server.
   *
   * @return whether it was running
   * @throws dev.belfry.post.NotPossible where it is not Belfry's to stop
   */
  boolean stop();

  /** Brings the schema up to date; gives its version. */
  int migrate();
}
