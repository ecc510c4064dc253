package dev.belfry.compose;

import dev.belfry.compose.moving.HouseJson;
import dev.belfry.compose.moving.MovedPost;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.Network;
import dev.belfry.post.Presentation;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** One line of JSON to a {@link RawPost}. */
final class ReadPostJson {
  private static final ObjectReader READER =
      JsonMapper.builder(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .build()
          .readerFor(JsonNode.class);

  /** Where the post stood in the Belfry that wrote it: then its line names no accounts itself. */
  static final String STATE = "state";

  private static final List<String> NAMES =
      List.of(
          "id",
          "text",
          "wording",
          "media",
          "parts",
          "to",
          "at",
          "zone",
          "quote",
          "visibility",
          "language",
          "warning",
          "not-before",
          "skip-checks",
          STATE);
  private static final List<String> PART_NAMES = List.of("text", "wording", "media");
  private static final List<String> NETWORKS =
      Stream.of(Network.values()).map(Network::word).toList();
  private static final List<String> TARGET_NAMES = List.of("account", "at", "zone");
  private static final List<String> MEDIA_NAMES = List.of("file", "alt", "no-alt");

  private final Path folder;

  ReadPostJson(Path folder) {
    this.folder = folder;
  }

  /**
   * The post in the JSON object.
   *
   * @throws InvalidInput with every problem
   */
  RawPost read(String where, JsonNode json) {
    ProblemList problems = new ProblemList();
    JsonFields fields = new JsonFields(where, json, NAMES, problems);
    List<RawPart> parts = parts(fields);
    List<String> to = new ArrayList<>();
    List<RawTarget> apart = new ArrayList<>();
    fields.textsAndObjects(
        "to", TARGET_NAMES, to::add, target -> apart(target).ifPresent(apart::add));
    RawPost post =
        new RawPost(
            where,
            fields.text("id").orElse(null),
            parts,
            presentation(where, fields, problems),
            to,
            fields.text("at").orElse(null),
            fields.text("zone").orElse(null),
            apart,
            terms(where, fields, problems),
            moved(where, fields, json, problems));
    problems.throwIfAny();
    return post;
  }

  private static @Nullable MovedPost moved(
      String where, JsonFields fields, JsonNode json, ProblemList problems) {
    if (!fields.has(STATE)) {
      return null;
    }
    for (String name : List.of("to", "at", "zone")) {
      if (fields.has(name)) {
        fields.problem(
            "\"%s\" stands beside \"state\", which tells it; take one of them out".formatted(name));
      }
    }
    return problems
        .gather(() -> HouseJson.post(where + ", \"state\"", json.get(STATE)))
        .orElse(null);
  }

  private static Presentation presentation(String where, JsonFields fields, ProblemList problems) {
    ReadPresentation presentation = new ReadPresentation(problems);
    fields.eachText("quote", url -> presentation.quote(where, url));
    fields.text("visibility").ifPresent(word -> presentation.visibility(where, word));
    fields.text("language").ifPresent(tag -> presentation.language(where, tag));
    fields.text("warning").ifPresent(text -> presentation.warning(where, text));
    return presentation.read();
  }

  private static RawTerms terms(String where, JsonFields fields, ProblemList problems) {
    ReadSkips skips = new ReadSkips(problems);
    fields.eachText("skip-checks", name -> skips.skip(where, name));
    String notBefore = fields.text("not-before").orElse(null);
    return notBefore == null && skips.read().isEmpty()
        ? RawTerms.NONE
        : new RawTerms(notBefore, skips.read());
  }

  /**
   * What stands on a line.
   *
   * @throws InvalidInput where it is not JSON, with the column
   */
  static JsonNode parse(String where, String json) {
    try {
      return READER.readTree(json);
    } catch (JacksonException e) {
      // Jackson has no location where one of its own bounds is passed, such as that on nesting.
      TokenStreamLocation at = e.getLocation();
      String place = at == null ? where : where + ", column " + at.getColumnNr();
      throw new InvalidInput(place, "not JSON: " + e.getOriginalMessage());
    }
  }

  private List<RawPart> parts(JsonFields fields) {
    if (fields.has("parts") == fields.has("text")) {
      fields.problem("a post has either a \"text\" or \"parts\"");
      return List.of();
    }
    if (fields.has("text")) {
      return List.of(part(fields));
    }
    if (fields.has("media")) {
      fields.problem("\"media\" stands in one of the \"parts\", to tell where the images go");
    }
    if (fields.has("wording")) {
      fields.problem("\"wording\" stands in one of the \"parts\", to tell which it words");
    }
    return fields.objects("parts", "part", PART_NAMES).stream().map(this::part).toList();
  }

  private static Optional<RawTarget> apart(JsonFields fields) {
    Optional<String> account = fields.text("account");
    if (account.isEmpty()) {
      fields.problem("an account with a time of its own has an \"account\"");
    }
    return account.map(
        name ->
            new RawTarget(name, fields.text("at").orElse(null), fields.text("zone").orElse(null)));
  }

  /** An image may stand without a word, and a text without an image. */
  private RawPart part(JsonFields fields) {
    List<RawMedia> media = new ArrayList<>();
    for (JsonFields image : fields.objects("media", "image", MEDIA_NAMES)) {
      media(image).ifPresent(media::add);
    }
    return new RawPart(fields.text("text").orElse(""), wording(fields), media);
  }

  private static Map<Network, String> wording(JsonFields fields) {
    Map<Network, String> wording = new EnumMap<>(Network.class);
    Optional<JsonFields> given = fields.object("wording", NETWORKS);
    for (Network network : Network.values()) {
      given
          .flatMap(texts -> texts.text(network.word()))
          .ifPresent(text -> wording.put(network, text));
    }
    return wording;
  }

  private Optional<RawMedia> media(JsonFields fields) {
    Optional<String> file = fields.text("file").filter(name -> !name.isEmpty());
    String alt = fields.text("alt").orElse("");
    if (file.isEmpty()) {
      fields.problem("each of the \"media\" has a \"file\"");
      return Optional.empty();
    }
    try {
      RawMedia.Source source = new RawMedia.InFile(folder.resolve(file.get()));
      return Optional.of(new RawMedia(source, alt, fields.flag("no-alt")));
    } catch (InvalidPathException e) {
      fields.problem("not the name of a file: " + e.getReason());
      return Optional.empty();
    }
  }
}
