package dev.belfry.compose.formats;

import dev.belfry.compose.ImportJsonLines;
import dev.belfry.compose.ProblemList;
import dev.belfry.compose.RawPost;
import dev.belfry.compose.ReadText;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Reads the posts of a file in any {@link Format}. */
public final class ReadPosts {
  private ReadPosts() {}

  /**
   * The posts, read one by one as the stream is consumed, in order and by one thread. What has
   * problems is not in it: look at {@code problems} at its end. Memory is bounded but for keys, of
   * Hootsuite's file for as many rows as tell the order of its dates, and for X's archive.
   *
   * @param in is not closed; supports {@link InputStream#mark}
   * @param name the file's, for people
   */
  public static Stream<RawPost> read(
      Format format, InputStream in, String name, Asked asked, ProblemList problems) {
    return switch (format) {
      case JSON_LINES -> ImportJsonLines.read(in, asked.folder(), asked.house(), problems);
      case BUFFER -> ReadBuffer.read(in, asked, problems);
      case HOOTSUITE -> ReadHootsuite.read(in, asked, problems);
      case CSV -> ReadMappedCsv.read(in, asked, Separator.of(in), problems);
      case TYPEFULLY ->
          problems.gather(() -> ReadText.from(in, name)).stream().flatMap(ReadTypefully::read);
      case TWEET ->
          problems.gather(() -> ReadText.from(in, name)).stream()
              .flatMap(text -> ReadTweetFile.read(text, asked, problems));
      case X_ARCHIVE -> ReadXArchive.read(in, asked, problems);
    };
  }

  /** Whether the folder holds X's archive, or is its {@code data}. */
  public static boolean isXArchive(Path folder) {
    return !ReadXArchive.files(data(folder)).isEmpty();
  }

  /** The posts of X's archive, as {@link #read} gives them; its images are found by themselves. */
  public static Stream<RawPost> readXArchive(Path folder, Asked asked, ProblemList problems) {
    Path data = data(folder);
    return ReadXArchive.readFolder(data, asked.in(data), problems);
  }

  private static Path data(Path folder) {
    Path data = folder.resolve("data");
    return ReadXArchive.files(data).isEmpty() ? folder : data;
  }
}
