package dev.belfry.endtoend;

import dev.belfry.endtoend.Written.PartWritten;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A line of {@code belfry history --json}, as far as a script would read it here. */
record Told(long seq, String event, String account, PartWritten part) {

  static List<Told> read(String jsonLines) {
    return jsonLines.lines().map(JsonMapper.shared()::readTree).map(Told::of).toList();
  }

  private static Told of(JsonNode line) {
    return new Told(
        line.path("seq").longValue(),
        line.path("event").stringValue(),
        line.path("account").asString(""),
        new PartWritten(
            line.path("part").asInt(0),
            line.path("text").asString(""),
            Written.children(line.path("media"))
                .map(image -> image.path("alt").stringValue())
                .toList()));
  }
}
