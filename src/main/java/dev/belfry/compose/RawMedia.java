package dev.belfry.compose;

import java.nio.file.Path;
import java.util.function.Function;

/**
 * An image or a video on a {@link RawPart}: nothing in it has been checked.
 *
 * @param alt what it shows; empty where it was not said
 * @param noAlt whether it was said that it goes without an alt text
 */
public record RawMedia(Source source, String alt, boolean noAlt) {

  /** One of which nobody said that it goes without an alt text. */
  public RawMedia(Source source, String alt) {
    this(source, alt, false);
  }

  public RawMedia(Path file, String alt) {
    this(new InFile(file), alt);
  }

  /** Where the medium is: in a file, or stored already. */
  public sealed interface Source {
    <T> T fold(Function<Path, T> inFile, Function<String, T> stored);
  }

  /** In a file, which is read when the post is composed. */
  public record InFile(Path path) implements Source {
    @Override
    public <T> T fold(Function<Path, T> inFile, Function<String, T> stored) {
      return inFile.apply(path);
    }

    @Override
    public String toString() {
      return path.toString();
    }
  }

  /**
   * In the database already.
   *
   * @param sha256 64 hexadecimal digits, if it is what it should be
   */
  public record Stored(String sha256) implements Source {
    @Override
    public <T> T fold(Function<Path, T> inFile, Function<String, T> stored) {
      return stored.apply(sha256);
    }

    @Override
    public String toString() {
      return "sha256 " + sha256;
    }
  }
}
