package dev.belfry.compose;

import static dev.belfry.compose.WholeFile.nameOf;

import dev.belfry.post.Media;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

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

  private final WholeFile file;
  private final Path folder;
  private final ReadBytes images;
  private final WritePostJson json;

  /**
   * Begins an export.
   *
   * @param file is replaced where it exists
   * @throws UncheckedIOException where nothing can be written there
   */
  public ExportJsonLines(Path file, ReadBytes images) {
    this.file = new WholeFile(file);
    this.folder = file.resolveSibling(nameOf(file) + ".media");
    this.images = images;
    this.json = new WritePostJson(image -> nameOf(folder) + "/" + save(image));
  }

  /**
   * Writes a post and its images.
   *
   * @throws UncheckedIOException where that fails
   */
  public void write(ExportedPost post) {
    file.write(json.line(post) + "\n");
  }

  /**
   * Gives the file its name: all that was written is in it.
   *
   * @throws UncheckedIOException where that fails
   */
  public void finish() {
    file.finish();
  }

  /** Lets go of the file; where the export was not finished, nothing of it stays under its name. */
  @Override
  public void close() {
    file.close();
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
}
