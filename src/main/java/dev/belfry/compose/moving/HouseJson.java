package dev.belfry.compose.moving;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_DEFAULT;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.belfry.post.ClosestName;
import dev.belfry.post.InvalidInput;
import java.time.DateTimeException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The lines of an export that are no posts, and what else it says of a post. Thread-safe. */
public final class HouseJson {
  /** The field that tells such a line from a post's. */
  public static final String KIND = "kind";

  private static final Map<String, Class<? extends HouseLine>> KINDS = kinds();

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .changeDefaultPropertyInclusion(
              unused -> JsonInclude.Value.construct(NON_DEFAULT, JsonInclude.Include.ALWAYS))
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  /** As Java writes what is before the year 0 or after 9999. */
  private static final Pattern LONG_YEAR = Pattern.compile("[+-][0-9]{4,10}-[0-9]{2}-[0-9]{2}T");

  private HouseJson() {}

  private static Map<String, Class<? extends HouseLine>> kinds() {
    Map<String, Class<? extends HouseLine>> kinds = new LinkedHashMap<>();
    kinds.put("belfry", HouseHeading.class);
    kinds.put("account", MovedAccount.class);
    kinds.put("hold", MovedHold.class);
    kinds.put("schedule", MovedSchedule.class);
    kinds.put("deleted", DeletedPost.class);
    kinds.put("rule", MovedRule.class);
    kinds.put("occurrence", MovedOccurrence.class);
    kinds.put("folder", MovedFolder.class);
    kinds.put("file", MovedFile.class);
    kinds.put("set", MovedSet.class);
    kinds.put("evergreen", MovedEvergreen.class);
    kinds.put("showing", MovedShowing.class);
    kinds.put("restore", MovedRestore.class);
    return kinds;
  }

  /** The line, without a line end. */
  public static String line(HouseLine line) {
    ObjectNode written = JSON.createObjectNode().put(KIND, kind(line));
    written.setAll(JSON.<ObjectNode>valueToTree(line));
    return JSON.writeValueAsString(written);
  }

  private static String kind(HouseLine line) {
    return KINDS.entrySet().stream()
        .filter(each -> each.getValue().isInstance(line))
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  /** Where a post stands, to be part of its line. */
  public static JsonNode node(MovedPost post) {
    return JSON.valueToTree(post);
  }

  /**
   * The line that an object is which has a {@link #KIND}.
   *
   * @param where where it stands
   * @throws InvalidInput where it can't be read
   */
  public static HouseLine read(String where, JsonNode node) {
    ObjectNode rest = ((ObjectNode) node).deepCopy();
    JsonNode kind = rest.remove(KIND);
    Class<? extends HouseLine> type = kind.isString() ? KINDS.get(kind.stringValue()) : null;
    if (type == null) {
      String written = kind.isString() ? kind.stringValue() : kind.toString();
      String hint = ClosestName.hint(written, List.copyOf(KINDS.keySet()));
      throw new InvalidInput(
          where,
          "there is no kind \"%s\" of line%s".formatted(written, hint.isEmpty() ? "" : hint));
    }
    return convert(where, rest, type);
  }

  /**
   * Where a post stands.
   *
   * @throws InvalidInput where it can't be read
   */
  public static MovedPost post(String where, JsonNode node) {
    return convert(where, node, MovedPost.class);
  }

  private static <T> T convert(String where, JsonNode node, Class<T> type) {
    refuseUnkept(where, node);
    try {
      return JSON.treeToValue(node, type);
    } catch (JacksonException e) {
      throw new InvalidInput(place(where, e), message(e));
    }
  }

  /** What Postgres can't keep, wherever it stands: it would say so, but not where. */
  private static void refuseUnkept(String where, JsonNode node) {
    for (String name : node.propertyNames()) {
      refuseUnkept(where + ", \"" + name + "\"", node.get(name));
    }
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        refuseUnkept(where + ", " + (i + 1), node.get(i));
      }
    }
    if (node.isString() && node.stringValue().indexOf('\0') >= 0) {
      throw new InvalidInput(where, "a NUL (U+0000) may not stand here");
    }
    if (node.isString() && LONG_YEAR.matcher(node.stringValue()).lookingAt()) {
      throw new InvalidInput(where, "a year has four digits here");
    }
  }

  private static String place(String where, JacksonException e) {
    String path =
        e instanceof DatabindException
            ? e.getPath().stream().map(HouseJson::step).collect(Collectors.joining(", "))
            : "";
    return path.isEmpty() ? where : where + ", " + path;
  }

  private static String step(JacksonException.Reference step) {
    @Nullable String name = step.getPropertyName();
    return name == null ? Integer.toString(step.getIndex() + 1) : "\"" + name + "\"";
  }

  private static String message(JacksonException e) {
    if (e instanceof UnrecognizedPropertyException) {
      return "this is not known here; was it written by a newer Belfry?";
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof IllegalArgumentException || cause instanceof DateTimeException) {
        return String.valueOf(cause.getMessage());
      }
    }
    return "this is not what may stand here";
  }
}
