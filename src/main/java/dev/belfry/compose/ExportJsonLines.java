package dev.belfry.compose;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.post.Media;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Writes posts as JSON Lines that {@link ImportJsonLines} reads. The images go into a folder beside
 * the file, which is called as the file is with {@code .media} behind it.
 *
 * <p>The file appears under its name when {@link #finish} is called: an export that was interrupted
 * leaves none that looks whole. Not thread-safe.
 */
public final class ExportJsonLines implements AutoCloseable {
  /** Gives the bytes of a stored image. */
  @FunctionalInterface
  public interface ReadBytes {
    byte[] read(String sha256);
  }

  private final Path file;
  private final Path unfinished;
  private final Path folder;
  private final ReadBytes images;
  private final WritePostJson json;
  private final OutputStream out;

  /**
   * Begins an export.
   *
   * @param file is replaced where it exists
   * @throws UncheckedIOException where nothing can be written there
   */
  public ExportJsonLines(Path file, ReadBytes images) {
    this.file = file;
    this.unfinished = file.resolveSibling(nameOf(file) + ".unfinished");
    this.folder = file.resolveSibling(nameOf(file) + ".media");
    this.images = images;
    this.json = new WritePostJson(image -> nameOf(folder) + "/" + save(image));
    try {
      this.out = new BufferedOutputStream(Files.newOutputStream(unfinished));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes a post and its images.
   *
   * @throws UncheckedIOException where that fails
   */
  public void write(ExportedPost post) {
    try {
      out.write(json.line(post).getBytes(UTF_8));
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Gives the file its name: all that was written is in it.
   *
   * @throws UncheckedIOException where that fails
   */
  public void finish() {
    try {
      out.close();
      Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets go of the file; where the export was not finished, nothing of it stays under its name. */
  @Override
  public void close() {
    try {
      out.close();
      Files.deleteIfExists(unfinished);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Saves the image under its hash, where it does not stand there in full already. */
  private String save(Media media) {
    String type = media.type().mime();
    String name = media.sha256() + "." + type.substring(type.indexOf('/') + 1);
    Path image = folder.resolve(name);
    try {
      if (Files.notExists(image) || Files.size(image) != media.size()) {
        Files.createDirectories(folder);
        Files.write(image, images.read(media.sha256()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return name;
  }

  private static String nameOf(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }
}
