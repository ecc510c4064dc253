package dev.belfry.compose;

import dev.belfry.post.ClosestName;
import dev.belfry.post.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** The fields of a YAML mapping, read with every mistake gathered at its line and column. */
public final class YamlFields {
  private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,5}");

  private final Map<String, Node> values = new LinkedHashMap<>();
  private final ProblemList problems;
  private final String place;

  /**
   * @param names the names that may stand in it
   */
  public YamlFields(Node node, List<String> names, ProblemList problems) {
    this.problems = problems;
    this.place = PlainYaml.place(node);
    if (node instanceof MappingNode mapping) {
      mapping.getValue().forEach(field -> add(field, names));
    } else {
      problem(node, "names and values are wanted here, such as " + names.get(0) + ": …");
    }
  }

  private void add(NodeTuple field, List<String> names) {
    Node key = field.getKeyNode();
    String name = key instanceof ScalarNode scalar ? scalar.getValue() : "";
    if (!names.contains(name)) {
      problem(key, "\"%s\" is not known here%s".formatted(name, hint(name, names)));
    } else if (values.putIfAbsent(name, field.getValueNode()) != null) {
      problem(key, "\"%s\" stands here twice".formatted(name));
    }
  }

  private static String hint(String name, List<String> names) {
    String closest = ClosestName.hint(name, names);
    return closest.isEmpty() ? "; what may stand here: " + String.join(", ", names) : closest;
  }

  /** Where the mapping stands. */
  public String place() {
    return place;
  }

  /** Whether the field is there, with whatever value. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** The field's text and where it stands; empty where {@link #text} is. */
  public Optional<Written> one(String name) {
    Node node = values.get(name);
    return node == null ? Optional.empty() : written(name, node);
  }

  /** The field's texts, one or a list of them, and where each stands. */
  public List<Written> oneOrMore(String name) {
    Node node = values.get(name);
    return node instanceof SequenceNode list
        ? list.getValue().stream().flatMap(item -> written(name, item).stream()).toList()
        : one(name).stream().toList();
  }

  private Optional<Written> written(String name, Node node) {
    if (isNull(node)) {
      problem(node, "\"%s\" has no value; give it one, or leave it out".formatted(name));
      return Optional.empty();
    }
    return text(name, node).map(text -> new Written(text, PlainYaml.place(node)));
  }

  /** The node of a field that has fields of its own. */
  public Optional<Node> nested(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** The field's text; empty where it is missing, has no value or is not text. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name)).flatMap(node -> text(name, node));
  }

  /** Hands out the field's text, behind its place. */
  void text(String name, BiConsumer<String, String> use) {
    Node node = values.get(name);
    if (node != null) {
      text(name, node).ifPresent(text -> use.accept(PlainYaml.place(node), text));
    }
  }

  /** The field's texts, one or a list of them. */
  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    eachText(name, (place, text) -> texts.add(text));
    return texts;
  }

  /** Hands out the field's texts, one or a list of them, each behind its place. */
  void eachText(String name, BiConsumer<String, String> use) {
    if (values.get(name) instanceof SequenceNode list) {
      for (Node item : list.getValue()) {
        text(name, item).ifPresent(text -> use.accept(PlainYaml.place(item), text));
      }
    } else {
      text(name, use);
    }
  }

  /** The nodes of a list. */
  public List<Node> list(String name) {
    Node node = values.get(name);
    if (node == null || isNull(node)) {
      return List.of();
    }
    if (node instanceof SequenceNode list) {
      return list.getValue();
    }
    problem(node, "\"%s\" is a list; begin each of its entries with a dash".formatted(name));
    return List.of();
  }

  /** Whether the field says true. */
  boolean flag(String name) {
    Node node = values.get(name);
    if (node == null || isNull(node)) {
      return false;
    }
    String value = node instanceof ScalarNode scalar ? scalar.getValue() : "";
    if (!value.equals("true") && !value.equals("false")) {
      problem(node, "\"%s\" is true or false".formatted(name));
    }
    return value.equals("true");
  }

  /** The field's whole number from 1; what it is where it is not said otherwise. */
  public int count(String name, int otherwise) {
    return count(name, otherwise, Integer.MAX_VALUE);
  }

  /** The field's whole number from 1; what it is where it is not said otherwise. */
  public int count(String name, int otherwise, int most) {
    Node node = values.get(name);
    if (node == null || isNull(node)) {
      return otherwise;
    }
    if (node instanceof ScalarNode scalar && COUNT.matcher(scalar.getValue()).matches()) {
      int count = Integer.parseInt(scalar.getValue());
      if (count <= most) {
        return count;
      }
    }
    String upTo = most == Integer.MAX_VALUE ? "" : " to " + most;
    problem(node, "\"%s\" is a whole number from 1%s".formatted(name, upTo));
    return otherwise;
  }

  /** A number or a yes is taken as it was written: a post's key may well be 42. */
  private Optional<String> text(String name, Node node) {
    if (isNull(node)) {
      return Optional.empty();
    }
    if (node instanceof ScalarNode scalar) {
      return Optional.of(scalar.getValue());
    }
    problem(node, "\"%s\" is one text, and this is not; put it in quotes".formatted(name));
    return Optional.empty();
  }

  /** Adds a problem of a field's value; where there is none, of the whole. */
  void problem(String name, String message) {
    Node node = values.get(name);
    problems.add(new Problem(node == null ? "" : PlainYaml.place(node), message));
  }

  private static boolean isNull(Node node) {
    return PlainYaml.isNull(node);
  }

  private void problem(Node node, String message) {
    problems.add(new Problem(PlainYaml.place(node), message));
  }
}
