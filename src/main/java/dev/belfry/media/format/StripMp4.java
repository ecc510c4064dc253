package dev.belfry.media.format;

import dev.belfry.media.format.Boxes.Box;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Measures an MP4 file, and finds all in it that tells of its maker: place, time, device, titles,
 * and tracks of data such as a drone's positions. Each such box becomes an empty one of the same
 * length, so that the samples stay where the tables say that they are.
 *
 * <p>What is kept is listed, not what is dropped; the boxes are walked to a fixed depth.
 */
public final class StripMp4 {
  private static final byte[] FREE = "free".getBytes(StandardCharsets.US_ASCII);

  private static final Set<String> IN_FILE =
      Set.of("ftyp", "styp", "moov", "moof", "mdat", "mfra", "sidx", "ssix");
  private static final Set<String> IN_MOOV = Set.of("mvhd", "iods", "trak", "mvex");
  private static final Set<String> IN_TRAK = Set.of("tkhd", "edts", "mdia");
  private static final Set<String> IN_MDIA = Set.of("mdhd", "hdlr", "minf", "elng");
  private static final Set<String> IN_MINF =
      Set.of("vmhd", "smhd", "nmhd", "sthd", "gmhd", "dinf", "hdlr", "stbl");
  private static final Set<String> IN_STBL =
      Set.of(
          "stsd", "stts", "ctts", "cslg", "stss", "stps", "stsz", "stz2", "stsc", "stco", "co64",
          "sdtp", "sbgp", "sgpd", "subs", "saiz", "saio");
  private static final Set<String> IN_MOOF = Set.of("mfhd", "traf");
  private static final Set<String> IN_TRAF =
      Set.of("tfhd", "tfdt", "trun", "sbgp", "sgpd", "subs", "saiz", "saio", "senc", "sdtp");

  /** Tracks that are seen or heard; any other is data. */
  private static final Set<String> SHOWN = Set.of("vide", "soun", "text", "sbtl", "subt", "clcp");

  private final Boxes boxes;
  private final List<Patch> patches = new ArrayList<>();
  private @Nullable ImageSize size;
  private Duration duration = Duration.ZERO;
  private long timescale = 1;
  private boolean hasDataTrack;

  private StripMp4(FileChannel file) {
    this.boxes = new Boxes(file);
  }

  /**
   * What the file holds, and how it is read without word of its maker.
   *
   * @throws BrokenMedia where it is not whole, has no picture, or does not tell its length
   */
  public static Film strip(FileChannel file) throws IOException, BrokenMedia {
    try {
      return new StripMp4(file).film();
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new BrokenMedia("one of its boxes is too short for what it should hold");
    }
  }

  private Film film() throws IOException, BrokenMedia {
    List<Box> outermost = boxes.outermost();
    Map<String, Box> byName = kept(outermost, IN_FILE);
    Box moov = byName.get("moov");
    if (moov == null || !byName.containsKey("mdat")) {
      throw new BrokenMedia(CutShort.SENTENCE);
    }
    movie(moov);
    for (Box box : outermost) {
      if (box.name().equals("moof")) {
        fragment(box);
      }
    }
    if (size == null) {
      throw new BrokenMedia("it has no picture; sound alone is not taken");
    }
    if (duration.isZero()) {
      throw new BrokenMedia("it does not tell how long it is; export it anew as a plain MP4");
    }
    return new Film(size, duration, patches);
  }

  private void movie(Box moov) throws IOException, BrokenMedia {
    List<Box> inside = boxes.in(moov);
    Map<String, Box> byName = kept(inside, IN_MOOV);
    Box header = byName.get("mvhd");
    if (header != null) {
      movieHeader(header);
    }
    Box extension = byName.get("mvex");
    if (extension != null) {
      movieExtension(extension);
    }
    for (Box box : inside) {
      if (box.name().equals("trak")) {
        track(box);
      }
    }
  }

  private void movieHeader(Box header) throws IOException, BrokenMedia {
    ByteBuffer content = withoutTimes(header);
    boolean wide = content.get(0) == 1;
    timescale = Math.max(1, Integer.toUnsignedLong(content.getInt(wide ? 20 : 12)));
    length(wide ? content.getLong(24) : Integer.toUnsignedLong(content.getInt(16)));
  }

  /** A file in fragments tells its length here. */
  private void movieExtension(Box extension) throws IOException, BrokenMedia {
    for (Box box : boxes.in(extension)) {
      if (box.name().equals("mehd")) {
        ByteBuffer content = boxes.content(box);
        length(
            content.get(0) == 1 ? content.getLong(4) : Integer.toUnsignedLong(content.getInt(4)));
      }
    }
  }

  /** All ones stand for a length that nobody knows. */
  private void length(long units) {
    if (units > 0 && units != 0xFFFF_FFFFL && units < Long.MAX_VALUE / 1_000) {
      duration = Duration.ofMillis(Math.max(1, units * 1_000 / timescale));
    }
  }

  private void track(Box trak) throws IOException, BrokenMedia {
    int patchesBefore = patches.size();
    Map<String, Box> inTrak = inside(trak, IN_TRAK);
    Map<String, Box> inMdia = inside(required(inTrak, "mdia"), IN_MDIA);
    Map<String, Box> inMinf = inside(required(inMdia, "minf"), IN_MINF);
    Map<String, Box> inStbl = inside(required(inMinf, "stbl"), IN_STBL);
    String kind = handler(required(inMdia, "hdlr"));
    if (!SHOWN.contains(kind)) {
      hasDataTrack = true;
      // It goes as a whole: what is stripped again must be the same file, with the same hash.
      patches.subList(patchesBefore, patches.size()).clear();
      patches.addAll(new SampleRanges(boxes, inStbl).zeros());
      free(trak);
      return;
    }
    ByteBuffer header = withoutTimes(required(inTrak, "tkhd"));
    ByteBuffer unused = withoutTimes(required(inMdia, "mdhd"));
    if (kind.equals("vide") && size == null) {
      size = shown(header);
    }
  }

  /** Behind the kind stands the name that the recorder gives to what wrote the track. */
  private String handler(Box box) throws IOException, BrokenMedia {
    byte[] kind = new byte[4];
    boxes.content(box).get(8, kind);
    if (box.content() + 24 < box.end()) {
      patches.add(Patch.zeros(box.content() + 24, box.end()));
    }
    return new String(kind, StandardCharsets.ISO_8859_1);
  }

  /** A phone that is held upright records lying down, and writes a matrix that turns it. */
  private static ImageSize shown(ByteBuffer header) throws BrokenMedia {
    int matrix = header.get(0) == 1 ? 52 : 40;
    int width = header.getInt(matrix + 36) >>> 16;
    int height = header.getInt(matrix + 40) >>> 16;
    if (width == 0 || height == 0) {
      throw new BrokenMedia("it has no pixels");
    }
    boolean turned = header.getInt(matrix) == 0 && header.getInt(matrix + 16) == 0;
    return turned
        ? new ImageSize(/* width= */ height, /* height= */ width)
        : new ImageSize(width, height);
  }

  private void fragment(Box moof) throws IOException, BrokenMedia {
    if (hasDataTrack) {
      throw new BrokenMedia(
          "it is in fragments and has a track of data, which can't be taken out; export it anew as"
              + " a plain MP4");
    }
    List<Box> inside = boxes.in(moof);
    Map<String, Box> unused = kept(inside, IN_MOOF);
    for (Box box : inside) {
      if (box.name().equals("traf")) {
        Map<String, Box> unusedInside = inside(box, IN_TRAF);
      }
    }
  }

  /** When it was made and changed stands behind version and flags, in 32 or 64 bits each. */
  private ByteBuffer withoutTimes(Box header) throws IOException, BrokenMedia {
    ByteBuffer content = boxes.content(header);
    int times = content.get(0) == 1 ? 16 : 8;
    patches.add(Patch.zeros(header.content() + 4, header.content() + 4 + times));
    return content;
  }

  private Map<String, Box> inside(Box box, Set<String> names) throws IOException, BrokenMedia {
    return kept(boxes.in(box), names);
  }

  /** The boxes that are kept, the first of each name; the others are emptied. */
  private Map<String, Box> kept(List<Box> all, Set<String> names) {
    Map<String, Box> kept = new HashMap<>();
    for (Box box : all) {
      if (names.contains(box.name())) {
        kept.putIfAbsent(box.name(), box);
      } else {
        free(box);
      }
    }
    return kept;
  }

  private void free(Box box) {
    patches.add(Patch.word(box.at() + 4, FREE));
    if (box.content() < box.end()) {
      patches.add(Patch.zeros(box.content(), box.end()));
    }
  }

  private static Box required(Map<String, Box> boxes, String name) throws BrokenMedia {
    Box box = boxes.get(name);
    if (box == null) {
      throw new BrokenMedia("a track in it has no \"%s\"".formatted(name));
    }
    return box;
  }
}
