package dev.belfry.media.format;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.List;

/** A file as its patches make it. Not thread-safe. */
public final class PatchedStream extends FilterInputStream {
  private final List<Patch> patches;
  private long at;
  private int next;

  /** From the file's first byte on. */
  public PatchedStream(InputStream in, List<Patch> patches) {
    super(in);
    this.patches = patches.stream().sorted(Comparator.comparingLong(Patch::at)).toList();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] buffer, int from, int length) throws IOException {
    int read = in.read(buffer, from, length);
    if (read > 0) {
      long end = at + read;
      while (next < patches.size() && patches.get(next).end() <= at) {
        next++;
      }
      for (int i = next; i < patches.size() && patches.get(i).at() < end; i++) {
        apply(patches.get(i), buffer, from, end);
      }
      at = end;
    }
    return read;
  }

  private void apply(Patch patch, byte[] buffer, int from, long end) {
    for (long place = Math.max(at, patch.at()); place < Math.min(end, patch.end()); place++) {
      buffer[from + (int) (place - at)] = patch.at(place);
    }
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  @Override
  public long skip(long count) throws IOException {
    byte[] skipped = new byte[(int) Math.min(count, 1 << 16)];
    return Math.max(0, read(skipped, 0, skipped.length));
  }
}
