package dev.belfry.compose.moving;

/**
 * A post file as it was taken in.
 *
 * @param folder what its folder is known by
 * @param path from there on, with slashes
 * @param digest 64 lower-case hexadecimal digits
 */
public record MovedFile(String folder, String path, String digest, String source, long post)
    implements HouseLine {
  public MovedFile {
    Absent.refuse("folder", folder);
    Absent.refuse("path", path);
    Absent.refuse("source", source);
    if (digest == null || !digest.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("\"digest\" has 64 hexadecimal digits");
    }
  }

  @Override
  public void giveTo(TakeEach taker) {
    taker.take(this);
  }
}
