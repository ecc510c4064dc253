package dev.belfry.networks;

import dev.belfry.account.Credential;
import dev.belfry.networks.bluesky.BlueskyFixture;
import dev.belfry.post.AccountName;
import dev.belfry.testing.network.FakeApi;
import dev.belfry.testing.network.FakePds;

/** Bluesky does what every network's publisher does. */
final class BlueskyContractTest extends NetworkContract {

  @Override
  AccountName account() {
    return BlueskyFixture.ANN;
  }

  @Override
  FakeApi start() {
    return FakePds.start();
  }

  @Override
  Credential credential(FakeApi network) {
    return BlueskyFixture.credential((FakePds) network);
  }

  @Override
  boolean renews() {
    return true;
  }

  @Override
  boolean guardsByKey() {
    return true;
  }
}
