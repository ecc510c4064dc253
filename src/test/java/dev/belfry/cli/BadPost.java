package dev.belfry.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A post with one thing wrong, and what is said of it; it can be handed to each of the commands
 * that make posts.
 *
 * @param name what is wrong, for the test's name
 * @param fields {@code text}, and any of {@code to, at, zone, media, alt}
 * @param says what must stand in the one sentence
 */
record BadPost(String name, Map<String, String> fields, int exit, List<String> says) {

  static BadPost of(String name, Map<String, String> fields, String... says) {
    return new BadPost(name, new TreeMap<>(fields), 3, List.of(says));
  }

  BadPost exits(int code) {
    return new BadPost(name, fields, code, says);
  }

  String text() {
    return fields.getOrDefault("text", "Ding");
  }

  /** The options that say everything but the text. */
  List<String> options(Path folder) {
    List<String> options = new ArrayList<>();
    for (String field : List.of("to", "at", "zone", "media", "alt")) {
      if (fields.containsKey(field)) {
        options.add("--" + field);
        options.add(
            field.equals("media")
                ? folder.resolve(fields.get(field)).toString()
                : fields.get(field));
      }
    }
    return options;
  }

  /** As a post file. */
  String file() {
    StringBuilder file = new StringBuilder("---\n");
    for (String field : List.of("to", "at", "zone")) {
      if (fields.containsKey(field)) {
        file.append("%s: \"%s\"\n".formatted(field, fields.get(field)));
      }
    }
    if (fields.containsKey("media")) {
      file.append("media:\n  - file: \"%s\"\n".formatted(fields.get("media")));
      file.append("    alt: \"%s\"\n".formatted(fields.getOrDefault("alt", "")));
    }
    return file.append("---\n").append(text()).append('\n').toString();
  }

  /** As a line of JSON. */
  String line() {
    ObjectNode line = JsonMapper.shared().createObjectNode().put("text", text());
    if (fields.containsKey("to")) {
      line.putArray("to").add(fields.get("to"));
    }
    for (String field : List.of("at", "zone")) {
      if (fields.containsKey(field)) {
        line.put(field, fields.get(field));
      }
    }
    if (fields.containsKey("media")) {
      line.putArray("media")
          .addObject()
          .put("file", fields.get("media"))
          .put("alt", fields.getOrDefault("alt", ""));
    }
    return line + "\n";
  }

  @Override
  public String toString() {
    return name;
  }
}
