package dev.belfry.cli;

import dev.belfry.audit.HistoryEvent;
import dev.belfry.cli.terminal.Column;
import dev.belfry.cli.terminal.Console;
import dev.belfry.cli.terminal.Look;
import dev.belfry.cli.terminal.Styled;
import dev.belfry.cli.terminal.Table;
import dev.belfry.post.EventType;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The history for people, in tables of {@value #ROWS} events: a table is held until it is drawn.
 */
final class HistoryTable implements PrintHistory {
  private static final int ROWS = 5_000;
  private static final int ROOMY = 100;

  private final Workplace workplace;
  private final Map<String, ZoneId> zones;
  private final boolean tellsWho;
  private Table table;
  private long rows;

  /**
   * @param zones of accounts, by name; the machine's is taken for others
   */
  HistoryTable(Workplace workplace, Map<String, ZoneId> zones) {
    this.workplace = workplace;
    this.zones = zones;
    this.tellsWho = hasRoom(workplace.console());
    this.table = empty();
  }

  /**
   * On a narrow screen, which cuts the last column off, what happened matters more than by whom.
   */
  private static boolean hasRoom(Console console) {
    return !console.terminals().out() || console.width() >= ROOMY;
  }

  private Table empty() {
    return new Table(
        columns("WHEN", "POST", "ACCOUNT", "WHO", "WHAT").map(Column::text).toArray(Column[]::new));
  }

  /** Of what there is to tell, what there is room for. */
  private <T> Stream<T> columns(T when, T post, T account, T who, T what) {
    return tellsWho
        ? Stream.of(when, post, account, who, what)
        : Stream.of(when, post, account, what);
  }

  @Override
  public void print(HistoryEvent event) {
    ZoneId zone = zone(event.account());
    table.row(
        this.<Object>columns(
                Times.local(event.at(), zone),
                number(event),
                event.account() == null ? "" : event.account(),
                event.actor(),
                new Styled(EventWords.of(event, zone), look(event.event())))
            .toArray());
    rows++;
    if (rows % ROWS == 0) {
      draw();
    }
  }

  @Override
  public void finish() {
    if (rows == 0) {
      workplace.console().out().println("Nothing has happened.");
    } else if (rows % ROWS > 0) {
      draw();
    }
  }

  private void draw() {
    table.print(workplace.console());
    table = empty();
  }

  private ZoneId zone(@Nullable String account) {
    return account == null
        ? workplace.zone()
        : Objects.requireNonNullElse(zones.get(account), workplace.zone());
  }

  private static Look look(String event) {
    return switch (EventType.valueOf(event.toUpperCase(Locale.ROOT))) {
      case PUBLISHED -> Look.GOOD;
      case FAILED, UNCONFIRMED -> Look.BAD;
      case DEFERRED, HELD, SKIPPED, KEPT -> Look.WARNING;
      case DRAFTED,
          EDITED,
          SCHEDULED,
          UNSCHEDULED,
          RESUMED,
          CANCELLED,
          ATTEMPTED,
          RESOLVED,
          RETRACTING,
          RETRACTED,
          DELETED,
          LOGGED_IN,
          LOGGED_OUT,
          IMPORTED ->
          Look.PLAIN;
    };
  }

  /** {@code 42}, or {@code 42/3} for its third part; empty for what is about no post. */
  private static String number(HistoryEvent event) {
    if (event.post() == null) {
      return "";
    }
    return event.part() == null ? event.post().toString() : event.post() + "/" + event.part();
  }
}
