package dev.belfry.account;

import dev.belfry.post.AccountName;
import dev.belfry.post.Network;

/** Where posts go. */
public record Account(int id, AccountName name, AccountSettings settings) {

  public Network network() {
    return name.network();
  }
}
