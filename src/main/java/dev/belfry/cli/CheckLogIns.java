package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.account.Accounts;
import dev.belfry.account.CredentialsUnreadable;
import dev.belfry.account.LogInState;
import dev.belfry.post.AccountName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@code doctor} looks at in the log-ins. */
final class CheckLogIns {
  /** In time for somebody who is away for a week. */
  private static final Duration SOON = Duration.ofDays(14);

  private final Workplace workplace;

  CheckLogIns(Workplace workplace) {
    this.workplace = workplace;
  }

  /**
   * What is missing, refused, ended or about to end; whether the key is there; and where it is,
   * what the networks say to the rest.
   */
  List<Check> checks() {
    Check known = logIns();
    Check key = key();
    return key.isBad()
        ? List.of(known, key)
        : List.of(known, key, new CheckNetworks(workplace).check());
  }

  private Check logIns() {
    Instant now = workplace.clock().instant();
    Map<AccountName, LogInState> states = workplace.database().lend(LogInState::all);
    List<String> lost = new ArrayList<>();
    List<String> notable = new ArrayList<>();
    for (Account account : workplace.database().lend(Accounts::all)) {
      AccountName name = account.name();
      if (!name.dryRun() && NotConnected.isConnected(workplace, name)) {
        look(name, states.get(name), now, lost, notable);
      }
    }
    List<String> says = new ArrayList<>(lost);
    says.addAll(notable);
    if (says.isEmpty()) {
      return Check.ok("log-ins", "none is missing, refused or about to end");
    }
    String all = String.join(". ", says);
    return lost.isEmpty() ? Check.warn("log-ins", all) : Check.bad("log-ins", all);
  }

  private void look(
      AccountName name,
      @Nullable LogInState state,
      Instant now,
      List<String> lost,
      List<String> notable) {
    String again = "; run: belfry account login " + name;
    if (state == null) {
      notable.add("nobody is logged in to " + name + again);
      return;
    }
    @Nullable Instant end = state.times().expiresAt();
    if (state.refused() != null) {
      lost.add(
          "%s is refused since %s (%s)%s"
              .formatted(
                  name,
                  Times.local(state.refused().at(), workplace.zone()),
                  state.refused().words(),
                  again));
    } else if (!state.isUsable(now)) {
      lost.add("the log-in of %s has ended%s".formatted(name, again));
    } else if (end != null && end.isBefore(now.plus(SOON))) {
      notable.add(
          "the log-in of %s ends at %s unless a node renews it%s"
              .formatted(name, Times.local(end, workplace.zone()), again));
    }
  }

  private Check key() {
    try {
      Optional<String> key = workplace.vault().keyName();
      return Check.ok(
          "key",
          key.map("key %s seals the log-ins; keep a copy of its file"::formatted)
              .orElse("none is needed yet"));
    } catch (CredentialsUnreadable e) {
      return Check.bad("key", String.valueOf(e.getMessage()));
    }
  }
}
