package dev.belfry.schedule;

import static java.util.Comparator.comparing;

import dev.belfry.post.PostId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an account says when, so that it says nothing twice within some days. Days are counted by
 * the calendar: said on a Monday, a text that rests for seven of them may be said on the next. Not
 * thread-safe.
 */
public final class Rests {

  /**
   * A text that is said, or was.
   *
   * @param post the one that says it
   * @param text as {@link dev.belfry.post.SameText} has it
   * @param isOpen whether it may be said at any time from then on: it is due, and not out yet
   */
  public record Said(PostId post, String text, Instant at, boolean isOpen) {}

  private final int days;
  private final ZoneId zone;
  private final Map<String, List<Said>> byText = new HashMap<>();

  /**
   * @param days how many a text rests; at least 1
   * @param zone by whose calendar
   */
  public Rests(int days, ZoneId zone, Collection<Said> said) {
    this.days = days;
    this.zone = zone;
    said.forEach(this::add);
  }

  /** Notes one more. */
  public void add(Said said) {
    byText.computeIfAbsent(said.text(), text -> new ArrayList<>()).add(said);
  }

  /**
   * Whether one of the texts must not be said at that time.
   *
   * @param but the post that would say it, if it is noted already; null: none
   */
  public boolean isResting(Collection<String> texts, Instant at, @Nullable PostId but) {
    LocalDate day = day(at);
    return said(texts).anyMatch(said -> !said.post().equals(but) && isNear(said, day));
  }

  private boolean isNear(Said said, LocalDate day) {
    LocalDate on = day(said.at());
    boolean isBefore = day.plusDays(days).compareTo(on) <= 0;
    return !isBefore && (said.isOpen() || day.isBefore(on.plusDays(days)));
  }

  /** When one of the texts was said last, or will be; empty where none of them ever is. */
  Optional<Said> last(Collection<String> texts) {
    return said(texts).max(comparing(Said::at));
  }

  /** When one of the texts was said last by that time; empty where none of them was. */
  public Optional<Said> lastBy(Collection<String> texts, Instant at) {
    return said(texts)
        .filter(said -> !said.isOpen() && !said.at().isAfter(at))
        .max(comparing(Said::at));
  }

  /**
   * The first day from that time on at which all of the texts may be said; empty where one of them
   * waits to be said at a time that nobody knows.
   */
  public Optional<LocalDate> over(Collection<String> texts, Instant at) {
    LocalDate day = day(at);
    for (boolean isOver = false; !isOver; ) {
      LocalDate from = day;
      List<Said> near = said(texts).filter(said -> isNear(said, from)).toList();
      if (near.stream().anyMatch(Said::isOpen)) {
        return Optional.empty();
      }
      isOver = near.isEmpty();
      for (Said said : near) {
        LocalDate rested = day(said.at()).plusDays(days);
        day = rested.isAfter(day) ? rested : day;
      }
    }
    return Optional.of(day);
  }

  LocalDate day(Instant at) {
    return at.atZone(zone).toLocalDate();
  }

  private Stream<Said> said(Collection<String> texts) {
    return texts.stream().flatMap(text -> byText.getOrDefault(text, List.of()).stream());
  }
}
