package dev.belfry.app;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the names of a folder's files outlast a power cut, as their contents do. */
final class ForceFolder {
  private static final Logger log = LoggerFactory.getLogger(ForceFolder.class);

  private ForceFolder() {}

  /**
   * Returns when the names are on the disk. Not every system lets a folder be forced.
   *
   * @param folder null: none, which is left alone
   */
  static void force(@Nullable Path folder) {
    if (folder != null) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      } catch (IOException e) {
        log.debug("The folder {} can't be forced to the disk", folder, e);
      }
    }
  }
}
