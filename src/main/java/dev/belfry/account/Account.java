package dev.belfry.account;

import dev.belfry.post.AccountName;
import dev.belfry.post.Network;
import org.jspecify.annotations.Nullable;

/**
 * Where posts go.
 *
 * @param limits what its own server takes; null where it has not been asked, or its network sets
 *     the same limits for all
 */
public record Account(
    int id, AccountName name, AccountSettings settings, @Nullable ServerLimits limits) {

  /** One whose server has not been asked for its limits. */
  public Account(int id, AccountName name, AccountSettings settings) {
    this(id, name, settings, null);
  }

  public Network network() {
    return name.network();
  }
}
