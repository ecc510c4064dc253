package dev.belfry.compose.formats;

import dev.belfry.post.InvalidInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Tells by its first bytes what a file is, whatever it is called. */
public final class DetectFormat {
  /** As much of the file as is looked at, in bytes. */
  public static final int SEEN = 8 * 1024;

  private static final Pattern BUFFER =
      Pattern.compile("\"?text\"?,\"?image url\"?,\"?tags\"?,\"?posting time\"?.*");

  /** A date with the year first or last, and a time: what each line of Hootsuite's begins with. */
  private static final Pattern HOOTSUITE =
      Pattern.compile("\"?[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4} [0-9]{1,2}:[0-9]{2}.*");

  private static final Pattern HOOTSUITE_HEADER = Pattern.compile("\"?(?:date|time)[^,]*,.*");

  private DetectFormat() {}

  /**
   * What the stream holds; it is put back to where it was.
   *
   * @param in supports {@link InputStream#mark}
   * @param name the file's, for people
   * @throws InvalidInput where it is no text, or a text of no known form
   */
  public static Format of(InputStream in, String name) {
    refuseOthers(in, name);
    return of(new String(start(in), StandardCharsets.UTF_8), name);
  }

  /**
   * Does nothing where the stream may hold a text; it is put back to where it was.
   *
   * @param in supports {@link InputStream#mark}
   * @param name the file's, for people
   * @throws InvalidInput where it is an archive, or a text in UTF-16
   */
  public static void refuseOthers(InputStream in, String name) {
    byte[] start = start(in);
    String place = name + ", line 1, column 1";
    refuseArchives(start, place);
    if (isUtf16(start)) {
      throw new InvalidInput(place, "this is UTF-16; save it as UTF-8");
    }
  }

  private static byte[] start(InputStream in) {
    try {
      in.mark(SEEN + 1);
      byte[] start = in.readNBytes(SEEN);
      in.reset();
      return start;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** By its mark; where it has none, by every other byte of its first characters being zero. */
  private static boolean isUtf16(byte[] start) {
    if (start.length < 4) {
      return false;
    }
    int first = ((start[0] & 0xFF) << 8) | (start[1] & 0xFF);
    boolean marked = first == 0xFEFF || first == 0xFFFE;
    boolean bigEndian = start[0] == 0 && start[2] == 0 && start[1] != 0 && start[3] != 0;
    boolean littleEndian = start[1] == 0 && start[3] == 0 && start[0] != 0 && start[2] != 0;
    return marked || bigEndian || littleEndian;
  }

  private static void refuseArchives(byte[] start, String place) {
    if (start.length > 3 && start[0] == 'P' && start[1] == 'K' && start[2] == 3 && start[3] == 4) {
      throw new InvalidInput(
          place,
          "this is a zip archive (or a spreadsheet); unpack it and name what is in it, or save the"
              + " spreadsheet as CSV");
    } else if (start.length > 1 && start[0] == 0x1f && start[1] == (byte) 0x8b) {
      throw new InvalidInput(place, "this is packed with gzip; unpack it first");
    }
  }

  private static Format of(String start, String name) {
    String text = start.startsWith("\uFEFF") ? start.substring(1) : start;
    String first =
        text.lines().map(String::strip).filter(line -> !line.isEmpty()).findFirst().orElse("");
    String lower = first.toLowerCase(Locale.ROOT);
    if (first.isEmpty() || first.startsWith("{")) {
      return Format.JSON_LINES;
    } else if (first.startsWith("window.YTD.")) {
      return Format.X_ARCHIVE;
    } else if (BUFFER.matcher(lower).matches()) {
      return Format.BUFFER;
    } else if (HOOTSUITE.matcher(lower).matches() || isHootsuiteHeader(lower)) {
      return Format.HOOTSUITE;
    } else if (name.endsWith(".tweet")) {
      return Format.TWEET;
    }
    throw new InvalidInput(
        name,
        "what form this has can't be told from its beginning; say --format with one of "
            + Format.words());
  }

  private static boolean isHootsuiteHeader(String lower) {
    List<String> names = List.of(lower.replace("\"", "").split(",", -1));
    return HOOTSUITE_HEADER.matcher(lower).matches()
        && names.stream().anyMatch(name -> name.contains("message") || name.strip().equals("text"));
  }
}
