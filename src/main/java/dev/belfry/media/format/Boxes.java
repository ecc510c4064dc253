package dev.belfry.media.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The boxes of an MP4 file (ISO/IEC 14496-12, 4.2): each has a size, a name and its content. Only
 * what is asked for is read, and never more of it than fits into little memory.
 */
final class Boxes {
  /**
   * Far more than any recorder writes; a file of nothing but empty boxes would be walked for hours.
   */
  private static final int MOST = 100_000;

  private static final int MOST_READ = 16 << 20;
  private static final int HEADER = 8;
  private static final int LONG_HEADER = 16;

  /**
   * A box.
   *
   * @param at where its header begins
   * @param content where its content begins
   * @param end where the next one may begin
   */
  record Box(String name, long at, long content, long end) {}

  private final FileChannel file;
  private int seen;

  Boxes(FileChannel file) {
    this.file = file;
  }

  /** All of the file's outermost boxes. */
  List<Box> outermost() throws IOException, BrokenMedia {
    return between(0, file.size());
  }

  /** The boxes in a box whose content is nothing but boxes. */
  List<Box> in(Box box) throws IOException, BrokenMedia {
    return between(box.content(), box.end());
  }

  private List<Box> between(long from, long to) throws IOException, BrokenMedia {
    List<Box> boxes = new ArrayList<>();
    long at = from;
    while (to - at >= HEADER) {
      Box box = box(at, to);
      boxes.add(box);
      at = box.end();
      if (++seen > MOST) {
        throw new BrokenMedia("it has more than %d boxes, as no recorder writes".formatted(MOST));
      }
    }
    return boxes;
  }

  private Box box(long at, long to) throws IOException, BrokenMedia {
    ByteBuffer header = read(at, HEADER);
    long size = Integer.toUnsignedLong(header.getInt());
    byte[] name = new byte[4];
    header.get(name);
    long content = at + HEADER;
    if (size == 1) {
      content = at + LONG_HEADER;
      size = read(at + HEADER, 8).getLong();
    } else if (size == 0) {
      size = to - at; // to the end of all
    }
    if (size < content - at || size > to - at) {
      throw new BrokenMedia(CutShort.SENTENCE);
    }
    return new Box(new String(name, StandardCharsets.ISO_8859_1), at, content, at + size);
  }

  /** The whole content of a box. */
  ByteBuffer content(Box box) throws IOException, BrokenMedia {
    long length = box.end() - box.content();
    if (length > MOST_READ) {
      throw new BrokenMedia(
          "its box \"%s\" is larger than any recorder writes".formatted(box.name()));
    }
    return read(box.content(), (int) length);
  }

  private ByteBuffer read(long at, int length) throws IOException, BrokenMedia {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (file.read(bytes, at + bytes.position()) < 0) {
        throw new BrokenMedia(CutShort.SENTENCE);
      }
    }
    return bytes.flip();
  }
}
