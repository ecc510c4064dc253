package dev.belfry.compose;

import dev.belfry.post.InvalidInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where what is written under a name goes.
 *
 * @param path the file that is made or replaced, which is what a link leads to and never the link;
 *     of a stream what is opened
 * @param isStream whether it takes what is written as it comes: a pipe, a device, or a file that
 *     this process has open already, as {@code /dev/stdout} may be. It is never replaced.
 */
public record Destination(Path path, boolean isStream) {
  /** As many as Linux follows. */
  private static final int MOST_LINKS = 40;

  /** Where Linux shows what a process has open, as links. */
  private static final Path PROCESSES = Path.of("/proc");

  /**
   * Looks where the name leads to. A link that leads to nothing yet is followed, too: its target is
   * what will be made.
   *
   * @throws InvalidInput where a folder is there
   * @throws UncheckedIOException where links can't be followed
   */
  public static Destination of(Path named) {
    Destination found;
    try {
      found = follow(named);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // Of what was found, and not of the name: a link may lead elsewhere by now.
    Path path = found.path();
    if (Files.isDirectory(path)) {
      throw new InvalidInput(named.toString(), "this is not a file but a folder; name one in it");
    }
    return Files.exists(path) && !Files.isRegularFile(path)
        ? new Destination(path, /* isStream= */ true)
        : found;
  }

  private static Destination follow(Path named) throws IOException {
    Path path = named;
    for (int links = 0; Files.isSymbolicLink(path); links++) {
      if (links == MOST_LINKS) {
        throw new FileSystemLoopException(named.toString());
      }
      if (isOpenHere(path)) {
        return new Destination(named, /* isStream= */ true);
      }
      path = path.resolveSibling(Files.readSymbolicLink(path));
    }
    return new Destination(path, /* isStream= */ false);
  }

  /** Whoever appends to a file by {@code >>} would lose it, were it replaced. */
  private static boolean isOpenHere(Path link) throws IOException {
    Path folder = link.toAbsolutePath().getParent();
    return folder != null && folder.toRealPath().startsWith(PROCESSES);
  }
}
