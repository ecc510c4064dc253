package dev.belfry.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.post.AccountName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The examples in {@code schedules/}: what they say is real. */
final class ExampleSchedulesTest {
  private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

  @Test
  void every_example_names_a_real_zone_real_times_and_accounts() throws IOException {
    List<Path> examples = examples();
    assertThat(examples).isNotEmpty();
    for (Path example : examples) {
      Map<?, ?> schedule = map(load(example));
      assertThat(example).hasFileName(schedule.get("name") + ".yaml");
      assertThat(ParseZone.parse("zone", text(schedule.get("zone")))).isNotNull();
      assertThat(list(schedule.get("accounts")))
          .isNotEmpty()
          .allSatisfy(account -> assertThat(AccountName.parse(text(account))).isNotNull());
      assertThat(list(schedule.get("slots"))).isNotEmpty().allSatisfy(slot -> checkSlot(map(slot)));
    }
  }

  @Test
  void office_hours_has_every_kind_of_rule() throws IOException {
    Map<?, ?> schedule = map(load(Path.of("schedules", "office-hours.yaml")));

    Map<?, ?> quiet = map(schedule.get("quiet"));
    assertThat(LocalTime.parse(text(quiet.get("from")))).isNotNull();
    assertThat(LocalTime.parse(text(quiet.get("to")))).isNotNull();
    for (Object blackout : list(schedule.get("blackout"))) {
      assertThat(LocalDate.parse(text(map(blackout).get("from"))))
          .isBeforeOrEqualTo(LocalDate.parse(text(map(blackout).get("to"))));
      assertThat(text(map(blackout).get("reason"))).isNotBlank();
    }
    assertThat(map(schedule.get("caps")).get("day")).isEqualTo(3);
    assertThat(schedule.get("jitter")).isEqualTo(7);
    assertThat(ParseAmount.parse("spacing", text(schedule.get("spacing")))).hasMinutes(90);
    assertThat(schedule.get("late")).isIn("post", "hold", "skip");
  }

  private static void checkSlot(Map<?, ?> slot) {
    assertThat(list(slot.get("days"))).isNotEmpty().allMatch(DAYS::contains);
    assertThat(list(slot.get("times")))
        .isNotEmpty()
        .allSatisfy(time -> assertThat(LocalTime.parse(text(time))).isNotNull());
  }

  private static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("schedules"))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).toList();
    }
  }

  private static Object load(Path file) throws IOException {
    return new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
  }

  private static Map<?, ?> map(@Nullable Object node) {
    assertThat(node).isInstanceOf(Map.class);
    return node instanceof Map<?, ?> map ? map : Map.of();
  }

  private static List<?> list(@Nullable Object node) {
    assertThat(node).isInstanceOf(List.class);
    return node instanceof List<?> list ? list : List.of();
  }

  private static String text(@Nullable Object node) {
    assertThat(node).isInstanceOf(String.class);
    return node instanceof String text ? text : "";
  }
}
