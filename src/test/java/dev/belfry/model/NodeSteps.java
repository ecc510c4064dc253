package dev.belfry.model;

import dev.belfry.model.Network.Request;
import dev.belfry.post.DeliveryState;

/** What a node may do next. */
final class NodeSteps {
  /** So many leases are enough for everything here; more would only repeat what has been. */
  static final int MOST_LEASES = 12;

  private final Rules rules;
  private final Happenings happenings;
  private final State from;
  private final Database database;
  private final int which;
  private final Node node;
  private final String name;

  NodeSteps(Rules rules, Happenings happenings, int which) {
    this.rules = rules;
    this.happenings = happenings;
    this.from = happenings.from();
    this.database = from.database();
    this.which = which;
    this.node = from.node(which);
    this.name = "Node " + "AB".charAt(which);
  }

  void add() {
    switch (node.stage()) {
      case IDLE -> takeLease();
      case READY -> new NodeDuties(rules, happenings, which, name).add();
      case CLAIMED -> open();
      case OPENED -> send();
      case WAITS_FOR_ANSWER -> {}
      case ANSWERED -> settleAnswer();
      case LOOKED -> settleLook();
    }
    if (!node.equals(Node.IDLE)) {
      happenings.trouble(
          () -> name + " dies", from.with(which, Node.IDLE).with(from.network().orphaned(which)));
    }
  }

  private void takeLease() {
    boolean isFirst = database.token() == 0;
    Database leased = opening(database).taken(new Doubts(rules, from).isThereWork());
    if (leased.equals(database) || database.token() == MOST_LEASES || (isFirst && which > 0)) {
      return;
    }
    happenings.commit(
        () -> name + " takes the lease, with token " + leased.token(),
        leased,
        which,
        Node.ready(leased.token()));
  }

  private void open() {
    if (rules.has(Flaw.WRITES_AFTER_THE_CALL)) {
      callWithoutRow();
    } else if (opening(database).mayOpen(node.part())) {
      Database opened = opening(database).opened(node.part(), parent(database, node.part()));
      happenings.commit(
          () -> "%s writes down an attempt at part %d".formatted(name, node.part()),
          opened,
          which,
          node.opened(opened.attempts().size(), node.part()));
    } else {
      happenings.may(
          () -> "%s may not open an attempt at part %d".formatted(name, node.part()),
          from.with(which, node.ready()));
    }
  }

  private Opening opening(Database now) {
    return new Opening(rules, now, node.token());
  }

  private int parent(Database now, int part) {
    return rules.has(Flaw.FOLLOWS_ITS_OWN_COPY) && node.knowsSuccess()
        ? node.id()
        : now.recordedId(part - 1);
  }

  private void callWithoutRow() {
    int parent = database.recordedId(node.part() - 1);
    happenings.may(
        () -> "%s sends part %d without a word in the database".formatted(name, node.part()),
        from.with(which, node.waiting())
            .with(from.network().sent(new Request(which, node.part(), parent))));
  }

  private void send() {
    Attempt attempt = database.attempt(node.attempt());
    happenings.may(
        () -> "%s sends part %d (attempt %d)".formatted(name, attempt.part(), node.attempt()),
        from.with(which, node.waiting())
            .with(from.network().sent(new Request(which, attempt.part(), attempt.parent()))));
    if (!database.isHeldBy(node.token())) {
      happenings.may(
          () -> name + " has missed a renewal, and does not send",
          from.with(which, node.answered(Outcome.NOT_SENT, 0)));
    }
    happenings.trouble(
        () -> name + " can't connect: nothing leaves",
        from.with(which, node.answered(Outcome.NOT_SENT, 0)));
    happenings.trouble(
        () -> name + " is refused for good, or gives up after too many refusals",
        from.with(which, node.answered(Outcome.REFUSED, 0)));
  }

  /** What came of it is recorded in the transaction that opens the attempt at the next part. */
  private void settleAnswer() {
    Database written =
        node.attempt() > 0
            ? database
            : database.opened(
                Attempt.open(node.part(), node.token(), database.recordedId(node.part() - 1)));
    Node settling = node.attempt() > 0 ? node : node.withAttempt(written.attempts().size());
    Database settled = Settling.own(rules, written, settling);
    int next = node.part() + 1;
    boolean goesOn =
        !settled.equals(database)
            && settled.delivery() == DeliveryState.CLAIMED
            && next <= Database.PARTS
            && opening(settled).mayOpen(next)
            && !rules.has(Flaw.WRITES_AFTER_THE_CALL);
    Database committed = goesOn ? opening(settled).opened(next, parent(settled, next)) : settled;
    happenings.commit(
        () ->
            "%s records what came of part %d: %s%s"
                .formatted(
                    name,
                    node.part(),
                    Words.of(node.outcome(), node.id()),
                    goesOn ? ", and writes down an attempt at the next" : ""),
        committed,
        which,
        goesOn ? node.opened(committed.attempts().size(), next) : node.ready());
  }

  private void settleLook() {
    Database settled = Settling.seen(rules, database, node.attempt(), node.outcome(), node.id());
    happenings.commit(
        () ->
            "%s records what it saw of attempt %d: %s"
                .formatted(name, node.attempt(), Words.of(node.outcome(), node.id())),
        settled,
        which,
        node.ready());
  }
}
