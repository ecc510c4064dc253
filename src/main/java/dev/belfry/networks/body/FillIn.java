package dev.belfry.networks.body;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Puts what a network has told in the place of what stands for it in a body. */
public final class FillIn {
  private FillIn() {}

  /** The strings in an array, in order; none where there is no array. */
  public static Set<String> values(JsonNode array) {
    Set<String> values = new LinkedHashSet<>();
    array.forEach(each -> values.add(each.stringValue("")));
    return values;
  }

  /** Replaces each string in an array for which something is known; the others stay. */
  public static void values(JsonNode array, Map<String, String> found) {
    if (array instanceof ArrayNode values) {
      for (int i = 0; i < values.size(); i++) {
        String standsFor = values.get(i).stringValue("");
        values.set(i, found.getOrDefault(standsFor, standsFor));
      }
    }
  }
}
