package dev.belfry.compose;

import java.util.List;

/**
 * A text cut into the parts of a thread. {@code String.join("", slices)} is the text, to the last
 * character.
 *
 * @param slices the text itself, cut; the white space at a cut stays with the slice before it
 * @param parts what is posted: the slices, or, where they are numbered, each with its number in the
 *     place of the white space at its end
 */
public record Split(List<String> slices, List<String> parts) {
  public Split {
    slices = List.copyOf(slices);
    parts = List.copyOf(parts);
  }
}
