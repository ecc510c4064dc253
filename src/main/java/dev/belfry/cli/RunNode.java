package dev.belfry.cli;

import dev.belfry.audit.SealHistory;
import dev.belfry.jobs.ClusterJobs;
import dev.belfry.jobs.ClusterWork;
import dev.belfry.jobs.Node;
import dev.belfry.jobs.QuartzCron;
import dev.belfry.publish.Backoff;
import dev.belfry.publish.RenewLogIns;
import dev.belfry.publish.SettleOutcome;
import dev.belfry.queue.FollowZoneRules;
import dev.belfry.queue.MakeShowings;
import dev.belfry.queue.MovedPost;
import dev.belfry.queue.Nodes;
import dev.belfry.queue.Prepared;
import dev.belfry.queue.QueueOccurrences;
import dev.belfry.queue.Recurrences;
import dev.belfry.queue.Schedules;
import dev.belfry.release.Heartbeat;
import dev.belfry.release.Lanes;
import dev.belfry.release.LeasesInHand;
import dev.belfry.release.Pass;
import dev.belfry.release.RecordDryRun;
import dev.belfry.release.ReleaseDue;
import dev.belfry.release.ReleaseSettings;
import dev.belfry.release.ReleaseTools;
import dev.belfry.release.ReleaseWatcher;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;

/** Puts a node together from a workplace and its equipment. */
final class RunNode {
  /** Each time costs the database some twenty statements, most of them Quartz' own. */
  private static final Duration OFTEN = Duration.ofMinutes(5);

  /** For what is queued so far ahead that it does not hurry. */
  private static final Duration SELDOM = Duration.ofMinutes(15);

  private final Workplace workplace;
  private final NodeEquipment equipment;
  private final String name;
  private final ReleaseWatcher watcher;

  RunNode(Workplace workplace, NodeEquipment equipment, String name, ReleaseWatcher watcher) {
    this.workplace = workplace;
    this.equipment = equipment;
    this.name = name;
    this.watcher = watcher;
  }

  String name() {
    return name;
  }

  /** What is done with a node's pass. */
  @FunctionalInterface
  interface Use {
    void of(Pass pass) throws InterruptedException;
  }

  /** Releases; meanwhile the node is known to the others, and its heart beats. */
  void live(Use use) throws InterruptedException {
    ReleaseSettings settings =
        new ReleaseSettings(
            Nodes.newNumber(),
            name,
            equipment.publishers().live(),
            equipment.lease(),
            workplace.xPrices());
    Nodes.Introduction introduction = introduction();
    equipment.database().transact(c -> Nodes.register(c, settings.node(), introduction));
    LeasesInHand inHand = new LeasesInHand();
    try (Heartbeat heartbeat =
        new Heartbeat(
            equipment.beating(), settings, introduction, inHand, equipment.databaseClock())) {
      heartbeat.start();
      Pass release = new ReleaseDue(tools(), settings, inHand, Lanes.inThreads());
      use.of(new OfferLogIns(equipment.vault(), release));
    }
  }

  /** Only records what would be sent. */
  void dryRun(Use use) throws InterruptedException {
    use.of(new RecordDryRun(tools(), name));
  }

  /** A node that makes the pass whenever something is due; not started yet. */
  Node node(Pass pass) {
    return new Node(
        name, pass, equipment.listening(), equipment.databaseClock(), equipment.machineClock());
  }

  /** What all nodes do once among them; not started yet. */
  ClusterJobs clusterJobs() {
    return new ClusterJobs(
        name,
        equipment.pooled(),
        equipment.machineClock(),
        List.of(
            new ClusterWork("seal the history", Sealing.EVERY, unused -> seal()),
            new ClusterWork("queue posts that repeat", SELDOM, unused -> queueRepeats()),
            new ClusterWork("show what is evergreen", OFTEN, unused -> showEvergreens()),
            new ClusterWork("renew log-ins", OFTEN, this::renewLogIns),
            new ClusterWork(
                "forget what was prepared", Duration.ofHours(1), unused -> forgetPrepared())));
  }

  /** Renews the log-ins that go stale before long, until the node is to stop. */
  void renewLogIns(BooleanSupplier stopping) {
    RenewLogIns renew =
        new RenewLogIns(equipment.database(), equipment.vault(), equipment.publishers(), name);
    renew.renewDue(stopping);
    renew.resume();
  }

  /** Makes the posts of those that repeat, some days ahead. */
  void queueRepeats() {
    int unused =
        new QueueOccurrences(new Recurrences(QuartzCron::read))
            .all(equipment.database(), equipment.databaseClock().instant());
  }

  /** Fills the slots of evergreen sets, a day ahead. */
  void showEvergreens() {
    int unused =
        new MakeShowings(new Schedules(QuartzCron::read))
            .all(equipment.database(), equipment.databaseClock().instant());
  }

  /** Forgets what networks told of posts so long ago that it is not used any more. */
  void forgetPrepared() {
    int unused = equipment.database().inTransaction(Prepared::forgetOld);
  }

  /** Seals the history. */
  void seal() {
    long unused = SealHistory.seal(equipment.database());
  }

  /** Lets what waits follow the time-zone data of this machine's Java, where it is newer. */
  List<MovedPost> followZoneRules() {
    FollowZoneRules follow =
        new FollowZoneRules(
            new Schedules(QuartzCron::read), equipment.databaseClock().instant(), name);
    return equipment
        .database()
        .inTransaction(connection -> follow.follow(connection, FollowZoneRules.version()));
  }

  private Nodes.Introduction introduction() {
    return new Nodes.Introduction(
        name,
        workplace.host(),
        ProcessHandle.current().pid(),
        Version.ofThisProgram().version(),
        equipment.lease());
  }

  private ReleaseTools tools() {
    return new ReleaseTools(
        equipment.database(),
        equipment.publishers(),
        new SettleOutcome(
            Backoff.DEFAULT, Backoff.LOOKS, () -> ThreadLocalRandom.current().nextLong()),
        equipment.databaseClock(),
        watcher,
        equipment.marks());
  }
}
