package dev.belfry.app;

import dev.belfry.publish.SentMark;
import dev.belfry.release.SentMarks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's marks, in files below a folder of its home: a folder for each database, in it a file for
 * each node that runs there at the same time. Nothing is touched before something is to be sent to
 * a live account. Thread-safe.
 */
final class MarkFiles implements SentMarks, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(MarkFiles.class);

  private final Path folder;
  private final Map<UUID, MarkFile> open = new HashMap<>();
  private final Set<UUID> complainedOf = new HashSet<>();

  MarkFiles(Path folder) {
    this.folder = folder;
  }

  @Override
  public synchronized void aboutToSend(UUID origin, SentMark mark) {
    try {
      file(origin).add(mark);
      complainedOf.remove(origin);
    } catch (IOException e) {
      complain(origin, e);
    }
  }

  @Override
  public synchronized List<SentMark> recent(UUID origin) {
    if (!open.containsKey(origin) && Files.notExists(folder(origin))) {
      return List.of(); // Nothing was ever sent from here, and perhaps nothing ever is.
    }
    try {
      return file(origin).recent();
    } catch (IOException e) {
      complain(origin, e);
      return List.of();
    }
  }

  private MarkFile file(UUID origin) throws IOException {
    MarkFile file = open.get(origin);
    if (file == null) {
      file = MarkFile.open(folder(origin));
      open.put(origin, file);
    }
    return file;
  }

  private Path folder(UUID origin) {
    return folder.resolve(origin.toString());
  }

  /** Once, until it works again: it is asked for with each part. */
  private void complain(UUID origin, IOException e) {
    if (complainedOf.add(origin)) {
      log.error(
          "What is sent can't be noted in {}: should the database be restored from a backup, this"
              + " node would not notice, and send again what it forgot",
          folder,
          e);
    }
  }

  @Override
  public synchronized void close() {
    for (MarkFile file : open.values()) {
      try {
        file.close();
      } catch (IOException e) {
        log.warn("A file of marks could not be closed", e);
      }
    }
    open.clear();
  }
}
