package dev.belfry.app;

import static java.util.Comparator.comparing;

import dev.belfry.app.postgres.OwnersFile;
import dev.belfry.publish.SentMark;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest marks of a node: a ring of lines of one size, each on a sector of its own with a
 * checksum. A node that dies while it writes one loses that one only, and had not sent it yet.
 *
 * <p>The file is this node's for as long as it runs; at the start it also reads those that other
 * nodes left there or still write. Not thread-safe.
 */
final class MarkFile implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(MarkFile.class);
  private static final int LINES = 64;
  private static final String SUFFIX = ".marks";

  /** More nodes than anybody runs in one home. */
  private static final int MOST_FILES = 1_000;

  /** Without a channel: one would be closed by an interrupt. */
  private final RandomAccessFile file;

  private final Deque<SentMark> recent = new ArrayDeque<>();
  private long sequence;

  private MarkFile(RandomAccessFile file) {
    this.file = file;
  }

  /** Takes the folder's first file that no running node has, and makes one where there is none. */
  static MarkFile open(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (int number = 1; number <= MOST_FILES; number++) {
      Path path = folder.resolve(number + SUFFIX);
      @Nullable MarkFile taken = take(path);
      if (taken != null) {
        return taken.withAllOf(folder, path);
      }
    }
    throw new IOException("every file of marks in " + folder + " is taken");
  }

  private static @Nullable MarkFile take(Path path) throws IOException {
    boolean isNew = Files.notExists(path);
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    if (!isLocked(file)) {
      file.close();
      return null;
    }
    if (isNew) {
      file.setLength((long) LINES * MarkLine.SIZE);
      file.getFD().sync();
      OwnersFile.forceFolder(path.toAbsolutePath().getParent());
    }
    return new MarkFile(file);
  }

  /** Behind the last line, so that where locks are binding others can still read. */
  private static boolean isLocked(RandomAccessFile file) throws IOException {
    try {
      @Nullable FileLock lock =
          file.getChannel().tryLock((long) LINES * MarkLine.SIZE, 1, /* shared= */ false);
      return lock != null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      return false;
    }
  }

  private MarkFile withAllOf(Path folder, Path path) throws IOException {
    try {
      List<SentMark> marks = new ArrayList<>(readOthers(folder, path));
      byte[] own = new byte[LINES * MarkLine.SIZE];
      file.seek(0);
      for (MarkLine line : lines(path, own, Math.max(0, file.read(own)))) {
        sequence = Math.max(sequence, line.sequence());
        marks.add(line.mark());
      }
      marks.sort(comparing(SentMark::epoch).thenComparing(SentMark::at));
      marks.forEach(this::remember);
      return this;
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** Not the own one: on Linux, whoever opens and closes a file drops the process's locks on it. */
  private static List<SentMark> readOthers(Path folder, Path own) throws IOException {
    List<SentMark> marks = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
      for (Path path : files) {
        if (!path.equals(own)) {
          byte[] theirs = Files.readAllBytes(path);
          lines(path, theirs, theirs.length).forEach(line -> marks.add(line.mark()));
        }
      }
    }
    return marks;
  }

  private static List<MarkLine> lines(Path path, byte[] bytes, int length) {
    List<MarkLine> lines = new ArrayList<>();
    int damaged = 0;
    for (int from = 0; from < length; from += MarkLine.SIZE) {
      int until = Math.min(length, from + MarkLine.SIZE);
      if (!MarkLine.isBlank(bytes, from, until)) {
        Optional<MarkLine> line = MarkLine.parse(bytes, from, until);
        line.ifPresent(lines::add);
        damaged += line.isPresent() ? 0 : 1;
      }
    }
    if (damaged > 0) {
      log.warn(
          "{} lines of {} are damaged and are passed over; {} are read",
          damaged,
          path,
          lines.size());
    }
    return lines;
  }

  /** The mark is on the disk when this returns. */
  void add(SentMark mark) throws IOException {
    byte[] line = new MarkLine(sequence + 1, mark).bytes();
    file.seek((sequence + 1) % LINES * MarkLine.SIZE);
    file.write(line);
    file.getFD().sync();
    sequence++;
    remember(mark);
  }

  private void remember(SentMark mark) {
    recent.addLast(mark);
    if (recent.size() > LINES) {
      recent.removeFirst();
    }
  }

  List<SentMark> recent() {
    return List.copyOf(recent);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
