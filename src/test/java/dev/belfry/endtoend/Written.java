package dev.belfry.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Posts as somebody wrote them in JSON Lines.
 *
 * @param lines one object a post
 * @param folder where the images lie that the lines name
 */
record Written(List<ObjectNode> lines, Path folder) {
  private static final JsonMapper JSON = JsonMapper.shared();

  /**
   * What a part says, and the alt texts of its images: what must not change on the way.
   *
   * @param position from 1
   */
  record PartWritten(int position, String text, List<String> alts) {
    static PartWritten of(int position, JsonNode part) {
      return new PartWritten(
          position,
          part.path("text").stringValue(),
          children(part.path("media")).map(image -> image.path("alt").stringValue()).toList());
    }
  }

  static Written in(Stream<String> lines, Path folder) {
    return new Written(lines.map(line -> (ObjectNode) JSON.readTree(line)).toList(), folder);
  }

  int posts() {
    return lines.size();
  }

  /** Every part of every post, in order. */
  List<PartWritten> parts() {
    List<PartWritten> parts = new ArrayList<>();
    for (ObjectNode line : lines) {
      List<JsonNode> ofPost =
          line.has("parts") ? children(line.path("parts")).toList() : List.of(line);
      for (int i = 0; i < ofPost.size(); i++) {
        parts.add(PartWritten.of(i + 1, ofPost.get(i)));
      }
    }
    return parts;
  }

  /**
   * Writes the same posts into a file of the folder, with where and when each goes out.
   *
   * @param ahead how long from now the first does
   * @param apart how long after it the second does, and so on
   */
  Path scheduled(List<String> accounts, Duration ahead, Duration apart) throws IOException {
    Instant first = Instant.now().plus(ahead).truncatedTo(ChronoUnit.MILLIS);
    List<String> written = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      ObjectNode line = lines.get(i).deepCopy();
      accounts.forEach(line.putArray("to")::add);
      line.put("at", first.plus(apart.multipliedBy(i)).toString());
      written.add(JSON.writeValueAsString(line));
    }
    return Files.write(folder.resolve("scheduled.jsonl"), written);
  }

  static Stream<JsonNode> children(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
