package dev.belfry.cli;

import dev.belfry.compose.ImportJsonLines.TakeHouse;
import dev.belfry.compose.ProblemList;
import dev.belfry.compose.RawPost;
import dev.belfry.compose.formats.Asked;
import dev.belfry.compose.formats.DateOrder;
import dev.belfry.compose.formats.DetectFormat;
import dev.belfry.compose.formats.Format;
import dev.belfry.compose.formats.ReadPosts;
import dev.belfry.post.ClosestName;
import dev.belfry.post.InvalidInput;
import java.io.BufferedInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** What is said on the command line about the form of a file that is imported. */
final class ImportOptions {
  private final ParseResult given;
  private final Consumer<String> notes;

  /**
   * @param notes hears what a person should know of how the file was understood
   */
  ImportOptions(ParseResult given, Consumer<String> notes) {
    this.given = given;
    this.notes = notes;
  }

  static void declare(CommandSpec spec) {
    spec.addOption(
            Takes.one(
                "--format",
                "FORMAT",
                "What form the file has, where its beginning does not tell: "
                    + Format.explained()
                    + "."))
        .addOption(
            Takes.many(
                "--map",
                "FIELD=COLUMN",
                "Of any CSV, which column holds a post's text, at, zone, to, key, image or alt."))
        .addOption(
            Takes.one(
                "--date-order",
                "ORDER",
                "How the dates of a CSV are read: dmy, mdy or ymd. Hootsuite's tell by"
                    + " themselves, mostly."))
        .addOption(Takes.flag("--no-images", "Leave the images of another program's file out."));
  }

  /**
   * The posts of a file.
   *
   * @param name the file's, for people
   * @param folder what the names of image files are relative to
   * @param house takes what an export has besides posts
   */
  Stream<RawPost> read(
      InputStream in, String name, Path folder, TakeHouse house, ProblemList problems) {
    BufferedInputStream marked = new BufferedInputStream(in, DetectFormat.SEEN * 2);
    DetectFormat.refuseOthers(marked, name);
    @Nullable String said = given.matchedOptionValue("--format", null);
    Format format = said == null ? detect(marked, name) : format(said);
    return ReadPosts.read(format, marked, name, asked(folder, house), problems);
  }

  /** The posts of X's archive, in the folder where it was unpacked. */
  Stream<RawPost> readArchive(Path folder, TakeHouse house, ProblemList problems) {
    if (!ReadPosts.isXArchive(folder)) {
      throw new InvalidInput(
          folder.toString(),
          "this is a folder, and not X's archive (which has data/tweets.js); name a file in it");
    }
    return ReadPosts.readXArchive(folder, asked(folder, house), problems);
  }

  /** A map of columns is for a CSV only. */
  private Format detect(InputStream in, String name) {
    return given.hasMatchedOption("--map") ? Format.CSV : DetectFormat.of(in, name);
  }

  private static Format format(String written) {
    return Format.of(written)
        .orElseThrow(
            () ->
                new InvalidInput(
                    "--format",
                    "\"%s\" is not one%s; there are %s"
                        .formatted(
                            written,
                            ClosestName.hint(written, List.of(Format.words().split(", ", -1))),
                            Format.words())));
  }

  private Asked asked(Path folder, TakeHouse house) {
    return new Asked(
        folder, !given.hasMatchedOption("--no-images"), dateOrder(), columns(), house, notes);
  }

  private @Nullable DateOrder dateOrder() {
    @Nullable String written = given.matchedOptionValue("--date-order", null);
    return written == null
        ? null
        : DateOrder.of(written)
            .orElseThrow(
                () ->
                    new InvalidInput(
                        "--date-order", "\"%s\" is not dmy, mdy or ymd".formatted(written)));
  }

  private Map<String, String> columns() {
    Map<String, String> columns = new LinkedHashMap<>();
    for (String pair : given.matchedOptionValue("--map", List.<String>of())) {
      int equals = pair.indexOf('=');
      if (equals <= 0) {
        throw new InvalidInput(
            "--map", "\"%s\" is not FIELD=COLUMN, such as text=Message".formatted(pair));
      } else if (columns.put(pair.substring(0, equals), pair.substring(equals + 1)) != null) {
        throw new InvalidInput(
            "--map", "\"%s\" is said twice".formatted(pair.substring(0, equals)));
      }
    }
    return columns;
  }
}
