package dev.belfry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.media.Images;
import dev.belfry.post.Media;
import dev.belfry.post.MediaType;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

final class InlineImagesTest {
  private static final String HASH = "ab".repeat(32);

  @Test
  void a_small_image_stays_byte_for_byte_what_it_is() {
    byte[] bytes = Images.draw("png", 40, 30);

    assertThat(address(bytes, image(MediaType.PNG, 40, 30, bytes)))
        .isEqualTo("data:image/png;base64," + Base64.getEncoder().encodeToString(bytes));
  }

  @Test
  void a_large_one_is_shown_as_a_smaller_copy_of_the_same_form() throws IOException {
    byte[] bytes = Images.draw("png", 1600, 1200);

    String address = address(bytes, image(MediaType.PNG, 1600, 1200, bytes));

    BufferedImage shown = read(address);
    assertThat(address).startsWith("data:image/jpeg;").hasSizeLessThan(210_000);
    assertThat((double) shown.getWidth() / shown.getHeight()).isBetween(1.32, 1.35);
    assertThat(shown.getWidth()).isBetween(200, 1100);
  }

  @Test
  void of_what_moves_the_first_picture_is_shown() throws IOException {
    byte[] bytes = Images.draw("gif", 40, 30);
    Media moves = new Media(HASH, MediaType.GIF, 40, 30, true, null, bytes.length);

    assertThat(read(address(bytes, moves)).getWidth()).isEqualTo(40);
    assertThat(address(bytes, moves)).doesNotStartWith("data:image/gif");
  }

  @Test
  void a_video_and_what_can_not_be_drawn_are_not_shown() {
    byte[] bytes = {1, 2, 3};
    InlineImages images = new InlineImages(sha256 -> new ByteArrayInputStream(bytes));

    assertThat(
            images.address(new Media(HASH, MediaType.MP4, 40, 30, false, Duration.ofSeconds(3), 3)))
        .isEmpty();
    assertThat(images.address(image(MediaType.PNG, 4000, 3000, bytes))).isEmpty();
  }

  @Test
  void a_page_holds_only_so_much() {
    byte[] bytes = Images.draw("png", 40, 30);
    InlineImages images =
        new InlineImages(sha256 -> new ByteArrayInputStream(bytes), bytes.length * 3L);
    Media image = image(MediaType.PNG, 40, 30, bytes);

    assertThat(images.address(image)).isPresent();
    assertThat(images.address(image)).isPresent();
    assertThat(images.address(image)).isEmpty();
  }

  private static Media image(MediaType type, int width, int height, byte[] bytes) {
    return new Media(HASH, type, width, height, bytes.length);
  }

  private static String address(byte[] bytes, Media media) {
    return new InlineImages(sha256 -> new ByteArrayInputStream(bytes)).address(media).orElseThrow();
  }

  private static BufferedImage read(String address) throws IOException {
    byte[] bytes = Base64.getDecoder().decode(address.substring(address.indexOf(',') + 1));
    return ImageIO.read(new ByteArrayInputStream(bytes));
  }
}
