package dev.belfry.testing.network;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.oas.OpenApi30;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * X's own description of its API (OpenAPI), which lies beside the project where there is one. What
 * is sent to X, and what a fake of it answers, is held against it. Thread-safe.
 */
final class XDocument {
  private static final Path FILE =
      Path.of(System.getProperty("belfry.shared", "../shared"), "networks", "x-openapi.json");

  private final JsonNode document = JsonMapper.shared().readTree(FILE.toFile());
  private final JsonSchemaFactory schemas =
      JsonSchemaFactory.getInstance(
          VersionFlag.V4,
          builder ->
              builder
                  .metaSchema(OpenApi30.getInstance())
                  .defaultMetaSchemaIri(OpenApi30.getInstance().getIri()));
  private final Map<String, JsonSchema> known = new ConcurrentHashMap<>();

  private XDocument() {}

  private static final class Once {
    private static final XDocument READ = new XDocument();

    static {
      // Reading the schema of posts takes seconds: not within the deadline of whoever posts first.
      List<String> unused = READ.request("POST", "/2/tweets", "{}");
    }
  }

  /** The document; empty where it is not at hand. */
  static Optional<XDocument> atHand() {
    return Files.exists(FILE) ? Optional.of(Once.READ) : Optional.empty();
  }

  /** What is wrong with a body that is sent, as JSON; a form's fields likewise. */
  List<String> request(String method, String path, String json) {
    JsonNode content = operation(method, path).at("/requestBody/content/application~1json/schema");
    return content.isMissingNode()
        ? List.of("%s %s takes no body".formatted(method, path))
        : against(content, json);
  }

  /** What is wrong with an answer of success. */
  List<String> response(String method, String path, int status, String json) {
    JsonNode schema =
        operation(method, path)
            .at("/responses/%d/content/application~1json/schema".formatted(status));
    return schema.isMissingNode()
        ? List.of("%s %s never answers %d".formatted(method, path, status))
        : against(schema, json);
  }

  /** What is wrong with a query. */
  List<String> query(String method, String path, Map<String, String> query) {
    Map<String, JsonNode> parameters =
        StreamSupport.stream(operation(method, path).path("parameters").spliterator(), false)
            .map(this::resolved)
            .collect(Collectors.toMap(each -> each.path("name").stringValue(""), each -> each));
    List<String> problems = new ArrayList<>();
    query.forEach(
        (name, value) -> {
          JsonNode parameter = parameters.get(name);
          if (parameter == null) {
            problems.add("%s %s knows no parameter %s".formatted(method, path, name));
          } else {
            problems.addAll(parameter(resolved(parameter.path("schema")), value));
          }
        });
    return problems;
  }

  private static List<String> parameter(JsonNode schema, String value) {
    Set<String> allowed =
        StreamSupport.stream(schema.at("/items/enum").spliterator(), false)
            .map(JsonNode::stringValue)
            .collect(Collectors.toSet());
    return Stream.of(value.split(",", -1))
        .filter(each -> !allowed.isEmpty() && !allowed.contains(each))
        .map(each -> "\"%s\" is not one of %s".formatted(each, allowed))
        .toList();
  }

  private JsonNode operation(String method, String path) {
    JsonNode operation = document.path("paths").path(path).path(method.toLowerCase(Locale.ROOT));
    if (operation.isMissingNode()) {
      throw new AssertionError("X has no %s %s".formatted(method, path));
    }
    return operation;
  }

  private JsonNode resolved(JsonNode node) {
    String reference = node.path("$ref").stringValue("");
    return reference.isEmpty() ? node : document.at(reference.substring(1));
  }

  private List<String> against(JsonNode reference, String json) {
    String name = reference.path("$ref").stringValue();
    JsonSchema schema =
        known.computeIfAbsent(
            name, each -> schemas.getSchema(SchemaLocation.of(FILE.toUri() + each)));
    return schema.validate(json, InputFormat.JSON).stream()
        .map(ValidationMessage::getMessage)
        .toList();
  }
}
