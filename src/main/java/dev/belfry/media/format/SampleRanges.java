package dev.belfry.media.format;

import dev.belfry.media.format.Boxes.Box;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Where in an MP4 file the samples of a track lie, as its sample table tells. */
final class SampleRanges {
  private static final int AFTER_FLAGS = 4;

  private final Boxes boxes;
  private final Map<String, Box> table;
  private final List<Patch> ranges = new ArrayList<>();

  /**
   * @param table the boxes of the track's sample table
   */
  SampleRanges(Boxes boxes, Map<String, Box> table) {
    this.boxes = boxes;
    this.table = table;
  }

  /** A patch of zeros over each chunk of samples. */
  List<Patch> zeros() throws IOException, BrokenMedia {
    ByteBuffer sizes = content("stsz").position(AFTER_FLAGS);
    int same = sizes.getInt();
    int samples = sizes.getInt();
    boolean wide = table.containsKey("co64");
    ByteBuffer offsets = content(wide ? "co64" : "stco").position(AFTER_FLAGS);
    int chunks = offsets.getInt();
    ByteBuffer runs = content("stsc").position(AFTER_FLAGS);
    int runsLeft = runs.getInt();
    int perChunk = 0;
    int nextRun = runsLeft > 0 ? runs.getInt() : Integer.MAX_VALUE;
    int sample = 0;
    for (int chunk = 1; chunk <= chunks && sample < samples; chunk++) {
      if (chunk == nextRun) {
        perChunk = runs.getInt();
        int unusedDescription = runs.getInt();
        nextRun = --runsLeft > 0 ? runs.getInt() : Integer.MAX_VALUE;
      }
      long from = wide ? offsets.getLong() : Integer.toUnsignedLong(offsets.getInt());
      long end = from;
      for (int i = 0; i < perChunk && sample < samples; i++) {
        end += Integer.toUnsignedLong(same == 0 ? sizes.getInt() : same);
        sample++;
      }
      ranges.add(Patch.zeros(from, end));
    }
    return ranges;
  }

  private ByteBuffer content(String name) throws IOException, BrokenMedia {
    Box box = table.get(name);
    if (box == null) {
      throw new BrokenMedia("a track in it has no \"%s\"".formatted(name));
    }
    return boxes.content(box);
  }
}
