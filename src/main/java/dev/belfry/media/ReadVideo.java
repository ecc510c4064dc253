package dev.belfry.media;

import dev.belfry.media.format.BrokenMedia;
import dev.belfry.media.format.Film;
import dev.belfry.media.format.PatchedStream;
import dev.belfry.media.format.StripMp4;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.Media;
import dev.belfry.post.MediaType;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A video in its file to what is stored of it. However long it is, it is never in memory. */
final class ReadVideo {
  private ReadVideo() {}

  static MediaFile read(Path file) throws IOException, BrokenMedia {
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      if (size > ProbeMedia.MOST_VIDEO_BYTES) {
        throw new InvalidInput(
            file.toString(),
            "the video is too big: at most %s are taken"
                .formatted(Bytes.inWords(ProbeMedia.MOST_VIDEO_BYTES)));
      }
      Film film = StripMp4.strip(channel);
      MediaContent content =
          () -> new BufferedInputStream(new PatchedStream(ReadFile.open(file), film.patches()));
      try (InputStream in = content.open()) {
        return new MediaFile(
            new Media(
                Hash.of(in),
                MediaType.MP4,
                film.size().width(),
                film.size().height(),
                false,
                film.duration(),
                size),
            content);
      }
    }
  }
}
