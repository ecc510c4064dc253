package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.account.Accounts;
import dev.belfry.compose.RawPost;
import dev.belfry.compose.RawTarget;
import dev.belfry.post.AccountName;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The accounts that the posts of a file go to, read from the database once. Not thread-safe. */
final class ImportAccounts {
  private final Map<AccountName, Account> known = new HashMap<>();
  private final Set<String> everKnown = new HashSet<>();
  private final Set<AccountName> told = new HashSet<>();
  private final List<Account> otherwise;

  /**
   * @param otherwise the names of the accounts for posts that name none
   * @throws dev.belfry.post.NotPossible where one of these is not known here
   */
  ImportAccounts(Connection connection, List<String> otherwise) throws SQLException {
    this.otherwise = FindAccounts.named(connection, otherwise);
    read(connection);
  }

  /** Reads them anew, for some were added. */
  void read(Connection connection) throws SQLException {
    Accounts.all(connection).forEach(account -> known.put(account.name(), account));
    everKnown.addAll(Accounts.numbers(connection).keySet());
  }

  /**
   * The account, as far as it is in use.
   *
   * @throws InvalidInput where there never was one of that name; once for each
   */
  Optional<Account> everKnown(String name) {
    AccountName parsed = AccountName.parse(name);
    if (!everKnown.contains(name)) {
      throw new InvalidInput(
          told.add(parsed) ? List.of(new Problem("", Accounts.unknown(parsed))) : List.of());
    }
    return Optional.ofNullable(known.get(parsed));
  }

  /**
   * The accounts that the post goes to.
   *
   * @throws InvalidInput where one is not known here; once for each such account, for a whole file
   *     may be for it. Later posts are checked for their other accounts only
   */
  List<Account> of(RawPost post) {
    boolean namesNone = post.to().isEmpty() && post.apart().isEmpty();
    if (post.at() != null && namesNone && otherwise.isEmpty()) {
      throw new InvalidInput(
          "at",
          "there is a time and no account; name one in \"to\", or for the whole file by --to");
    }
    return namesNone
        ? otherwise
        : named(Stream.concat(post.to().stream(), post.apart().stream().map(RawTarget::account)));
  }

  /**
   * Those of its accounts that are known here: what is wrong with the others, {@link #of} tells.
   */
  List<Account> knownOf(RawPost post) {
    return post.to().isEmpty() && post.apart().isEmpty()
        ? otherwise
        : Stream.concat(post.to().stream(), post.apart().stream().map(RawTarget::account))
            .flatMap(LookUpFirst::parse)
            .flatMap(name -> Stream.ofNullable(known.get(name)))
            .distinct()
            .toList();
  }

  private List<Account> named(Stream<String> written) {
    Set<AccountName> names = new LinkedHashSet<>();
    written.forEach(name -> names.add(parse(name)));
    List<Account> accounts = new ArrayList<>();
    for (AccountName name : names) {
      Account account = known.get(name);
      if (account != null) {
        accounts.add(account);
      } else if (told.add(name)) {
        throw new InvalidInput("to", Accounts.unknown(name));
      }
    }
    return accounts;
  }

  private static AccountName parse(String name) {
    try {
      return AccountName.parse(name);
    } catch (InvalidInput e) {
      throw new InvalidInput(e.problems().stream().map(problem -> problem.in("to")).toList());
    }
  }
}
