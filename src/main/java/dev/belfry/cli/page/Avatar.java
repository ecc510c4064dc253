package dev.belfry.cli.page;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Stands for the picture of an account, which Belfry does not know: initials on a colour. The same
 * name has the same everywhere.
 */
final class Avatar {
  private static final int COLOURS = 8;

  /** Between the words of a name; not every network takes each of them. */
  private static final Pattern JOINT = Pattern.compile("[_.-]");

  private Avatar() {}

  /**
   * Draws it.
   *
   * @param address null for anybody's
   */
  static String html(@Nullable String address) {
    String name = address == null ? "" : name(address);
    String colour =
        address == null
            ? "any"
            : "c" + Math.floorMod(JOINT.matcher(name).replaceAll("").hashCode(), COLOURS);
    return """
    <svg class="avatar %s" viewBox="0 0 40 40" aria-hidden="true">\
    <circle cx="20" cy="20" r="20"/><text x="20" y="20">%s</text></svg>"""
        .formatted(colour, Escape.text(address == null ? "?" : initials(name)));
  }

  /**
   * What a person would be called by: {@code city_lab} of {@code city_lab.example@example.social}.
   */
  private static String name(String address) {
    String handle = address.split("@", 2)[0];
    String label = handle.split("\\.", 2)[0];
    return label.isEmpty() ? handle : label;
  }

  private static String initials(String name) {
    return JOINT
        .splitAsStream(name)
        .filter(word -> !word.isEmpty())
        .limit(2)
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT))
        .collect(Collectors.joining());
  }
}
