package dev.belfry.cli;

import dev.belfry.account.Account;
import org.jspecify.annotations.Nullable;

/** An account as {@code --json} writes it. */
record AccountView(
    String account,
    String network,
    boolean dryRun,
    @Nullable String zone,
    boolean premium,
    String late,
    String lateAfter,
    String spacing,
    String whenAbsent,
    boolean connected) {

  static AccountView of(Account account, boolean connected) {
    return new AccountView(
        account.name().toString(),
        account.network().word(),
        account.name().dryRun(),
        account.settings().zone() == null ? null : account.settings().zone().getId(),
        account.settings().premium(),
        account.settings().late().word(),
        account.settings().lateAfter().toString(),
        account.settings().spacing().toString(),
        account.settings().whenAbsent().word(),
        connected);
  }
}
