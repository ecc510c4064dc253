package dev.belfry.media;

import dev.belfry.post.ClosestName;
import dev.belfry.post.InvalidInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a file that a person named, or says in a sentence why it can't be read. */
public final class ReadFile {
  private static final int NAMES_LOOKED_AT = 10_000;

  private ReadFile() {}

  /**
   * The file's bytes.
   *
   * @param most the largest size that is taken, in bytes; of a longer file no more than one byte
   *     beyond it is read
   * @throws InvalidInput where there is no such file (with the closest name in its folder), where
   *     it is a folder or a device, is too big, or can't be read
   */
  public static byte[] upTo(int most, Path file) {
    try (InputStream in = open(file)) {
      byte[] bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw problem(
            file, "the file is too big: at most %s are taken".formatted(Bytes.inWords(most)));
      }
      return bytes;
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /**
   * The file, opened.
   *
   * @throws InvalidInput as {@link #upTo} does
   */
  public static InputStream open(Path file) {
    if (Files.isDirectory(file)) {
      throw problem(file, "this is a folder; name a file in it");
    }
    if (Files.notExists(file)) {
      throw problem(file, "there is no such file" + ClosestName.hint(nameOf(file), beside(file)));
    }
    // Reading from a pipe or a terminal could wait for ever.
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw problem(file, "this is not a regular file; save its content to one first");
    }
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static InvalidInput unreadable(Path file, IOException e) {
    return problem(
        file,
        e instanceof AccessDeniedException
            ? "the file may not be read; check its permissions"
            : "the file can't be read: " + e);
  }

  private static InvalidInput problem(Path file, String message) {
    return new InvalidInput(file.toString(), message);
  }

  private static String nameOf(Path file) {
    Path name = file.getFileName();
    return name == null ? "" : name.toString();
  }

  private static Set<String> beside(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      return Set.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.limit(NAMES_LOOKED_AT).map(ReadFile::nameOf).collect(Collectors.toSet());
    } catch (IOException e) {
      return Set.of(); // It is only for a hint.
    }
  }
}
