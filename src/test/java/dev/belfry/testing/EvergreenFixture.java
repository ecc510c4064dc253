package dev.belfry.testing;

import dev.belfry.account.Account;
import dev.belfry.jobs.QuartzCron;
import dev.belfry.post.PostId;
import dev.belfry.queue.ChangeEvergreenSets;
import dev.belfry.queue.ChangeEvergreenSets.NewSet;
import dev.belfry.queue.ChangeEvergreenTexts;
import dev.belfry.queue.ChangeEvergreenTexts.NewText;
import dev.belfry.queue.EvergreenSets;
import dev.belfry.queue.ListDeliveries;
import dev.belfry.queue.MakeShowings;
import dev.belfry.queue.NewPlan;
import dev.belfry.queue.QueuedDelivery;
import dev.belfry.queue.Schedules;
import dev.belfry.schedule.ReadSchedule;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** Evergreen sets in a test's database, on one account, as the program puts them there. */
public final class EvergreenFixture {
  private final QueueFixture queue;
  private final Account account;
  private final Schedules schedules = new Schedules(QuartzCron::read);
  private final Instant now;

  /**
   * @param now from which on slots are filled
   */
  public EvergreenFixture(DataSource source, Instant now) {
    this(source, now, "dry-run:x:one");
  }

  public EvergreenFixture(DataSource source, Instant now, String account) {
    this.queue = new QueueFixture(source);
    this.account = queue.account(account);
    this.now = now;
  }

  public QueueFixture queue() {
    return queue;
  }

  public Account account() {
    return account;
  }

  public MakeShowings showings() {
    return new MakeShowings(schedules);
  }

  /** Applies a schedule of these slots, in UTC; sets of the same slots share it. */
  public int set(String name, String slots, int rest, String... texts) {
    return set(name, "s" + Integer.toHexString(slots.hashCode()), slots, rest, texts);
  }

  /** Makes a set that fills slots of the schedule of that name; which set it is. */
  public int set(String name, String schedule, String slots, int rest, String... texts) {
    apply(schedule, slots);
    return queue
        .database()
        .inTransaction(
            connection -> {
              boolean unused =
                  ChangeEvergreenSets.create(
                      connection,
                      new NewSet(name, schedules.get(connection, schedule), List.of(account), rest),
                      now,
                      QueueFixture.ACTOR);
              int set = EvergreenSets.get(connection, name).id();
              ChangeEvergreenTexts.add(
                  connection,
                  set,
                  Stream.of(texts).map(text -> text(queue.post(text), text)).toList());
              return set;
            });
  }

  /** Applies a schedule in UTC. */
  public void apply(String name, String slots) {
    String file =
        """
        name: %s
        accounts: [%s]
        zone: UTC
        slots: [{%s}]
        """
            .formatted(name, account.name(), slots);
    queue
        .database()
        .transact(
            connection ->
                Schedules.put(
                    connection,
                    ReadSchedule.read(file, QuartzCron::read),
                    file,
                    List.of(account),
                    QueueFixture.ACTOR));
  }

  /** A post with what the account gets of it. */
  public NewText text(PostId post, String body) {
    return new NewText(
        post, List.of(new NewPlan(account.id(), null, List.of(body), 1)), /* elsewhere= */ null);
  }

  /** What waits for the account, in the order of the queue. */
  public List<String> texts() {
    return waiting().map(QueuedDelivery::text).toList();
  }

  /** When what waits for the account is due. */
  public List<String> dueAts() {
    return waiting().map(each -> String.valueOf(each.dueAt())).toList();
  }

  private Stream<QueuedDelivery> waiting() {
    return queue.database().lend(ListDeliveries::queue).stream()
        .filter(each -> account.name().equals(each.account()));
  }

  /** Whatever is due goes out, at that moment. */
  public void releaseAt(Instant moment) {
    queue.execute(
        """
        WITH out AS (
          DELETE FROM waiting WHERE due_at <= '%s' AND state = 'scheduled' AND account_id = %d
          RETURNING delivery_id)
        UPDATE deliveries SET ended = 'published', ended_at = '%s'
        FROM out WHERE id = delivery_id
        """
            .formatted(moment, account.id(), moment));
    queue.execute(
        """
        INSERT INTO attempts (delivery_id, part, number, claim, node, body, sha256, settled_at,
                              outcome, remote_id)
        SELECT d.id, p.position, 1, 1, 'n', 'b', sha256('b'), now(), 'posted', d.id::text
        FROM deliveries d JOIN parts p ON p.post_id = d.post_id
        WHERE d.ended = 'published'
        ON CONFLICT DO NOTHING
        """);
  }

  /** What went out is not there any more. */
  public void takeBackEverything() {
    queue.execute("UPDATE deliveries SET ended = 'retracted' WHERE ended = 'published'");
  }

  /** What waits ends otherwise than by going out. */
  public void end(String how) {
    queue.execute(
        """
        WITH over AS (DELETE FROM waiting RETURNING delivery_id)
        UPDATE deliveries SET ended = '%s', ended_at = planned_at FROM over WHERE id = delivery_id
        """
            .formatted(how));
  }
}
