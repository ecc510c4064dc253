package dev.belfry.cli;

import dev.belfry.account.Vault;
import dev.belfry.cli.terminal.Console;
import dev.belfry.compose.XPrices;
import dev.belfry.publish.Publishers;
import dev.belfry.sql.Database;
import dev.belfry.sql.OneSession;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;

/** What commands work with; each thing is opened on first use. */
public interface Workplace {
  /** The database, its schema up to date; one connection, for this thread. */
  Database database();

  /** A session of its own on it, in which nothing was asked yet; the caller closes it. */
  OneSession newSession();

  /** The machine's clock. */
  InstantSource clock();

  /** The zone of this machine: what a time means that comes without one. */
  ZoneId zone();

  /** Who is asking, as the history names them: {@code user@host}. */
  String actor();

  /** The name of this machine, which a node bears unless it is given another. */
  String host();

  Console console();

  Publishers publishers();

  /** Which checks are made before a post is queued, where nothing else is said. */
  default CheckSettings checks() {
    return CheckSettings.DEFAULT;
  }

  /** What X charges: by the price list in the home folder, else by the one that comes along. */
  XPrices xPrices();

  /** What networks let the accounts in with; opens no key before a secret is needed. */
  Vault vault();

  /** Where everything of Belfry's is kept; perhaps not made yet. */
  Path home();

  /** The server that the database is on. */
  DatabaseServer server();

  /** What a node needs for itself; the caller closes it. */
  NodeEquipment equipNode(String node);

  /** A workplace in a new, empty home, on the same console; the caller closes it. */
  ScratchWorkplace openScratch();

  /** The value of an environment variable; empty where it is not set. */
  String environment(String name);
}
