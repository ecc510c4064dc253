package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.account.Accounts;
import dev.belfry.post.AccountName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Accounts by the names that a person wrote. */
final class FindAccounts {
  private FindAccounts() {}

  /**
   * The accounts, each once, in the order given.
   *
   * @throws dev.belfry.post.InvalidInput where one is not a name
   * @throws dev.belfry.post.NotPossible where one is not known here
   */
  static List<Account> named(Connection connection, List<String> written) throws SQLException {
    Set<AccountName> names = new LinkedHashSet<>();
    written.forEach(name -> names.add(AccountName.parse(name)));
    List<Account> accounts = new ArrayList<>();
    for (AccountName name : names) {
      accounts.add(Accounts.get(connection, name));
    }
    return accounts;
  }
}
