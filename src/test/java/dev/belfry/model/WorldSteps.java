package dev.belfry.model;

import dev.belfry.model.Network.Request;
import java.util.LinkedHashSet;

/** What time, the network and a person may do. */
final class WorldSteps {
  private final Rules rules;
  private final Happenings happenings;
  private final State from;
  private final Database database;
  private final Network network;

  WorldSteps(Rules rules, Happenings happenings) {
    this.rules = rules;
    this.happenings = happenings;
    this.from = happenings.from();
    this.database = from.database();
    this.network = from.network();
  }

  void add() {
    leaseRunsOut();
    for (Request request : new LinkedHashSet<>(network.inFlight())) {
      if (request.sender() == Request.NOBODY) {
        straggler(request);
      } else {
        awaited(request);
      }
    }
    int doubt = new Doubts(rules, from).inDoubt();
    if (doubt > 0) {
      personDecides(doubt);
    }
  }

  /** The lease of a dead node must run out; that of a living one may: it is frozen, or cut off. */
  private void leaseRunsOut() {
    if (database.held()) {
      State over = from.with(database.leaseOver());
      if (from.isLeaseInUse()) {
        happenings.trouble(() -> "The lease runs out, while its node is frozen", over);
      } else {
        happenings.may(() -> "The lease runs out", over);
      }
    }
  }

  private void awaited(Request request) {
    int sender = request.sender();
    Node node = from.node(sender);
    Network accepted = network.accepted(request, rules.setting().hasKey());
    int id = accepted.answer(request, rules.setting().hasKey());
    Node inDoubt = node.answered(Outcome.UNCONFIRMED, 0);
    happenings.may(
        () -> "The network accepts part %d as id %d and answers".formatted(request.part(), id),
        from.with(accepted).with(sender, node.answered(Outcome.POSTED, id)));
    happenings.trouble(
        () ->
            "The network accepts part %d as id %d, and the answer is lost"
                .formatted(request.part(), id),
        from.with(accepted).with(sender, inDoubt));
    happenings.trouble(
        () ->
            "The deadline for part %d passes, its request still on its way"
                .formatted(request.part()),
        from.with(network.orphaned(sender)).with(sender, inDoubt));
  }

  private void straggler(Request request) {
    Network accepted = network.accepted(request, rules.setting().hasKey());
    happenings.may(
        () -> "A late request for part %d arrives at the network".formatted(request.part()),
        from.with(accepted));
    happenings.may(
        () -> "A late request for part %d is lost".formatted(request.part()),
        from.with(network.gone(request)));
  }

  private void personDecides(int number) {
    int part = database.attempt(number).part();
    int id = network.find(part);
    if (id > 0) {
      happenings.may(
          () -> "A person sees part %d as id %d, and says so".formatted(part, id),
          from.with(Settling.seen(rules, database, number, Outcome.POSTED, id)));
    } else if (rules.setting() == Setting.NO_KEY_PERSON_DECIDES) {
      happenings.may(
          () -> "A person does not see part %d, and says that it is not posted".formatted(part),
          from.with(Settling.seen(rules, database, number, database.absent(number), 0)));
    }
  }
}
