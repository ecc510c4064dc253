package dev.belfry.media;

import static dev.belfry.media.Exif.SECRET;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Random;

/** An MP4 file as a phone or a drone writes it, made box by box; its samples are noise. */
public final class MadeMp4 {
  static final int SAMPLE = 1_000;

  private int timescale = 600;
  private long units = 7_500;
  private boolean upright;
  private boolean dataTrack;
  private boolean fragments;
  private boolean moovFirst;
  private int samples = 3;

  /** As a phone stores it that is held upright: lying down, with a matrix that turns it. */
  MadeMp4 heldUpright() {
    upright = true;
    return this;
  }

  /** With a track of positions. */
  MadeMp4 withPositions() {
    dataTrack = true;
    return this;
  }

  MadeMp4 inFragments() {
    fragments = true;
    return this;
  }

  /** As a web server likes it. */
  MadeMp4 fastStart() {
    moovFirst = true;
    return this;
  }

  MadeMp4 lasting(long millis) {
    timescale = 1_000;
    units = millis;
    return this;
  }

  public MadeMp4 withSamples(int count) {
    samples = count;
    return this;
  }

  /** The samples of the picture track, which must not change. */
  byte[] picture() {
    byte[] noise = new byte[samples * SAMPLE];
    new Random(42).nextBytes(noise);
    return noise;
  }

  public byte[] bytes() {
    byte[] ftyp = box("ftyp", bytes("isom\0\0\2\0isomavc1"));
    byte[] positions = SECRET.repeat(4).getBytes(ISO_8859_1);
    byte[] mdat = box("mdat", Tagged.concat(picture(), positions));
    int before = moovFirst ? ftyp.length + moov(0).length : ftyp.length;
    byte[] moov = moov(before + 8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(ftyp);
    out.writeBytes(moovFirst ? moov : mdat);
    out.writeBytes(moovFirst ? mdat : moov);
    if (fragments) {
      out.writeBytes(box("moof", box("mfhd", new byte[8])));
    }
    out.writeBytes(box("uuid", bytes("0123456789abcdef" + SECRET)));
    out.writeBytes(box("free", bytes(SECRET)));
    return out.toByteArray();
  }

  /** Where the picture's samples begin in the file. */
  int pictureAt() {
    byte[] ftyp = box("ftyp", bytes("isom\0\0\2\0isomavc1"));
    return (moovFirst ? ftyp.length + moov(0).length : ftyp.length) + 8;
  }

  private byte[] moov(int samplesAt) {
    ByteArrayOutputStream in = new ByteArrayOutputStream();
    in.writeBytes(box("mvhd", movieHeader()));
    in.writeBytes(track("vide", samplesAt, samples, SAMPLE));
    if (dataTrack) {
      in.writeBytes(track("meta", samplesAt + samples * SAMPLE, 4, SECRET.length()));
    }
    byte[] place = bytes("+52.5200+013.4050/" + SECRET);
    in.writeBytes(box("udta", box("\u00A9xyz", place)));
    in.writeBytes(box("meta", bytes("\0\0\0\0" + SECRET)));
    return box("moov", in.toByteArray());
  }

  private byte[] movieHeader() {
    return ByteBuffer.allocate(100)
        .putInt(0)
        .putInt(0x7B7B7B7B)
        .putInt(0x7B7B7B7B)
        .putInt(timescale)
        .putInt((int) units)
        .array();
  }

  private byte[] track(String kind, int at, int count, int size) {
    byte[] table =
        Tagged.concat(
            Tagged.concat(
                box("stsz", ints(0, size, count)),
                box("stsc", ints(0, 2, 1, 1, 1, 2, count - 1, 1))),
            box("stco", ints(0, 2, at, at + size)));
    byte[] minf = box("minf", Tagged.concat(box("nmhd", ints(0)), box("stbl", table)));
    byte[] hdlr = box("hdlr", bytes("\0\0\0\0\0\0\0\0" + kind + "\0".repeat(12) + SECRET + "\0"));
    byte[] mdhd = box("mdhd", ints(0, 0x7B7B7B7B, 0x7B7B7B7B, timescale, (int) units, 0));
    byte[] mdia = box("mdia", Tagged.concat(Tagged.concat(mdhd, hdlr), minf));
    byte[] udta = box("udta", box("name", bytes(SECRET)));
    return box("trak", Tagged.concat(Tagged.concat(box("tkhd", trackHeader()), mdia), udta));
  }

  private byte[] trackHeader() {
    ByteBuffer header = ByteBuffer.allocate(84).putInt(3).putInt(0x7B7B7B7B).putInt(0x7B7B7B7B);
    int one = 0x10000;
    int[] matrix =
        upright
            ? new int[] {0, one, 0, -one, 0, 0, 0, 0, 0x40000000}
            : new int[] {one, 0, 0, 0, one, 0, 0, 0, 0x40000000};
    header.position(40);
    for (int each : matrix) {
      header.putInt(each);
    }
    return header.putInt(1280 << 16).putInt(720 << 16).array();
  }

  static byte[] box(String name, byte[] content) {
    return ByteBuffer.allocate(8 + content.length)
        .putInt(8 + content.length)
        .put(bytes(name))
        .put(content)
        .array();
  }

  private static byte[] ints(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 4);
    for (int value : values) {
      bytes.putInt(value);
    }
    return bytes.array();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }
}
