package dev.belfry.cli;

import dev.belfry.account.Vault;
import dev.belfry.cli.terminal.Console;
import dev.belfry.cli.terminal.Screen;
import dev.belfry.compose.XPrices;
import dev.belfry.publish.Publishers;
import dev.belfry.sql.Database;
import dev.belfry.sql.OneSession;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;

/** A workplace without a database: a command that opens one fails its test. */
class FakeWorkplace implements Workplace {
  /** The one that the command at hand is on. */
  protected Screen screen;

  FakeWorkplace(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Database database() {
    throw new AssertionError("this command needs no database");
  }

  @Override
  public OneSession newSession() {
    throw new AssertionError("this command needs no session of its own");
  }

  @Override
  public InstantSource clock() {
    return InstantSource.fixed(Instant.parse("2026-11-24T09:00:00Z"));
  }

  @Override
  public ZoneId zone() {
    return ZoneId.of("America/New_York");
  }

  @Override
  public String actor() {
    return "ann@tower";
  }

  @Override
  public String host() {
    return "tower";
  }

  @Override
  public Publishers publishers() {
    throw new AssertionError("this command publishes nothing");
  }

  @Override
  public XPrices xPrices() {
    return XPrices.builtIn();
  }

  @Override
  public Vault vault() {
    throw new AssertionError("this command needs no secret");
  }

  @Override
  public Path home() {
    throw new AssertionError("this command needs no home");
  }

  @Override
  public DatabaseServer server() {
    throw new AssertionError("this command needs no server");
  }

  @Override
  public NodeEquipment equipNode(String node) {
    throw new AssertionError("this command is no node");
  }

  @Override
  public ScratchWorkplace openScratch() {
    throw new AssertionError("this command needs no second home");
  }

  @Override
  public String environment(String name) {
    return "";
  }

  @Override
  public Console console() {
    return screen.console();
  }
}
