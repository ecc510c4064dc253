package dev.belfry.compose;

import static dev.belfry.compose.WholeFile.nameOf;

import dev.belfry.compose.moving.HouseJson;
import dev.belfry.compose.moving.HouseLine;
import dev.belfry.media.MediaSource;
import dev.belfry.post.Media;
import java.io.IOException;
import java.io.InputStream;
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
  private final WholeFile file;
  private final Path folder;
  private final MediaSource stored;
  private final WritePostJson json;

  /**
   * Begins an export.
   *
   * @param named what the person named: where it is a link, the images are beside the link
   * @param file what is there, which is closed with this
   */
  public ExportJsonLines(Path named, WholeFile file, MediaSource stored) {
    this.file = file;
    this.folder = named.resolveSibling(nameOf(named) + ".media");
    this.stored = stored;
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
   * Writes a line that is no post.
   *
   * @throws UncheckedIOException where that fails
   */
  public void write(HouseLine line) {
    file.write(HouseJson.line(line) + "\n");
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
        try (InputStream in = stored.open(media.sha256())) {
          long unused = Files.copy(in, image, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return name;
  }
}
