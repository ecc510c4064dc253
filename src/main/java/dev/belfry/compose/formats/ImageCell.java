package dev.belfry.compose.formats;

import dev.belfry.compose.RawMedia;
import dev.belfry.post.InvalidInput;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.regex.Pattern;

/** The image that a cell names. Thread-safe. */
final class ImageCell {
  private static final Pattern URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*");

  private final Asked asked;

  ImageCell(Asked asked) {
    this.asked = asked;
  }

  /**
   * The image; none where the cell is empty, or images are not wanted.
   *
   * @param alt what it shows
   * @throws InvalidInput where it is not a file: nothing is fetched from an address, for nobody
   *     could say what will be there
   */
  List<RawMedia> read(String where, String cell, String alt) {
    String name = cell.strip();
    if (name.isEmpty() || !asked.images()) {
      return List.of();
    } else if (URL.matcher(name).matches()) {
      throw new InvalidInput(
          where,
          "the image is at an address, and none is fetched; save it beside the file and write its"
              + " name, or leave all images out with --no-images");
    }
    try {
      return List.of(new RawMedia(asked.folder().resolve(name), alt.strip()));
    } catch (InvalidPathException e) {
      throw new InvalidInput(where, "not the name of a file: " + e.getReason());
    }
  }
}
