package dev.belfry.media;

import static dev.belfry.media.Exif.SECRET;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

/** Images of each format with all that can tell of their maker, put in byte by byte. */
final class Tagged {
  private Tagged() {}

  /** EXIF, XMP, IPTC, a comment, a thumbnail in the header, and a second image behind the first. */
  static byte[] jpeg(byte[] plain, int orientation) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(plain, 0, 2);
    segment(out, 0xE0, bytes("JFIF\0\1\2\0\0\1\0\1\1\1" + "TTT"));
    segment(out, 0xE1, concat(bytes("Exif\0\0"), Exif.of(orientation)));
    segment(out, 0xE1, bytes("http://ns.adobe.com/xap/1.0/\0<x>" + SECRET + "</x>"));
    segment(out, 0xE2, bytes("ICC_PROFILE\0\1\1" + "not really"));
    segment(out, 0xE2, bytes("MPF\0" + SECRET));
    segment(out, 0xED, bytes("Photoshop 3.0\0" + SECRET));
    segment(out, 0xFE, bytes(SECRET));
    out.write(plain, 2, plain.length - 2);
    out.writeBytes(concat(plain, bytes(SECRET)));
    return out.toByteArray();
  }

  private static void segment(ByteArrayOutputStream out, int mark, byte[] content) {
    out.write(0xFF);
    out.write(mark);
    out.write((content.length + 2) >> 8);
    out.write(content.length + 2);
    out.writeBytes(content);
  }

  /** Texts of all three kinds, EXIF, the time, and a gamma that must stay. */
  static byte[] png(byte[] plain, int orientation) {
    int afterHeader = 8 + 25;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(plain, 0, afterHeader);
    chunk(out, "gAMA", ByteBuffer.allocate(4).putInt(45_455).array());
    chunk(out, "tEXt", bytes("Author\0" + SECRET));
    chunk(out, "zTXt", bytes("Author\0\0" + SECRET));
    chunk(out, "iTXt", bytes("XML:com.adobe.xmp\0\0\0\0\0" + SECRET));
    chunk(out, "eXIf", Exif.of(orientation));
    chunk(out, "tIME", bytes("\7\u00EA\1\1\1\1\1"));
    out.write(plain, afterHeader, plain.length - afterHeader);
    out.writeBytes(bytes(SECRET));
    return out.toByteArray();
  }

  static void chunk(ByteArrayOutputStream out, String name, byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(bytes(name));
    crc.update(content);
    out.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
    out.writeBytes(bytes(name));
    out.writeBytes(content);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }

  /** A comment and XMP. */
  static byte[] gif(byte[] plain) {
    int header = 13 + ((plain[10] & 0x80) == 0 ? 0 : 3 << ((plain[10] & 7) + 1));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(plain, 0, header);
    out.writeBytes(bytes("!\u00FE" + (char) SECRET.length() + SECRET + "\0"));
    out.writeBytes(bytes("!\u00FF\u000BXMP DataXMP" + (char) SECRET.length() + SECRET + "\0"));
    out.write(plain, header, plain.length - header);
    out.writeBytes(bytes(SECRET));
    return out.toByteArray();
  }

  /** A GIF of two pictures that goes on for ever. */
  static byte[] animatedGif() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      for (int colour : new int[] {0xFF0000, 0x00FF00}) {
        BufferedImage image = new BufferedImage(8, 6, BufferedImage.TYPE_BYTE_INDEXED);
        image.setRGB(2, 2, colour);
        writer.writeToSequence(new IIOImage(image, null, forEver(writer, image)), null);
      }
      writer.endWriteSequence();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static IIOMetadata forEver(ImageWriter writer, BufferedImage image) throws IOException {
    IIOMetadata metadata =
        writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), null);
    IIOMetadataNode root = new IIOMetadataNode(metadata.getNativeMetadataFormatName());
    IIOMetadataNode extensions = new IIOMetadataNode("ApplicationExtensions");
    IIOMetadataNode loop = new IIOMetadataNode("ApplicationExtension");
    loop.setAttribute("applicationID", "NETSCAPE");
    loop.setAttribute("authenticationCode", "2.0");
    loop.setUserObject(new byte[] {1, 0, 0});
    extensions.appendChild(loop);
    root.appendChild(extensions);
    metadata.mergeTree(metadata.getNativeMetadataFormatName(), root);
    return metadata;
  }

  /** In the extended form, with EXIF and XMP. */
  static byte[] webp(byte[] plain, int orientation) {
    ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    riff(chunks, "VP8X", new byte[] {0x10 | 0x08 | 0x04, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    chunks.write(plain, 12, plain.length - 12);
    riff(chunks, "EXIF", Exif.of(orientation));
    riff(chunks, "XMP ", bytes(SECRET));
    riff(chunks, "JUNK", bytes(SECRET));
    byte[] out = new byte[12 + chunks.size()];
    ByteBuffer into = ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN);
    into.put(bytes("RIFF")).putInt(4 + chunks.size()).put(bytes("WEBP")).put(chunks.toByteArray());
    return concat(out, bytes(SECRET));
  }

  private static void riff(ByteArrayOutputStream out, String name, byte[] content) {
    out.writeBytes(bytes(name));
    out.writeBytes(little(4).putInt(content.length).array());
    out.writeBytes(content);
    if (content.length % 2 == 1) {
      out.write(0);
    }
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  static byte[] concat(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }
}
