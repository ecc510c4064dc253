package dev.belfry.app.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** Unpacks a {@code .txz} so that the target folder is either whole or absent. */
final class UnpackArchive {
  private UnpackArchive() {}

  static void unpack(URL archive, Path target) throws IOException {
    Path beside = Files.createTempDirectory(target.getParent(), target.getFileName() + ".part-");
    try {
      try (InputStream raw = new BufferedInputStream(archive.openStream(), 1 << 16);
          TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(raw))) {
        for (TarArchiveEntry entry = tar.getNextEntry();
            entry != null;
            entry = tar.getNextEntry()) {
          write(entry, tar, beside);
        }
      }
      // A temporary folder is private to its maker, but Postgres may run as somebody else.
      FileModes.set(beside, FileModes.EVERYBODY_ENTERS);
      FolderSwap.putInPlace(beside, target);
    } finally {
      FolderSwap.deleteQuietly(beside);
    }
  }

  private static void write(TarArchiveEntry entry, InputStream content, Path root)
      throws IOException {
    Path file = root.resolve(entry.getName()).normalize();
    if (!file.startsWith(root)) {
      throw new IOException("the archive names a file outside of itself: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(file);
      FileModes.set(file, FileModes.EVERYBODY_ENTERS);
    } else if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
    } else {
      Files.createDirectories(file.getParent());
      Files.copy(content, file);
      FileModes.set(file, mode(entry.getMode()));
    }
  }

  private static Set<PosixFilePermission> mode(int tarMode) {
    EnumSet<PosixFilePermission> mode = EnumSet.copyOf(FileModes.EVERYBODY_READS);
    if ((tarMode & 0100) != 0) {
      mode.addAll(FileModes.EVERYBODY_ENTERS);
    }
    return mode;
  }
}
