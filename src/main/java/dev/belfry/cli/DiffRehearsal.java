package dev.belfry.cli;

import dev.belfry.audit.CompareRehearsal;
import dev.belfry.audit.CompareRehearsal.Compared;
import dev.belfry.audit.CompareRehearsal.Verdict;
import dev.belfry.audit.Rehearsals;
import dev.belfry.audit.Rehearsals.Rehearsed;
import dev.belfry.audit.RehearsedEvent;
import dev.belfry.cli.terminal.Column;
import dev.belfry.cli.terminal.Look;
import dev.belfry.cli.terminal.Styled;
import dev.belfry.cli.terminal.Table;
import dev.belfry.post.NotPossible;
import dev.belfry.schedule.InWords;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code rehearse --diff}: what was really published against what was rehearsed. */
final class DiffRehearsal {

  /**
   * A part as {@code --json} writes it.
   *
   * @param verdict {@code same}, {@code moved}, {@code reworded}, {@code not_published} or {@code
   *     not_rehearsed}
   * @param movedSeconds how much later it went out; negative: earlier
   * @param why it was not published, or not rehearsed
   */
  record View(
      String verdict,
      @Nullable Long post,
      @Nullable Long repeats,
      String account,
      int part,
      @Nullable Instant rehearsedAt,
      @Nullable Instant publishedAt,
      @Nullable Long movedSeconds,
      boolean reworded,
      @Nullable String rehearsedText,
      @Nullable String publishedText,
      @Nullable String why) {}

  private final Workplace workplace;

  DiffRehearsal(Workplace workplace) {
    this.workplace = workplace;
  }

  /**
   * Compares and prints.
   *
   * @param number of the rehearsal; null: the last one
   * @throws NotPossible where there is none
   */
  void print(@Nullable Long number, boolean json) {
    Rehearsed rehearsed =
        workplace
            .database()
            .lend(connection -> Rehearsals.find(connection, number))
            .orElseThrow(() -> none(number));
    Instant now = workplace.clock().instant();
    List<Compared> compared =
        new CompareRehearsal(rehearsed.until(), now)
            .compare(
                workplace.database().lend(c -> Rehearsals.events(c, rehearsed)),
                workplace.database().lend(c -> Rehearsals.published(c, rehearsed.since(), now)));
    WhyNotPublished why = WhyNotPublished.of(workplace, compared);
    if (json) {
      new Json(workplace.console()).writeArray(compared.stream().map(each -> view(each, why)));
      return;
    }
    List<Compared> different =
        compared.stream().filter(each -> each.verdict() != Verdict.SAME).toList();
    if (!different.isEmpty()) {
      table(different, why).print(workplace.console());
      workplace.console().out().println();
    }
    sum(rehearsed, compared, now);
  }

  private static NotPossible none(@Nullable Long number) {
    return new NotPossible(
        number == null
            ? "nothing was rehearsed yet; belfry rehearse does it"
            : "there is no rehearsal %d any more, or there never was".formatted(number));
  }

  private Table table(List<Compared> different, WhyNotPublished why) {
    Table table =
        new Table(
            Column.text("WHAT"),
            Column.number("POST"),
            Column.text("ACCOUNT"),
            Column.text("REHEARSED"),
            Column.text("PUBLISHED"),
            Column.text("HOW"));
    for (Compared each : different) {
      RehearsedEvent event = each.event();
      table.row(
          new Styled(words(each.verdict()), Look.WARNING),
          (event.post() == null ? "–" : event.post().toString())
              + (event.parts() > 1 ? "/" + part(event) : ""),
          event.account(),
          at(each.rehearsed()),
          at(each.published()),
          how(each, why));
    }
    return table;
  }

  private String at(@Nullable RehearsedEvent event) {
    return event == null
        ? ""
        : Times.local(event.at(), event.zone() == null ? workplace.zone() : event.zone());
  }

  private static String how(Compared compared, WhyNotPublished why) {
    String moved =
        compared.moved() == null
            ? ""
            : InWords.amount(compared.moved().abs())
                + (compared.moved().isNegative() ? " earlier" : " later");
    String reworded = compared.reworded() ? "says: " + text(compared.published()) : "";
    String because = why.of(compared);
    return List.of(moved, reworded, because == null ? "" : because).stream()
        .filter(each -> !each.isEmpty())
        .reduce((one, other) -> one + "; " + other)
        .orElse("");
  }

  private static @Nullable String text(@Nullable RehearsedEvent event) {
    return event == null || event.sent() == null ? null : event.sent().text();
  }

  private static int part(RehearsedEvent event) {
    return Objects.requireNonNull(event.sent()).position();
  }

  private static String words(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private void sum(Rehearsed rehearsed, List<Compared> compared, Instant now) {
    Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    compared.forEach(each -> counts.merge(each.verdict(), 1, Integer::sum));
    Instant to = now.isBefore(rehearsed.until()) ? now : rehearsed.until();
    workplace
        .console()
        .out()
        .printf(
            "Rehearsal %d, from %s to %s: of %d part%s %d as rehearsed, %d moved, %d reworded, %d not"
                + " published, %d not rehearsed.%n",
            rehearsed.number(),
            Times.local(rehearsed.since(), workplace.zone()),
            Times.local(to, workplace.zone()),
            compared.size(),
            compared.size() == 1 ? "" : "s",
            counts.getOrDefault(Verdict.SAME, 0),
            counts.getOrDefault(Verdict.MOVED, 0),
            counts.getOrDefault(Verdict.REWORDED, 0),
            counts.getOrDefault(Verdict.NOT_PUBLISHED, 0),
            counts.getOrDefault(Verdict.NOT_REHEARSED, 0));
  }

  private static View view(Compared compared, WhyNotPublished why) {
    RehearsedEvent event = compared.event();
    return new View(
        compared.verdict().name().toLowerCase(Locale.ROOT),
        event.post() == null ? null : event.post().number(),
        event.repeating() == null ? null : event.repeating().post().number(),
        event.account().toString(),
        part(event),
        compared.rehearsed() == null ? null : compared.rehearsed().at(),
        compared.published() == null ? null : compared.published().at(),
        compared.moved() == null ? null : compared.moved().toSeconds(),
        compared.reworded(),
        text(compared.rehearsed()),
        text(compared.published()),
        why.of(compared));
  }
}
