package dev.belfry.cli;

import dev.belfry.compose.ProblemList;
import dev.belfry.compose.ReadText;
import dev.belfry.jobs.QuartzCron;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.Problem;
import dev.belfry.schedule.ReadSchedule;
import dev.belfry.schedule.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Schedule files, and folders of them. */
final class ScheduleFiles {
  /** Where they are where a person says nothing. */
  private static final String FOLDER = "schedules";

  private static final List<String> ENDINGS = List.of(".yaml", ".yml");

  /** A schedule, and the file that says it. */
  record Found(Path file, Schedule schedule, String source) {}

  private final ProblemList problems = new ProblemList();

  private ScheduleFiles() {}

  /**
   * The schedules of the files, and of the files in the folders.
   *
   * @param named files and folders; none: the folder {@value #FOLDER} here
   * @throws InvalidInput with everything that is wrong in any of them
   */
  static List<Found> read(List<String> named) {
    return new ScheduleFiles().found(named.isEmpty() ? List.of(FOLDER) : named);
  }

  private List<Found> found(List<String> named) {
    List<Found> found = new ArrayList<>();
    for (String name : named) {
      for (Path file : files(Path.of(name))) {
        problems.gather(() -> read(file)).ifPresent(found::add);
      }
    }
    refuseTwice(found);
    problems.throwIfAny();
    return found;
  }

  private List<Path> files(Path named) {
    if (!Files.isDirectory(named)) {
      return List.of(named);
    }
    try (Stream<Path> files = Files.list(named)) {
      List<Path> schedules = files.filter(ScheduleFiles::isSchedule).sorted().toList();
      if (schedules.isEmpty()) {
        problems.add(new Problem(named.toString(), "no schedule file (*.yaml) is in this folder"));
      }
      return schedules;
    } catch (IOException e) {
      throw new InvalidInput(named.toString(), "the folder can't be read: " + e);
    }
  }

  /** Whether a word is rather the name of a file than of a schedule, which has no dot or slash. */
  static boolean isFile(String word) {
    return word.contains(".") || word.contains("/") || word.contains("\\");
  }

  private static boolean isSchedule(Path file) {
    return ENDINGS.stream().anyMatch(file.toString()::endsWith);
  }

  private static Found read(Path file) {
    String source = ReadText.file(file);
    Schedule schedule;
    try {
      schedule = ReadSchedule.read(source, QuartzCron::read);
    } catch (InvalidInput e) {
      throw new InvalidInput(
          e.problems().stream().map(problem -> problem.in(file.toString())).toList());
    }
    String called = String.valueOf(file.getFileName()).replaceFirst("\\.ya?ml$", "");
    if (!called.equals(schedule.name())) {
      throw new InvalidInput(
          file.toString(),
          "the file is called %s and its schedule %s; give both one name"
              .formatted(file.getFileName(), schedule.name()));
    }
    return new Found(file, schedule, source);
  }

  private void refuseTwice(List<Found> found) {
    Map<String, Path> seen = new HashMap<>();
    for (Found each : found) {
      @Nullable Path other = seen.putIfAbsent(each.schedule().name(), each.file());
      if (other != null) {
        problems.add(
            new Problem(
                each.file().toString(),
                "the schedule %s is in %s already".formatted(each.schedule().name(), other)));
      }
    }
  }
}
