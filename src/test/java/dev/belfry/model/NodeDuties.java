package dev.belfry.model;

import dev.belfry.post.DeliveryState;

/** What a node that has a lease does, in this order, until nothing is left to do. */
final class NodeDuties {
  private final Rules rules;
  private final Happenings happenings;
  private final State from;
  private final Database database;
  private final int which;
  private final Node node;
  private final String name;

  NodeDuties(Rules rules, Happenings happenings, int which, String name) {
    this.rules = rules;
    this.happenings = happenings;
    this.from = happenings.from();
    this.database = from.database();
    this.which = which;
    this.node = from.node(which);
    this.name = name;
  }

  void add() {
    int token = node.token();
    Doubts doubts = new Doubts(rules, from);
    int own = database.find(a -> a.is(Status.OPEN) && a.token() == token);
    if (own > 0) {
      readBack(own);
    } else if (doubts.abandoned(token) > 0) {
      lookInto(doubts.abandoned(token));
    } else if (doubts.unconfirmed() > 0) {
      lookInto(doubts.unconfirmed());
    } else {
      goOn();
    }
  }

  /**
   * It has sent nothing that it does not remember, so its own open attempt was never sent. The
   * program withdraws it; sending it would do as well.
   */
  private void readBack(int number) {
    Node opened = node.opened(number, database.attempt(number).part());
    happenings.may(
        () -> "%s reads back that its attempt %d is written down".formatted(name, number),
        from.with(which, opened));
    happenings.may(
        () -> "%s reads back its attempt %d, and withdraws it".formatted(name, number),
        from.with(which, opened.answered(Outcome.NOT_SENT, 0)));
  }

  private void lookInto(int number) {
    int part = database.attempt(number).part();
    if (rules.has(Flaw.SENDS_AGAIN_WITHOUT_LOOKING)) {
      happenings.may(
          () -> "%s takes attempt %d for not sent, and does not look".formatted(name, number),
          from.with(which, node.looked(number, part, Outcome.NOT_SENT, 0)));
      return;
    }
    int id = from.network().find(part);
    Outcome seen = id > 0 ? Outcome.POSTED : absent(number);
    happenings.may(
        () -> "%s looks into attempt %d: %s".formatted(name, number, Words.of(seen, id)),
        from.with(which, node.looked(number, part, seen, id)));
    happenings.trouble(
        () -> "%s looks into attempt %d, and the look fails".formatted(name, number),
        from.with(which, node.looked(number, part, Outcome.UNCONFIRMED, 0)));
  }

  private Outcome absent(int number) {
    return rules.setting().sendsAgainWhenAbsent() ? database.absent(number) : Outcome.UNCONFIRMED;
  }

  private void goOn() {
    if (database.delivery() == DeliveryState.SCHEDULED) {
      happenings.commit(
          () -> name + " claims the delivery",
          opening().claimed(),
          which,
          database.isAllPosted() ? node : node.claimed(database.nextPart()));
    } else if (database.isClaimedBy(node.token())) {
      goOnWithClaim();
    } else if (database.delivery() == DeliveryState.CLAIMED) {
      happenings.commit(
          () -> name + " puts back what was claimed and not begun",
          opening().putBack(),
          which,
          node);
    } else {
      giveBack();
    }
  }

  private void goOnWithClaim() {
    if (!database.isAllPosted()) {
      happenings.may(
          () -> "%s turns to part %d".formatted(name, database.nextPart()),
          from.with(which, node.claimed(database.nextPart())));
      putBackOwn();
    } else if (rules.has(Flaw.LEAVES_FINISHED_CLAIMED)) {
      giveBack();
    } else {
      happenings.commit(
          () -> name + " finds every part live, and ends the delivery",
          opening().ended(),
          which,
          node);
    }
  }

  /** A node that stops, or that may not open the attempt after all, begins anew. */
  private void putBackOwn() {
    happenings.commit(
        () -> name + " puts back what it has claimed itself, and gives the lease back",
        new Opening(rules, opening().putBack(), node.token()).givenBack(),
        which,
        Node.IDLE);
  }

  private void giveBack() {
    happenings.commit(
        () -> name + " gives the lease back", opening().givenBack(), which, Node.IDLE);
  }

  private Opening opening() {
    return new Opening(rules, database, node.token());
  }
}
