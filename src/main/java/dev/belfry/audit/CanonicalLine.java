package dev.belfry.audit;

import dev.belfry.audit.HistoryEvent.HistoryMedia;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one text of an event that seals are made of: a JSON object on one line, its fields in the
 * order of {@link HistoryField#ALL}, nothing between them, instants in UTC as RFC 3339 with as many
 * digits as {@link Instant#toString} needs, controls (C0, DEL, C1) escaped, all else as it is.
 *
 * <p>It is written by hand, since a library that one day escaped a character differently would make
 * every seal look broken.
 */
public final class CanonicalLine {
  private static final String SEQ = "{\"seq\":";
  private static final char DEL = 0x7f;
  private static final char AFTER_C1 = 0xa0;

  private CanonicalLine() {}

  /** The line, without an end. */
  public static String of(HistoryEvent event) {
    StringBuilder line = new StringBuilder(256);
    char before = '{';
    for (HistoryField field : HistoryField.ALL) {
      line.append(before).append('"').append(field.name()).append("\":");
      append(line, field.value().apply(event));
      before = ',';
    }
    return line.append('}').toString();
  }

  /** Images as they stand in the line. */
  public static String media(List<HistoryMedia> media) {
    StringBuilder json = new StringBuilder();
    appendMedia(json, media);
    return json.toString();
  }

  /** The line of an event that is the same in everything but its place. */
  static String renumbered(String line, long seq) {
    return SEQ + seq + line.substring(line.indexOf(','));
  }

  private static void append(StringBuilder line, @Nullable Object value) {
    if (value == null || value instanceof Number) {
      line.append(value);
    } else if (value instanceof List<?> media) {
      appendMedia(line, media.stream().map(HistoryMedia.class::cast).toList());
    } else {
      quote(line, value.toString());
    }
  }

  private static void appendMedia(StringBuilder line, List<HistoryMedia> media) {
    String before = "[";
    for (HistoryMedia image : media) {
      line.append(before).append("{\"sha256\":");
      append(line, image.sha256());
      line.append(",\"alt\":");
      append(line, image.alt());
      line.append('}');
      before = ",";
    }
    line.append(media.isEmpty() ? "[]" : "]");
  }

  private static void quote(StringBuilder line, String text) {
    line.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> line.append("\\\"");
        case '\\' -> line.append("\\\\");
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        case '\t' -> line.append("\\t");
        case '\b' -> line.append("\\b");
        case '\f' -> line.append("\\f");
        default -> appendPlain(line, c);
      }
    }
    line.append('"');
  }

  private static void appendPlain(StringBuilder line, char c) {
    if (c < ' ' || (c >= DEL && c < AFTER_C1)) {
      line.append("\\u00").append(Character.forDigit(c >> 4, 16));
      line.append(Character.forDigit(c & 0xf, 16));
    } else {
      line.append(c);
    }
  }
}
