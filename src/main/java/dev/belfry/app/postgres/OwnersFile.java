package dev.belfry.app.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A small file with a secret in it, which is there as a whole or not at all. */
public final class OwnersFile {
  private static final Logger log = LoggerFactory.getLogger(OwnersFile.class);

  private OwnersFile() {}

  /**
   * Replaces the file in one step, readable by its owner alone from its first byte on. When this
   * returns it outlasts a power cut.
   *
   * @param folder its own
   */
  public static void replace(Path folder, Path file, String text) throws IOException {
    Path beside = Files.createTempFile(folder, "unfinished", ".tmp");
    try {
      FileModes.set(beside, FileModes.OWNER_ONLY);
      FileModes.keepOwner(beside, folder);
      try (FileChannel out = FileChannel.open(beside, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        out.force(true);
      }
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      forceFolder(folder);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /**
   * Makes the names of a folder's files outlast a power cut, too. Not every system lets a folder be
   * forced.
   *
   * @param folder null: none, which is left alone
   */
  public static void forceFolder(@Nullable Path folder) {
    if (folder != null) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      } catch (IOException e) {
        log.debug("The folder {} can't be forced to the disk", folder, e);
      }
    }
  }
}
