package dev.belfry.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.drew.imaging.ImageProcessingException;
import com.drew.imaging.mp4.Mp4MetadataReader;
import com.drew.metadata.mp4.Mp4Directory;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.Media;
import dev.belfry.post.MediaKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VideoTest {
  private final Path folder;

  VideoTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void a_video_is_known_by_its_content_and_measured() throws IOException {
    Media media = probe(new MadeMp4()).media();

    assertThat(media.kind()).isEqualTo(MediaKind.VIDEO);
    assertThat(List.of(media.width(), media.height())).containsExactly(1280, 720);
    assertThat(media.duration()).isEqualTo(Duration.ofMillis(12_500));
    assertThat(media.size()).isEqualTo(new MadeMp4().bytes().length);
  }

  @Test
  void a_video_of_a_phone_that_was_held_upright_stands() throws IOException {
    Media media = probe(new MadeMp4().heldUpright()).media();

    assertThat(List.of(media.width(), media.height())).containsExactly(720, 1280);
  }

  @Test
  void a_video_loses_its_place_and_maker_and_nothing_in_it_moves() throws Exception {
    for (MadeMp4 made :
        List.of(new MadeMp4().withPositions(), new MadeMp4().withPositions().fastStart())) {
      byte[] before = made.bytes();
      assertThat(Exif.isIn(before)).isTrue();

      byte[] left = Contents.of(probe(made));

      assertThat(left).hasSameSizeAs(before);
      assertThat(Exif.isIn(left)).isFalse();
      assertThat(new String(left, ISO_8859_1)).doesNotContain("xyz", "+52.52", "udta", "{{{{");
      int at = made.pictureAt();
      assertThat(Arrays.copyOfRange(left, at, at + made.picture().length))
          .isEqualTo(made.picture());
      assertThat(Mp4Reader.duration(left)).isEqualTo(12.5);
    }
  }

  @Test
  void what_was_stripped_once_is_the_same_file_for_ever() throws IOException {
    byte[] once = Contents.of(probe(new MadeMp4().withPositions()));

    assertThat(Contents.of(probe(once))).isEqualTo(once);
  }

  @Test
  void a_track_of_data_between_fragments_is_not_left_in_silence() throws IOException {
    assertThat(probe(new MadeMp4().inFragments()).media().kind()).isEqualTo(MediaKind.VIDEO);
    refused(new MadeMp4().inFragments().withPositions().bytes())
        .hasMessageContaining("export it anew as a plain MP4");
  }

  @Test
  void a_video_that_was_cut_anywhere_is_broken() throws IOException {
    byte[] whole = new MadeMp4().bytes();
    for (int length = 12; length < whole.length - 60; length += 97) {
      refused(Arrays.copyOf(whole, length)).hasMessageContaining("is broken: ");
    }
  }

  @Test
  void boxes_that_lie_about_their_size_are_refused() throws IOException {
    byte[] whole = new MadeMp4().bytes();
    for (int at = 4; at < whole.length; at++) {
      String name = new String(whole, at, 4 <= whole.length - at ? 4 : 0, ISO_8859_1);
      if (List.of("moov", "trak", "mdia", "stbl", "mvhd").contains(name)) {
        byte[] lies = whole.clone();
        Arrays.fill(lies, at - 4, at, (byte) 0x7F);
        refused(lies).hasMessageContaining("is broken: ");
        Arrays.fill(lies, at - 4, at, (byte) 0);
        lies[at - 1] = 9;
        refused(lies).hasMessageContaining("is broken: ");
      }
    }
  }

  @Test
  void a_file_of_nothing_but_boxes_is_not_walked_to_its_end() throws IOException {
    byte[] boxes = new byte[2_000_000];
    System.arraycopy(MadeMp4.box("ftyp", "isom0000".getBytes(ISO_8859_1)), 0, boxes, 0, 16);
    for (int at = 16; at < boxes.length; at += 8) {
      System.arraycopy(MadeMp4.box("free", new byte[0]), 0, boxes, at, 8);
    }
    refused(boxes).hasMessageContaining("more than 100000 boxes");
  }

  @Test
  void a_video_without_length_or_picture_is_refused() throws IOException {
    refused(new MadeMp4().lasting(0).bytes()).hasMessageContaining("does not tell how long it is");
    String sound = new String(new MadeMp4().bytes(), ISO_8859_1).replace("vide", "soun");
    refused(sound.getBytes(ISO_8859_1)).hasMessageContaining("sound alone is not taken");
  }

  @Test
  void a_film_of_another_kind_is_told() throws IOException {
    byte[] film = new MadeMp4().bytes();
    System.arraycopy("qt  ".getBytes(ISO_8859_1), 0, film, 8, 4);

    refused(film)
        .hasMessageContaining("or an MP4 video; it seems to be ")
        .hasMessageContaining("QuickTime");
  }

  @Test
  void a_huge_video_is_refused_without_being_read() throws IOException {
    Path huge = Files.write(folder.resolve("huge.mp4"), new MadeMp4().bytes());
    try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
      file.setLength(ProbeMedia.MOST_VIDEO_BYTES + 1);
    }

    assertThatThrownBy(() -> ProbeMedia.probe(huge))
        .isInstanceOf(InvalidInput.class)
        .hasMessageEndingWith("the video is too big: at most 536,870,912 bytes are taken");
  }

  private MediaFile probe(MadeMp4 made) throws IOException {
    return probe(made.bytes());
  }

  private MediaFile probe(byte[] bytes) throws IOException {
    return ProbeMedia.probe(Files.write(folder.resolve("film.txt"), bytes));
  }

  private AbstractThrowableAssert<?, ? extends Throwable> refused(byte[] bytes) {
    return assertThatThrownBy(() -> probe(bytes)).isInstanceOf(InvalidInput.class);
  }

  /** A reader that is not ours. */
  private static final class Mp4Reader {
    static double duration(byte[] bytes) throws IOException, ImageProcessingException {
      Mp4Directory directory =
          Mp4MetadataReader.readMetadata(new ByteArrayInputStream(bytes))
              .getFirstDirectoryOfType(Mp4Directory.class);
      assertThat(directory).isNotNull();
      return directory == null
          ? 0
          : ((com.drew.lang.Rational)
                  java.util.Objects.requireNonNull(
                      directory.getObject(Mp4Directory.TAG_DURATION_SECONDS)))
              .doubleValue();
    }
  }
}
