package dev.belfry.publish;

import dev.belfry.account.Account;
import dev.belfry.account.LinkCards;
import dev.belfry.post.Network;
import dev.belfry.post.Post;
import dev.belfry.queue.LookedUp;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What was looked up on the Internet for posts that are about to be rendered: whom a mention means,
 * what a link leads to. What is not among it is rendered without.
 *
 * @param found under the names that {@link Renderer#wants} gives
 * @param withoutCards the numbers of the accounts whose links go out without a card
 */
public record Findings(Map<String, String> found, Set<Integer> withoutCards) {
  /** Nothing was looked up. */
  public static final Findings NONE = new Findings(Map.of(), Set.of());

  public Findings {
    found = Map.copyOf(found);
    withoutCards = Set.copyOf(withoutCards);
  }

  /** What was looked up for a post before, on whichever of the accounts. */
  public static Findings known(
      Connection connection, Publishers publishers, Post post, List<Account> accounts)
      throws SQLException {
    List<String> wanted = new ArrayList<>();
    for (Network network : accounts.stream().map(Account::network).distinct().toList()) {
      wanted.addAll(publishers.renderer(network).wants(post));
    }
    return wanted.isEmpty()
        ? NONE
        : new Findings(LookedUp.of(connection, wanted), LinkCards.off(connection));
  }

  /** What of it an account's posts are rendered with. */
  public Map<String, String> of(Account account) {
    return withoutCards.contains(account.id())
        ? found.entrySet().stream()
            .filter(each -> !LookUp.isCard(each.getKey()))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue))
        : found;
  }
}
