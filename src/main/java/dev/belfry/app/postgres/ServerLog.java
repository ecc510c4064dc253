package dev.belfry.app.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;

/**
 * The server's log. Postgres appends to it what concerns the server itself and no failed statement
 * (see {@code belfry.conf}), and each start that finds it long begins a new one and keeps one old.
 *
 * @param file in the data folder, which is the one place that the server's user surely may write
 * @param start its length in bytes when it was opened
 */
record ServerLog(Path file, long start) {
  private static final long LONG = 1L << 20;

  static ServerLog openedFor(Path data) throws IOException {
    Path file = data.resolve("server.log");
    if (length(file) > LONG) {
      Files.move(file, data.resolve("server.log.1"), StandardCopyOption.REPLACE_EXISTING);
    }
    return new ServerLog(file, length(file));
  }

  /** What has been added since. */
  String news() throws IOException {
    if (length(file) <= start) {
      return "";
    }
    byte[] all = Files.readAllBytes(file);
    return new String(Arrays.copyOfRange(all, (int) start, all.length), StandardCharsets.UTF_8);
  }

  private static long length(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }
}
