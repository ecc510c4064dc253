package dev.belfry.cli.terminal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What there is to draw of one part, as one network will get it.
 *
 * @param title where it goes: {@code @me on X}
 * @param badge what stands opposite the title, such as {@code 2/5}; empty for nothing
 * @param text exactly as it will be sent
 * @param notes what else there is to know of it
 * @param problems what keeps it from being sent, in sentences
 */
public record Card(
    String title,
    String badge,
    String text,
    List<Picture> pictures,
    List<Styled> notes,
    Tally tally,
    List<String> problems) {

  public Card {
    pictures = List.copyOf(pictures);
    notes = List.copyOf(notes);
    problems = List.copyOf(problems);
  }

  /** One that there is nothing else to know of. */
  public Card(
      String title,
      String badge,
      String text,
      List<Picture> pictures,
      Tally tally,
      List<String> problems) {
    this(title, badge, text, pictures, List.of(), tally, problems);
  }

  /**
   * A picture on the part.
   *
   * @param width in pixels
   * @param height in pixels
   * @param alt null or empty where none was given
   */
  public record Picture(String name, int width, int height, @Nullable String alt) {}

  /**
   * The length of the text, as the network counts.
   *
   * @param unit what is counted: {@code characters}, {@code graphemes}
   */
  public record Tally(int length, int limit, String unit) {
    boolean fits() {
      return length <= limit;
    }
  }
}
