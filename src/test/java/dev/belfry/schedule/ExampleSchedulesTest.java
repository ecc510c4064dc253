package dev.belfry.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.belfry.account.LatePolicy;
import dev.belfry.jobs.QuartzCron;
import dev.belfry.post.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files in {@code schedules/}: the examples are real, and the schema says what Belfry says. */
final class ExampleSchedulesTest {
  private static final Path FOLDER = Path.of("schedules");

  private final JsonSchema schema = schema();

  static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void each_example_is_taken_by_the_parser_and_by_the_schema(Path example) throws IOException {
    String yaml = Files.readString(example);
    Schedule schedule = read(yaml);

    assertThat(example).hasFileName(schedule.name() + ".yaml");
    assertThat(SlotsOf.after(schedule, Instant.parse("2026-11-24T09:00:00Z"))).hasNext();
    assertThat(schema.validate(yaml, InputFormat.YAML)).isEmpty();
  }

  @Test
  void there_is_one_of_each_kind() throws IOException {
    assertThat(examples())
        .extracting(file -> file.getFileName().toString())
        .containsExactly("evergreen-rotation.yaml", "newsletter-sunday.yaml", "office-hours.yaml");
  }

  @Test
  void office_hours_has_every_kind_of_rule() throws IOException {
    Schedule schedule = read(Files.readString(FOLDER.resolve("office-hours.yaml")));

    assertThat(schedule.jitter()).hasMinutes(7);
    assertThat(schedule.limits()).isEqualTo(new Limits(3, 12, Duration.ofMinutes(90)));
    assertThat(schedule.quiet()).isNotNull();
    assertThat(schedule.blackouts()).hasSize(1);
    assertThat(schedule.late()).isEqualTo(LatePolicy.HOLD);
    assertThat(schedule.times().words())
        .isEqualTo("mon, tue, wed, thu, fri 09:00, 15:30; sat 11:00");
  }

  /** What the parser refuses by its form, the schema refuses, too. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "name: Office Hours",
        "accounts: []",
        "accounts: [twitter:me]",
        "accounts: [x:me, x:me]",
        "zone:",
        "slots: []",
        "slots: [{days: mon}]",
        "slots: [{days: monday, times: '09:00'}]",
        "slots: [{days: [], times: '09:00'}]",
        "slots: [{times: '9:00'}]",
        "slots: [{times: '24:00'}]",
        "slots: [{times: []}]",
        "slots: [{cron: '0 0 12 ? * WED', times: '09:00'}]",
        "slots: [{cron: '* * * * * ?'}]",
        "slots: [{cron: 'every day'}]",
        "jitter: 0",
        "jitter: 121",
        "jitter: lots",
        "caps: {day: 0}",
        "caps: {month: 3}",
        "quiet: {from: '21:00'}",
        "quiet: {from: '21:00', to: dawn}",
        "blackout: [{from: 2026-12-24}]",
        "blackout: [{from: Christmas, reason: r}]",
        "late: never",
        "colour: red"
      })
  void what_the_parser_refuses_the_schema_refuses(String field) {
    String yaml = withField(field);
    assertThat(problems(yaml)).as("parser").isNotEmpty();
    assertThat(schema.validate(yaml, InputFormat.YAML)).as("schema").isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name: a",
        "accounts: x:me",
        "accounts: [dry-run:mastodon:me, Bluesky:me.example]",
        "slots: [{times: '09:00'}, {days: sun, times: ['00:00', '23:59']}]",
        "slots: [{cron: '0 15 10 L-2 * ? 2027-2030'}]",
        "jitter: 120",
        "caps: {week: 2}",
        "spacing: 2h30m",
        "quiet: {from: '12:00', to: '13:00'}",
        "blackout: [{from: 2026-12-24, reason: r}]",
        "late: skip"
      })
  void what_the_schema_takes_the_parser_takes(String field) {
    String yaml = withField(field);
    assertThat(problems(yaml)).as("parser").isEmpty();
    assertThat(schema.validate(yaml.replace("Bluesky", "bluesky"), InputFormat.YAML))
        .as("schema")
        .isEmpty();
  }

  @Test
  void the_schema_names_the_fields_that_the_parser_knows() throws IOException {
    JsonNode root = JsonMapper.shared().readTree(Files.readString(schemaFile()));

    assertThat(names(root.get("properties")))
        .containsExactlyInAnyOrderElementsOf(ReadSchedule.NAMES);
    assertThat(names(root.at("/$defs/slot/properties")))
        .containsExactlyInAnyOrderElementsOf(ReadSchedule.SLOT_NAMES);
    assertThat(names(root.at("/properties/caps/properties")))
        .containsExactlyInAnyOrderElementsOf(ReadSchedule.CAP_NAMES);
    assertThat(names(root.at("/properties/quiet/properties")))
        .containsExactlyInAnyOrderElementsOf(ReadSchedule.QUIET_NAMES);
    assertThat(names(root.at("/properties/blackout/items/properties")))
        .containsExactlyInAnyOrderElementsOf(ReadSchedule.BLACKOUT_NAMES);
    assertThat(root.at("/$defs/day/enum").valueStream().map(JsonNode::asString))
        .containsExactlyElementsOf(ScheduleFields.DAYS.keySet());
    assertThat(root.at("/properties/jitter/maximum").asInt()).isEqualTo(ReadSchedule.MOST_JITTER);
  }

  private static List<String> names(JsonNode object) {
    return List.copyOf(object.propertyNames());
  }

  private static String withField(String field) {
    String name = field.substring(0, field.indexOf(':'));
    return Stream.concat(
            Stream.of(
                    "name: s",
                    "accounts: [x:me]",
                    "zone: Europe/Paris",
                    "slots: [{times: '09:00'}]")
                .filter(line -> !line.startsWith(name + ":")),
            Stream.of(field))
        .reduce("", (file, line) -> file + line + "\n");
  }

  private static List<?> problems(String yaml) {
    try {
      Schedule unused = read(yaml);
      return List.of();
    } catch (InvalidInput e) {
      return e.problems();
    }
  }

  private static Schedule read(String yaml) {
    return ReadSchedule.read(yaml, QuartzCron::read);
  }

  private static Path schemaFile() {
    return FOLDER.resolve("schedule.schema.json");
  }

  private static JsonSchema schema() {
    try {
      return JsonSchemaFactory.getInstance(VersionFlag.V202012)
          .getSchema(Files.readString(schemaFile()));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
