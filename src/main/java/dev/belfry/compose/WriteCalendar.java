package dev.belfry.compose;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Writes a calendar as <a href="https://www.rfc-editor.org/rfc/rfc5545">RFC 5545</a> has it. The
 * same events give the same bytes: nothing in it tells when it was written.
 */
public final class WriteCalendar {
  /** The most octets of a line, without its end (RFC 5545, 3.1). */
  private static final int LONGEST_LINE = 75;

  private static final String END = "\r\n";
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private WriteCalendar() {}

  /** What stands before the events. */
  public static String begin() {
    return lines(
        Stream.of(
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Belfry//Belfry//EN",
            "CALSCALE:GREGORIAN",
            "X-WR-CALNAME:Belfry"));
  }

  /** What stands behind them. */
  public static String end() {
    return lines(Stream.of("END:VCALENDAR"));
  }

  /** An event. It keeps nobody busy. */
  public static String event(CalendarEvent event) {
    return lines(
        Stream.of(
            "BEGIN:VEVENT",
            "UID:" + text(event.uid()),
            "DTSTAMP:" + utc(event.changed()),
            "DTSTART:" + utc(event.at()),
            "LAST-MODIFIED:" + utc(event.changed()),
            "SEQUENCE:" + event.sequence(),
            "SUMMARY:" + text(event.summary()),
            "DESCRIPTION:" + text(event.description()),
            "STATUS:" + (event.tentative() ? "TENTATIVE" : "CONFIRMED"),
            "TRANSP:TRANSPARENT",
            "END:VEVENT"));
  }

  /** A text on one line, for a summary. */
  public static String summary(String text) {
    return Excerpt.startOf(text);
  }

  /** What stands between a post's parts where they are one text. */
  public static String text(List<String> parts) {
    return String.join("\n\n---\n\n", parts);
  }

  private static String utc(Instant at) {
    return UTC.format(at);
  }

  /** RFC 5545, 3.3.11. A CR alone is a line end to some readers; other controls may not stand. */
  private static String text(String raw) {
    StringBuilder escaped = new StringBuilder();
    raw.replace("\r\n", "\n")
        .replace('\r', '\n')
        .codePoints()
        .forEach(
            c -> {
              if (c == '\n') {
                escaped.append("\\n");
              } else if (c == '\\' || c == ';' || c == ',') {
                escaped.append('\\').appendCodePoint(c);
              } else if (c == '\t' || !Character.isISOControl(c)) {
                escaped.appendCodePoint(c);
              }
            });
    return escaped.toString();
  }

  private static String lines(Stream<String> lines) {
    StringBuilder all = new StringBuilder();
    lines.forEach(line -> fold(line, all));
    return all.toString();
  }

  /** Breaks a line where it gets too long, never within a character. */
  private static void fold(String line, StringBuilder into) {
    int octets = 0;
    for (int i = 0; i < line.length(); ) {
      int next = line.offsetByCodePoints(i, 1);
      String character = line.substring(i, next);
      int size = character.getBytes(UTF_8).length;
      if (octets + size > LONGEST_LINE) {
        into.append(END).append(' ');
        octets = 1;
      }
      into.append(character);
      octets += size;
      i = next;
    }
    into.append(END);
  }
}
