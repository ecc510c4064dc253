package dev.belfry.jobs;

import dev.belfry.post.InvalidInput;
import dev.belfry.schedule.SlotTimes;
import java.text.ParseException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import java.util.regex.Pattern;
import org.quartz.CronExpression;

/**
 * The times of a Quartz cron expression, told by Quartz itself, so that what a person knows of such
 * expressions holds. Quartz counts on UTC here, where no clock is ever changed: what a zone makes
 * of a time is for the schedule to say, by one rule for all slots. Thread-safe.
 */
public final class QuartzCron implements SlotTimes {
  private static final Pattern SECOND = Pattern.compile("[0-5]?[0-9]");

  /** Nothing is planned before it. */
  private static final LocalDateTime EARLIEST = LocalDateTime.of(1971, 1, 1, 0, 0);

  private final String expression;

  /** Not thread-safe by its contract; guarded by this. */
  private final CronExpression parsed;

  private QuartzCron(String expression, CronExpression parsed) {
    this.expression = expression;
    this.parsed = parsed;
  }

  /**
   * Reads an expression.
   *
   * @throws InvalidInput where Quartz does not take it, or it may name two times of one minute
   */
  public static SlotTimes read(String written) {
    String expression = written.strip().replaceAll("\\s+", " ").toUpperCase(Locale.ROOT);
    CronExpression parsed = parse(written, expression);
    if (!SECOND.matcher(expression.split(" ", 2)[0]).matches()) {
      throw new InvalidInput(
          "",
          "\"%s\" names more than one slot a minute; begin it with a second, such as 0"
              .formatted(written));
    }
    return new QuartzCron(expression, parsed);
  }

  private static CronExpression parse(String written, String expression) {
    try {
      CronExpression parsed = new CronExpression(expression);
      parsed.setTimeZone(TimeZone.getTimeZone(ZoneOffset.UTC));
      return parsed;
    } catch (ParseException | RuntimeException e) {
      throw new InvalidInput(
          "",
          ("\"%s\" is not a Quartz cron expression (%s); write second, minute, hour, day of"
                  + " month, month and day of week, such as 0 30 9 ? * MON-FRI")
              .formatted(written, e.getMessage()));
    }
  }

  @Override
  public synchronized Optional<LocalDateTime> after(LocalDateTime time) {
    LocalDateTime from = time.isBefore(EARLIEST) ? EARLIEST : time;
    Date next = parsed.getNextValidTimeAfter(Date.from(from.toInstant(ZoneOffset.UTC)));
    return Optional.ofNullable(next)
        .map(date -> LocalDateTime.ofInstant(date.toInstant(), ZoneOffset.UTC));
  }

  @Override
  public String words() {
    return "cron " + expression;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof QuartzCron cron && cron.expression.equals(expression);
  }

  @Override
  public int hashCode() {
    return expression.hashCode();
  }
}
