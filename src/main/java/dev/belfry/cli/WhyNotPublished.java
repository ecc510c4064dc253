package dev.belfry.cli;

import dev.belfry.audit.CompareRehearsal.Compared;
import dev.belfry.audit.CompareRehearsal.Verdict;
import dev.belfry.audit.RehearsedEvent;
import dev.belfry.post.AccountName;
import dev.belfry.post.PostId;
import dev.belfry.queue.ListDeliveries;
import dev.belfry.queue.QueuedDelivery;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Why parts were not published that were rehearsed: where their posts stand now. */
final class WhyNotPublished {
  private record Key(PostId post, AccountName account) {}

  private final Map<Key, String> states;

  private WhyNotPublished(Map<Key, String> states) {
    this.states = states;
  }

  /** Reads where posts stand only where something of them was not published. */
  static WhyNotPublished of(Workplace workplace, List<Compared> compared) {
    Map<Key, String> states = new HashMap<>();
    if (compared.stream().anyMatch(each -> each.verdict() == Verdict.NOT_PUBLISHED)) {
      for (QueuedDelivery each :
          workplace.database().lend(c -> ListDeliveries.all(c, null, null))) {
        AccountName account = each.account();
        if (account != null) {
          states.put(new Key(each.post(), account), state(workplace, each));
        }
      }
    }
    return new WhyNotPublished(states);
  }

  private static String state(Workplace workplace, QueuedDelivery delivery) {
    String reason = delivery.hold() == null ? delivery.reason() : delivery.hold();
    String when =
        delivery.dueAt() == null ? "" : " for " + Times.local(delivery.dueAt(), workplace.zone());
    return switch (delivery.state()) {
      case SCHEDULED -> "it is scheduled" + when + (reason == null ? "" : ": " + reason);
      default -> "it is " + delivery.state().word() + (reason == null ? "" : ": " + reason);
    };
  }

  /** In words; of another part, what its comparison says; null where there is nothing to say. */
  @Nullable String of(Compared compared) {
    if (compared.verdict() != Verdict.NOT_PUBLISHED) {
      return compared.why();
    }
    RehearsedEvent event = compared.event();
    return event.post() == null
        ? "no post was made for that time"
        : states.getOrDefault(new Key(event.post(), event.account()), "the post was deleted");
  }
}
