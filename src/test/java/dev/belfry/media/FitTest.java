package dev.belfry.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.post.Media;
import dev.belfry.post.MediaType;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FitTest {
  private final Path folder;

  FitTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void what_fits_is_left_alone() throws IOException {
    byte[] plain = Images.draw("png", 60, 40);

    MediaFile probed = probe("bell.png", plain, new Fit(plain.length, 2_400));

    assertThat(Contents.of(probed)).isEqualTo(plain);
    assertThat(probed.notes()).isEmpty();
  }

  @Test
  void a_photo_with_too_many_bytes_is_scaled_down_and_it_is_said() throws IOException {
    byte[] noise = Images.draw("jpeg", 800, 600);

    MediaFile probed = probe("bell.jpg", noise, new Fit(100_000, Long.MAX_VALUE));

    Media media = probed.media();
    assertThat(media.type()).isEqualTo(MediaType.JPEG);
    assertThat(media.size()).isBetween(60_000L, 100_000L);
    assertThat(4 * media.height())
        .isCloseTo(3 * media.width(), org.assertj.core.data.Offset.offset(4));
    assertThat(probed.notes())
        .containsExactly(
            "bell.jpg: 800×600, %s → %d×%d, %s"
                .formatted(
                    Bytes.about(noise.length),
                    media.width(),
                    media.height(),
                    Bytes.about(media.size())));
    assertThat(decode(probed).getWidth()).isEqualTo(media.width());
  }

  @Test
  void an_image_with_too_many_pixels_has_no_more_than_are_taken() throws IOException {
    Media media =
        probe("bell.png", Images.draw("png", 400, 300), new Fit(Long.MAX_VALUE, 30_000)).media();

    assertThat((long) media.width() * media.height()).isBetween(29_000L, 30_000L);
    assertThat(media.type()).isEqualTo(MediaType.PNG);
  }

  @Test
  void what_shines_through_goes_on_doing_so() throws IOException {
    BufferedImage clear = new BufferedImage(200, 200, BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = clear.createGraphics();
    graphics.setColor(Color.RED);
    graphics.fillRect(0, 0, 100, 200);
    graphics.dispose();
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(clear, "png", png);

    BufferedImage small = decode(probe("c.png", png.toByteArray(), new Fit(1 << 20, 10_000)));

    assertThat(small.getRGB(10, 10)).isEqualTo(0xFFFF0000);
    assertThat(small.getRGB(small.getWidth() - 10, 10) >>> 24).isZero();
  }

  @Test
  void a_photo_that_is_askew_and_too_large_is_turned_and_scaled() throws IOException {
    MediaFile probed =
        probe("bell.jpg", Tagged.jpeg(Images.draw("jpeg", 400, 300), 6), new Fit(20_000, 50_000));

    assertThat(probed.media().height()).isGreaterThan(probed.media().width());
    assertThat(probed.media().size()).isLessThanOrEqualTo(20_000);
    assertThat(probed.notes()).hasSize(2);
    assertThat(Exif.isIn(Contents.of(probed))).isFalse();
  }

  @Test
  void an_animation_and_a_video_are_never_encoded_anew() throws IOException {
    byte[] gif = Tagged.animatedGif();
    byte[] film = Contents.of(probe("film.mp4", new MadeMp4().bytes(), Fit.NOTHING));

    assertThat(Contents.of(probe("a.gif", gif, new Fit(10, 10)))).isEqualTo(gif);
    assertThat(Contents.of(probe("film.mp4", film, new Fit(10, 10)))).isEqualTo(film);
  }

  private MediaFile probe(String name, byte[] bytes, Fit fit) throws IOException {
    return ProbeMedia.probe(Files.write(folder.resolve(name), bytes), fit);
  }

  private static BufferedImage decode(MediaFile file) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(Contents.of(file)));
  }
}
