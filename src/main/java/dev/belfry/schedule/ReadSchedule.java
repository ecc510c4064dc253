package dev.belfry.schedule;

import dev.belfry.account.LatePolicy;
import dev.belfry.compose.PlainYaml;
import dev.belfry.compose.ProblemList;
import dev.belfry.compose.Written;
import dev.belfry.compose.YamlFields;
import dev.belfry.post.AccountName;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.Problem;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A schedule file to a {@link Schedule}. {@code docs/schedules.md} tells what may stand in it, and
 * {@code schedules/schedule.schema.json} tells it to editors.
 */
public final class ReadSchedule {
  static final List<String> NAMES =
      List.of(
          "name",
          "accounts",
          "zone",
          "slots",
          "jitter",
          "caps",
          "spacing",
          "quiet",
          "blackout",
          "late");
  static final List<String> SLOT_NAMES = List.of("days", "times", "cron");
  static final List<String> CAP_NAMES = List.of("day", "week");
  static final List<String> QUIET_NAMES = List.of("from", "to");
  static final List<String> BLACKOUT_NAMES = List.of("from", "to", "reason");

  /** In minutes; more is another time, not the same one less exactly. */
  static final int MOST_JITTER = 120;

  private static final Map<String, LatePolicy> LATE = latePolicies();

  private final ReadCron cron;
  private final ProblemList problems = new ProblemList();
  private final ScheduleFields values = new ScheduleFields(problems);

  private ReadSchedule(ReadCron cron) {
    this.cron = cron;
  }

  /**
   * Reads the file.
   *
   * @throws InvalidInput with every problem, by line and column
   */
  public static Schedule read(String yaml, ReadCron cron) {
    Node root =
        PlainYaml.compose(yaml)
            .filter(node -> !PlainYaml.isNull(node))
            .orElseThrow(
                () ->
                    new InvalidInput(
                        "",
                        "the file is empty; a schedule has a name, accounts, a zone and slots"));
    return new ReadSchedule(cron).read(root);
  }

  private Schedule read(Node root) {
    YamlFields fields = new YamlFields(root, NAMES, problems);
    Optional<String> name = required(fields, "name").flatMap(values::name);
    List<AccountName> accounts = accounts(root, fields);
    Optional<ZoneId> zone =
        required(fields, "zone")
            .flatMap(said -> values.gather(said, () -> ParseZone.parse("", said.text())));
    List<SlotTimes> slots = slots(root, fields);
    Duration jitter = Duration.ofMinutes(fields.count("jitter", 0, MOST_JITTER));
    Limits limits = limits(fields);
    QuietHours quiet = fields.nested("quiet").flatMap(this::quiet).orElse(null);
    List<Blackout> blackouts = blackouts(fields);
    LatePolicy late = fields.one("late").flatMap(said -> values.word(said, LATE)).orElse(null);
    problems.throwIfAny();
    SlotTimes times = slots.size() == 1 ? slots.get(0) : new MergedTimes(slots);
    return new Schedule(
        name.orElseThrow(),
        accounts,
        zone.orElseThrow(),
        times,
        jitter,
        limits,
        quiet,
        blackouts,
        late);
  }

  private Optional<Written> required(YamlFields fields, String name) {
    Optional<Written> said = fields.one(name);
    if (said.isEmpty() && !fields.has(name)) {
      problems.add(new Problem(fields.place(), "\"%s\" is missing".formatted(name)));
    }
    return said;
  }

  private List<AccountName> accounts(Node root, YamlFields fields) {
    Set<AccountName> accounts = new LinkedHashSet<>();
    for (Written said : fields.oneOrMore("accounts")) {
      values
          .account(said)
          .filter(account -> !accounts.add(account))
          .ifPresent(twice -> problem(said.place(), "\"%s\" stands here twice".formatted(twice)));
    }
    if (accounts.isEmpty()) {
      problem(PlainYaml.place(root), "\"accounts\" names no account whose posts go into its slots");
    }
    return List.copyOf(accounts);
  }

  private List<SlotTimes> slots(Node root, YamlFields fields) {
    List<Node> nodes = fields.list("slots");
    if (nodes.isEmpty()) {
      problem(PlainYaml.place(root), "\"slots\" names no time at which posts go out");
    }
    List<SlotTimes> slots = new ArrayList<>();
    nodes.forEach(node -> slot(node).ifPresent(slots::add));
    return slots;
  }

  private Optional<SlotTimes> slot(Node node) {
    YamlFields fields = new YamlFields(node, SLOT_NAMES, problems);
    Optional<Written> expression = fields.one("cron");
    if (expression.isPresent()) {
      if (fields.has("days") || fields.has("times")) {
        problem(PlainYaml.place(node), "a slot has either a \"cron\" or \"days\" and \"times\"");
      }
      Written said = expression.get();
      return values.gather(said, () -> cron.read(said.text()));
    }
    List<DayOfWeek> days = new ArrayList<>();
    fields.oneOrMore("days").forEach(said -> values.day(said).ifPresent(days::add));
    List<LocalTime> times = new ArrayList<>();
    fields.oneOrMore("times").forEach(said -> values.time(said).ifPresent(times::add));
    if (!fields.has("times")) {
      problem(PlainYaml.place(node), "a slot needs \"times\", such as [\"09:00\"], or a \"cron\"");
    }
    if (times.isEmpty() || (fields.has("days") && days.isEmpty())) {
      problemIfNone(node);
      return Optional.empty();
    }
    return Optional.of(new WeeklyTimes(days.isEmpty() ? List.of(DayOfWeek.values()) : days, times));
  }

  private void problemIfNone(Node node) {
    if (problems.isEmpty()) {
      problem(PlainYaml.place(node), "a list of days or times is empty; say one, or leave it out");
    }
  }

  private Limits limits(YamlFields fields) {
    Optional<YamlFields> caps =
        fields.nested("caps").map(node -> new YamlFields(node, CAP_NAMES, problems));
    Duration spacing = fields.one("spacing").flatMap(values::spacing).orElse(Limits.NONE.spacing());
    return new Limits(
        caps.map(cap -> cap.count("day", Limits.NO_CAP)).orElse(Limits.NO_CAP),
        caps.map(cap -> cap.count("week", Limits.NO_CAP)).orElse(Limits.NO_CAP),
        spacing);
  }

  private Optional<QuietHours> quiet(Node node) {
    YamlFields fields = new YamlFields(node, QUIET_NAMES, problems);
    Optional<LocalTime> from = required(fields, "from").flatMap(values::time);
    Optional<LocalTime> to = required(fields, "to").flatMap(values::time);
    if (from.isEmpty() || to.isEmpty()) {
      return Optional.empty();
    }
    if (from.equals(to)) {
      problem(
          fields.place(), "quiet hours that end when they begin are none, or all; leave them out");
    }
    return Optional.of(new QuietHours(from.get(), to.get()));
  }

  private List<Blackout> blackouts(YamlFields fields) {
    List<Blackout> blackouts = new ArrayList<>();
    fields.list("blackout").forEach(node -> blackout(node).ifPresent(blackouts::add));
    return blackouts;
  }

  private Optional<Blackout> blackout(Node node) {
    YamlFields fields = new YamlFields(node, BLACKOUT_NAMES, problems);
    Optional<LocalDate> from = required(fields, "from").flatMap(values::date);
    Optional<LocalDate> to = fields.has("to") ? fields.one("to").flatMap(values::date) : from;
    Optional<Written> reason = required(fields, "reason");
    if (from.isEmpty() || to.isEmpty() || reason.isEmpty()) {
      return Optional.empty();
    }
    if (to.get().isBefore(from.get())) {
      problem(fields.place(), "the blackout ends on %s, before it begins".formatted(to.get()));
    }
    return Optional.of(new Blackout(from.get(), to.get(), reason.get().text().strip()));
  }

  private void problem(String place, String message) {
    problems.add(new Problem(place, message));
  }

  private static Map<String, LatePolicy> latePolicies() {
    Map<String, LatePolicy> words = new LinkedHashMap<>();
    for (LatePolicy policy : LatePolicy.values()) {
      words.put(policy.word(), policy);
    }
    return words;
  }
}
