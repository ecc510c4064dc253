package dev.belfry.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.post.InvalidInput;
import dev.belfry.post.Media;
import dev.belfry.post.MediaKind;
import dev.belfry.post.MediaType;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.CRC32;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProbeMediaTest {
  private final Path folder;

  ProbeMediaTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "gif"})
  void an_image_is_known_by_its_content_whatever_its_name(String format) throws IOException {
    byte[] drawn = Images.draw(format, 31, 17);

    MediaFile probed = ProbeMedia.probe(file("picture.txt", drawn));
    Media media = probed.media();

    assertThat(media.type().mime()).isEqualTo("image/" + format);
    assertThat(media.width()).isEqualTo(31);
    assertThat(media.height()).isEqualTo(17);
    assertThat(media.kind()).isEqualTo(MediaKind.IMAGE);
    assertThat(probed.notes()).isEmpty();
    assertThat(Contents.of(probed)).hasSize((int) media.size());
    assertThat(media.sha256()).matches("[0-9a-f]{64}");
  }

  @Test
  void a_webp_image_is_measured() throws IOException {
    Media media = ProbeMedia.probe(file("dot.webp", Images.webp())).media();

    assertThat(media.type()).isEqualTo(MediaType.WEBP);
    assertThat(media.width()).isEqualTo(1);
    assertThat(media.height()).isEqualTo(1);
  }

  @Test
  void the_hash_is_that_of_the_bytes() throws IOException {
    MediaFile probed = ProbeMedia.probe(file("dot.webp", Images.webp()));

    assertThat(Contents.of(probed)).isEqualTo(Images.webp());
    assertThat(probed.media().sha256())
        .isEqualTo("86be52bdb7547413cafb3ed175a806a798c65de98b40849e0b974c47d187de65");
    assertThat(probed).isEqualTo(ProbeMedia.probe(file("copy.webp", Images.webp())));
  }

  @Test
  void a_missing_file_is_told_with_the_closest_name_beside_it() {
    Images.png(folder, "tower.png");

    refused(folder.resolve("towre.png"))
        .hasMessageEndingWith("there is no such file; did you mean \"tower.png\"?");
    refused(folder.resolve("nowhere/at-all.png")).hasMessageEndingWith("there is no such file");
  }

  @Test
  void a_folder_is_not_an_image() {
    refused(folder).hasMessageEndingWith("this is a folder; name a file in it");
  }

  @Test
  void a_device_is_not_waited_for() {
    refused(Path.of("/dev/zero")).hasMessageContaining("not a regular file");
  }

  @Test
  void an_empty_file_is_refused() throws IOException {
    refused(file("empty.png", new byte[0])).hasMessageEndingWith("the file is empty");
  }

  @Test
  void what_is_no_image_is_told_for_what_it_seems_to_be() throws IOException {
    Map<String, String> kinds =
        Map.of(
            "Only words, though it is called a picture", "text",
            "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "SVG",
            "<!DOCTYPE html><title>404</title>", "a web page",
            "%PDF-1.7\n", "PDF",
            "PK\u0003\u0004\n\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", "ZIP",
            "\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b", "something else",
            "II*\0\b\0\0\0\0\0\0\0\0\0\0\0", "TIFF");
    for (Map.Entry<String, String> kind : kinds.entrySet()) {
      refused(file("picture.png", kind.getKey().getBytes(UTF_8)))
          .hasMessageContaining("it seems to be " + kind.getValue());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "gif"})
  void an_image_that_was_cut_anywhere_is_broken(String format) throws IOException {
    byte[] whole = Images.draw(format, 40, 40);
    for (int length : new int[] {whole.length - 2, whole.length / 2, 30}) {
      refused(file("cut", Arrays.copyOf(whole, length))).hasMessageContaining("is broken: ");
    }
  }

  @Test
  void a_cut_webp_image_is_broken() throws IOException {
    refused(file("cut", Arrays.copyOf(Images.webp(), 28))).hasMessageContaining("is broken: ");
  }

  @Test
  void the_end_mark_of_a_thumbnail_does_not_make_a_cut_photo_whole() throws IOException {
    byte[] photo = Images.draw("jpeg", 40, 40);
    byte[] thumbnail = Images.draw("jpeg", 8, 8);
    ByteBuffer cut = ByteBuffer.allocate(photo.length + thumbnail.length + 4);
    cut.put(photo, 0, 2).putShort((short) 0xFFE1).putShort((short) (thumbnail.length + 2));
    cut.put(thumbnail).put(photo, 2, photo.length - 22);

    refused(file("photo.jpg", Arrays.copyOf(cut.array(), cut.position())))
        .hasMessageContaining("the file stops before the image does");
  }

  @Test
  void padding_behind_an_image_does_no_harm() throws IOException {
    for (String format : new String[] {"png", "jpeg", "gif"}) {
      byte[] whole = Images.draw(format, 9, 9);

      Media media = ProbeMedia.probe(file("p", Arrays.copyOf(whole, whole.length + 64))).media();

      assertThat(media.width()).isEqualTo(9);
    }
  }

  @Test
  void a_picture_of_terrifying_size_is_refused_without_being_decoded() throws IOException {
    refused(file("bomb.png", pngHeader(2_000_000_000, 2_000_000_000)))
        .hasMessageEndingWith(
            "it claims to have 2000000000×2000000000 pixels, which no network takes");
  }

  @Test
  void a_picture_that_is_too_large_to_be_decoded_is_taken_as_it_is() throws IOException {
    Media media = ProbeMedia.probe(file("poster.png", pngHeader(19_999, 19_999))).media();

    assertThat(media.width()).isEqualTo(19_999);
  }

  @Test
  void a_picture_that_must_be_scaled_down_and_does_not_fit_into_memory_is_refused_before_it_is()
      throws IOException {
    Path poster = file("poster.png", pngHeader(19_999, 19_999));

    assertThatThrownBy(() -> ProbeMedia.probe(poster, new Fit(1_000, 1_000)))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("its 19999×19999 pixels don't fit into the memory");
  }

  @Test
  void a_picture_without_pixels_is_broken() throws IOException {
    refused(file("flat.png", pngHeader(0, 5))).hasMessageContaining("is broken: ");
  }

  @Test
  void a_huge_file_is_refused_without_being_read() throws IOException {
    Path huge = Images.png(folder, "huge.png");
    try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
      file.setLength(50L * ProbeMedia.MOST_IMAGE_BYTES);
    }

    refused(huge).hasMessageEndingWith("too big: at most 67,108,864 bytes are taken");
  }

  /** A PNG that claims a size: its header, no pixels, its end. */
  private static byte[] pngHeader(int width, int height) {
    byte[] header =
        ByteBuffer.allocate(13)
            .putInt(width)
            .putInt(height)
            .put(new byte[] {8, 2, 0, 0, 0})
            .array();
    ByteBuffer png = ByteBuffer.allocate(8 + 25 + 12).putLong(0x89504E470D0A1A0AL);
    chunk(png, "IHDR", header);
    chunk(png, "IEND", new byte[0]);
    return png.array();
  }

  private static void chunk(ByteBuffer png, String type, byte[] data) {
    CRC32 crc = new CRC32();
    crc.update(type.getBytes(UTF_8));
    crc.update(data);
    png.putInt(data.length).put(type.getBytes(UTF_8)).put(data).putInt((int) crc.getValue());
  }

  private Path file(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> refused(Path file) {
    return assertThatThrownBy(() -> ProbeMedia.probe(file))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith(file.toString());
  }
}
