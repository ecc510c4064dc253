package dev.belfry.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.belfry.media.format.BrokenMedia;
import dev.belfry.media.format.StripImage;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.Media;
import dev.belfry.post.MediaKind;
import dev.belfry.post.MediaType;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What tells of an image's maker does not leave the machine. */
final class StripTest {
  private static final Path CORPUS = Path.of("../shared/corpus/media");

  private final Path folder;

  StripTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void a_jpeg_loses_its_place_and_maker_and_keeps_every_pixel() throws IOException {
    byte[] plain = Images.draw("jpeg", 40, 30);
    byte[] tagged = Tagged.jpeg(plain, 1);
    assertThat(Exif.isIn(tagged)).isTrue();

    byte[] left = Contents.of(probe(tagged));

    assertThat(Exif.isIn(left)).isFalse();
    assertThat(new String(left, ISO_8859_1)).contains("ICC_PROFILE", "JFIF").doesNotContain("TTT");
    assertThat(pixels(decode(left))).isEqualTo(pixels(decode(plain)));
  }

  /** What would be copied ends before it begins. */
  @Test
  void a_jpeg_whose_exif_is_shorter_than_its_name_is_broken() {
    byte[] plain = Images.draw("jpeg", 40, 30);
    byte[] head = "\u00ff\u00d8\u00ff\u00e1\0\2Exif\0\0".getBytes(ISO_8859_1);
    byte[] odd = Tagged.concat(head, Arrays.copyOfRange(plain, 2, plain.length));

    assertThatThrownBy(() -> StripImage.strip(MediaType.JPEG, odd)).isInstanceOf(BrokenMedia.class);
    assertThatThrownBy(() -> probe(odd))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("is broken");
  }

  @Test
  void a_progressive_jpeg_keeps_every_scan() throws IOException {
    byte[] plain = progressive(48, 40);

    byte[] left = Contents.of(probe(Tagged.jpeg(plain, 1)));

    assertThat(Exif.isIn(left)).isFalse();
    assertThat(pixels(decode(left))).isEqualTo(pixels(decode(plain)));
  }

  @Test
  void a_png_loses_its_texts_and_keeps_its_colours() throws IOException {
    byte[] plain = Images.draw("png", 40, 30);

    byte[] left = Contents.of(probe(Tagged.png(plain, 1)));

    assertThat(Exif.isIn(left)).isFalse();
    assertThat(new String(left, ISO_8859_1))
        .contains("gAMA")
        .doesNotContain("tEXt", "zTXt", "iTXt", "eXIf", "tIME");
    assertThat(pixels(decode(left))).isEqualTo(pixels(decode(plain)));
  }

  @Test
  void a_gif_loses_its_comments_and_keeps_going_round() throws IOException {
    byte[] plain = Tagged.animatedGif();

    MediaFile probed = probe(Tagged.gif(plain));

    assertThat(probed.media().kind()).isEqualTo(MediaKind.ANIMATION);
    assertThat(new String(plain, ISO_8859_1)).contains("NETSCAPE2.0");
    assertThat(Contents.of(probed)).isEqualTo(plain);
  }

  @Test
  void a_still_gif_is_no_animation() throws IOException {
    byte[] plain = Images.draw("gif", 9, 7);

    MediaFile probed = probe(Tagged.gif(plain));

    assertThat(probed.media().kind()).isEqualTo(MediaKind.IMAGE);
    assertThat(Exif.isIn(Contents.of(probed))).isFalse();
    assertThat(pixels(decode(Contents.of(probed)))).isEqualTo(pixels(decode(plain)));
  }

  @Test
  void a_webp_loses_its_chunks_and_the_flags_that_told_of_them() throws IOException {
    byte[] left = Contents.of(probe(Tagged.webp(Images.webp(), 1)));

    assertThat(Exif.isIn(left)).isFalse();
    assertThat(new String(left, ISO_8859_1)).doesNotContain("EXIF", "XMP ", "JUNK");
    assertThat(left[20]).as("flags").isEqualTo((byte) 0x10);
    assertThat(pixels(decode(left))).isEqualTo(pixels(decode(Images.webp())));
  }

  @Test
  void a_png_that_moves_is_told_from_one_that_does_not() throws IOException {
    byte[] plain = Images.draw("png", 9, 7);
    ByteArrayOutputStream moving = new ByteArrayOutputStream();
    moving.write(plain, 0, 33);
    Tagged.chunk(moving, "acTL", ByteBuffer.allocate(8).putInt(2).putInt(0).array());
    moving.write(plain, 33, plain.length - 33);

    MediaFile probed = probe(moving.toByteArray());

    assertThat(probed.media().kind()).isEqualTo(MediaKind.ANIMATION);
    assertThat(Contents.of(probed)).isEqualTo(moving.toByteArray());
  }

  @Test
  void what_has_nothing_to_lose_stays_as_it_is_and_so_does_what_was_stripped() throws IOException {
    for (byte[] plain :
        List.of(Images.draw("png", 9, 7), Images.draw("gif", 9, 7), Images.webp())) {
      assertThat(Contents.of(probe(plain))).isEqualTo(plain);
    }
    byte[] once = Contents.of(probe(Tagged.jpeg(Images.draw("jpeg", 9, 7), 1)));
    assertThat(Contents.of(probe(once))).isEqualTo(once);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void a_photo_that_was_taken_askew_is_turned_upright(int orientation) throws IOException {
    // The top left quarter, as a person sees the photo, is red; the rest is blue.
    byte[] askew = Tagged.jpeg(Askew.jpeg(orientation), orientation);

    MediaFile probed = probe(askew);

    BufferedImage seen = decode(Contents.of(probed));
    assertThat(List.of(probed.media().width(), probed.media().height())).containsExactly(64, 48);
    assertThat(List.of(seen.getWidth(), seen.getHeight())).containsExactly(64, 48);
    assertThat(isRed(seen.getRGB(8, 8))).isTrue();
    assertThat(isRed(seen.getRGB(56, 8))).isFalse();
    assertThat(isRed(seen.getRGB(8, 40))).isFalse();
    assertThat(isRed(seen.getRGB(56, 40))).isFalse();
    assertThat(Exif.isIn(Contents.of(probed))).isFalse();
    assertThat(probed.notes())
        .hasSize(orientation == 1 ? 0 : 1)
        .allMatch(note -> note.equals("photo: turned upright, for which it was encoded anew"));
  }

  @Test
  void a_png_and_a_webp_are_turned_too() throws IOException {
    Media png = probe(Tagged.png(Images.draw("png", 40, 30), 6)).media();
    Media webp = probe(Tagged.webp(Images.webp(), 6)).media();

    assertThat(List.of(png.width(), png.height())).containsExactly(30, 40);
    assertThat(png.type()).isEqualTo(MediaType.PNG);
    assertThat(webp.type()).isIn(MediaType.PNG, MediaType.JPEG);
  }

  @Test
  void real_images_come_through_with_every_pixel() throws IOException {
    assumeThat(CORPUS).as("the corpus lies beside the project").isDirectory();
    try (Stream<Path> images = Files.list(CORPUS)) {
      for (Path image : images.toList()) {
        byte[] before = Files.readAllBytes(image);
        byte[] left = Contents.of(probe(Tagged.png(before, 1)));
        assertThat(Exif.isIn(left)).as(image.toString()).isFalse();
        assertThat(pixels(decode(left))).as(image.toString()).isEqualTo(pixels(decode(before)));
      }
    }
  }

  private MediaFile probe(byte[] bytes) throws IOException {
    return ProbeMedia.probe(Files.write(folder.resolve("photo"), bytes));
  }

  private static BufferedImage decode(byte[] bytes) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes));
    assertThat(image).isNotNull();
    return image;
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  private static boolean isRed(int rgb) {
    return ((rgb >> 16) & 0xFF) > 200 && (rgb & 0xFF) < 60;
  }

  private static byte[] progressive(int width, int height) throws IOException {
    var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      var param = writer.getDefaultWriteParam();
      param.setProgressiveMode(javax.imageio.ImageWriteParam.MODE_DEFAULT);
      BufferedImage drawn =
          ImageIO.read(new ByteArrayInputStream(Images.draw("png", width, height)));
      writer.write(null, new javax.imageio.IIOImage(drawn, null, null), param);
    }
    writer.dispose();
    return bytes.toByteArray();
  }
}
