package dev.belfry.compose;

import dev.belfry.post.ClosestName;
import dev.belfry.post.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** The fields of a JSON object, read with every mistake gathered. A null is as good as nothing. */
final class JsonFields {
  private final String place;
  private final JsonNode node;
  private final ProblemList problems;

  /**
   * @param place where the object stands
   * @param names the names that may stand in it
   */
  JsonFields(String place, JsonNode node, List<String> names, ProblemList problems) {
    this.place = place;
    this.node = node;
    this.problems = problems;
    if (!node.isObject()) {
      problem("an object { … } is wanted, not " + kind(node));
    }
    for (String name : node.propertyNames()) {
      if (!names.contains(name)) {
        problem("\"%s\" is not known here%s".formatted(name, hint(name, names)));
      }
    }
  }

  private static String hint(String name, List<String> names) {
    String closest = ClosestName.hint(name, names);
    return closest.isEmpty() ? "; what may stand here: " + String.join(", ", names) : closest;
  }

  boolean has(String name) {
    return node.hasNonNull(name);
  }

  void problem(String message) {
    problems.add(new Problem(place, message));
  }

  /** The field's text; empty where it is missing or not text. */
  Optional<String> text(String name) {
    return has(name) ? text(name, node.get(name)) : Optional.empty();
  }

  /** Hands out the field's texts, one or a list of them. */
  void eachText(String name, Consumer<String> use) {
    if (has(name) && node.get(name).isArray()) {
      list(name).forEach(item -> text(name, item).ifPresent(use));
    } else {
      text(name).ifPresent(use);
    }
  }

  /**
   * The field's object; empty where it is missing.
   *
   * @param names the names that may stand in it
   */
  Optional<JsonFields> object(String name, List<String> names) {
    return has(name)
        ? Optional.of(new JsonFields(inside(name), node.get(name), names, problems))
        : Optional.empty();
  }

  private String inside(String name) {
    return place + ", \"" + name + "\"";
  }

  /** Whether the field says true. */
  boolean flag(String name) {
    if (has(name) && !node.get(name).isBoolean()) {
      problem("\"%s\" is true or false, not %s".formatted(name, kind(node.get(name))));
    }
    return has(name) && node.get(name).asBoolean(false);
  }

  /** Hands out the entries of a list in which texts may stand and objects. */
  void textsAndObjects(
      String name, List<String> names, Consumer<String> text, Consumer<JsonFields> object) {
    for (JsonNode item : list(name)) {
      if (item.isObject()) {
        object.accept(new JsonFields(inside(name), item, names, problems));
      } else {
        text(name, item).ifPresent(text);
      }
    }
  }

  /**
   * The objects of a list.
   *
   * @param each what one of them is called; its place is {@code part 2}
   */
  List<JsonFields> objects(String name, String each, List<String> names) {
    List<JsonFields> objects = new ArrayList<>();
    for (JsonNode item : list(name)) {
      String inner = place + ", " + each + " " + (objects.size() + 1);
      objects.add(new JsonFields(inner, item, names, problems));
    }
    return objects;
  }

  private List<JsonNode> list(String name) {
    if (!has(name)) {
      return List.of();
    }
    JsonNode list = node.get(name);
    if (!list.isArray()) {
      problem("\"%s\" is a list [ … ], not %s".formatted(name, kind(list)));
      return List.of();
    }
    return List.copyOf(list.values());
  }

  private Optional<String> text(String name, JsonNode value) {
    if (value.isString()) {
      return Optional.of(value.stringValue());
    }
    problem("\"%s\" is text in quotes, not %s".formatted(name, kind(value)));
    return Optional.empty();
  }

  private static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case ARRAY -> "a list";
      case OBJECT -> "an object";
      case STRING -> "text";
      case NUMBER -> "a number";
      case BOOLEAN -> node.booleanValue() ? "true" : "false";
      case NULL -> "null";
      default -> "nothing";
    };
  }
}
