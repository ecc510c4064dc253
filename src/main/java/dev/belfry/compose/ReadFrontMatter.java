package dev.belfry.compose;

import dev.belfry.post.InvalidInput;
import dev.belfry.post.Problem;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.Tag;

/** YAML to {@link FrontMatter}. */
final class ReadFrontMatter {
  private static final List<String> NAMES =
      List.of(
          "to",
          "at",
          "zone",
          "media",
          "key",
          "quote",
          "visibility",
          "language",
          "warning",
          "not-before",
          "skip-checks");
  private static final List<String> MEDIA_NAMES =
      List.of("file", "alt", "no-alt", "part", "sha256");

  private final Path folder;
  private final ProblemList problems = new ProblemList();

  private ReadFrontMatter(Path folder) {
    this.folder = folder;
  }

  /**
   * Reads front matter.
   *
   * @param yaml with the line {@code ---} that opens it, so that lines are counted as in the file
   * @throws InvalidInput with every problem
   */
  static FrontMatter read(String yaml, Path folder) {
    Optional<Node> root = PlainYaml.compose(yaml).filter(node -> !node.getTag().equals(Tag.NULL));
    return root.isEmpty() ? FrontMatter.EMPTY : new ReadFrontMatter(folder).read(root.get());
  }

  private FrontMatter read(Node root) {
    YamlFields fields = new YamlFields(root, NAMES, problems);
    List<FrontMatter.Image> media = new ArrayList<>();
    for (Node image : fields.list("media")) {
      image(image).ifPresent(media::add);
    }
    ReadPresentation presentation = new ReadPresentation(problems);
    fields.eachText("quote", presentation::quote);
    fields.text("visibility", presentation::visibility);
    fields.text("language", presentation::language);
    fields.text("warning", presentation::warning);
    ReadSkips skips = new ReadSkips(problems);
    fields.eachText("skip-checks", skips::skip);
    FrontMatter matter =
        new FrontMatter(
            fields.text("key").orElse(null),
            fields.texts("to"),
            fields.text("at").orElse(null),
            fields.text("zone").orElse(null),
            presentation.read(),
            new RawTerms(fields.text("not-before").orElse(null), skips.read()),
            media);
    problems.throwIfAny();
    return matter;
  }

  private Optional<FrontMatter.Image> image(Node node) {
    YamlFields fields = new YamlFields(node, MEDIA_NAMES, problems);
    Optional<String> file = fields.text("file");
    Optional<String> sha256 = fields.text("sha256");
    String place = PlainYaml.place(node);
    if (file.isPresent() == sha256.isPresent()) {
      problems.add(
          new Problem(place, "each of the \"media\" has either a \"file\" or a \"sha256\""));
      return Optional.empty();
    }
    int part = fields.count("part", 1);
    String alt = fields.text("alt").orElse("");
    boolean noAlt = fields.flag("no-alt");
    try {
      RawMedia.Source source =
          file.<RawMedia.Source>map(name -> new RawMedia.InFile(folder.resolve(name)))
              .orElseGet(() -> new RawMedia.Stored(sha256.orElseThrow()));
      return Optional.of(new FrontMatter.Image(place, part, new RawMedia(source, alt, noAlt)));
    } catch (InvalidPathException e) {
      problems.add(new Problem(place, "not the name of a file: " + e.getReason()));
      return Optional.empty();
    }
  }
}
