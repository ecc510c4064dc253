package dev.belfry.networks;

import dev.belfry.account.Credential;
import dev.belfry.post.AccountName;
import dev.belfry.testing.network.FakeApi;
import dev.belfry.testing.network.FakeX;
import org.junit.jupiter.api.Nested;

/** X does what every network does, however its owner logged in. */
final class XContractTest {
  private static final AccountName ANN = AccountName.parse("x:ann");

  @Nested
  final class ByPin extends OfX {
    @Override
    Credential credential(FakeApi network) {
      return ((FakeX) network).byPin(ANN);
    }

    @Override
    boolean renews() {
      return false;
    }
  }

  @Nested
  final class ByBrowser extends OfX {
    @Override
    Credential credential(FakeApi network) {
      return ((FakeX) network).byBrowser(ANN);
    }

    @Override
    boolean renews() {
      return true;
    }
  }

  abstract static class OfX extends NetworkContract {
    @Override
    AccountName account() {
      return ANN;
    }

    @Override
    FakeApi start() {
      return FakeX.start("ann");
    }

    @Override
    boolean guardsByKey() {
      return false;
    }
  }
}
