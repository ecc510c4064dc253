package dev.belfry.networks;

import dev.belfry.account.Credential;
import dev.belfry.post.AccountName;
import dev.belfry.testing.network.FakeApi;
import dev.belfry.testing.network.FakeMastodon;
import dev.belfry.testing.network.ServerKind;
import org.junit.jupiter.api.Nested;

/** Mastodon's publisher, on servers that keep its promises and on some that don't. */
final class MastodonContractTest {
  private static final AccountName ANN = AccountName.parse("mastodon:ann@example.social");

  private abstract static class OnServer extends NetworkContract {
    private final ServerKind kind;
    private final boolean guardsByKey;

    OnServer(ServerKind kind, boolean guardsByKey) {
      this.kind = kind;
      this.guardsByKey = guardsByKey;
    }

    @Override
    AccountName account() {
      return ANN;
    }

    @Override
    FakeApi start() {
      return FakeMastodon.start(kind);
    }

    @Override
    Credential credential(FakeApi network) {
      return ((FakeMastodon) network).credential(ANN);
    }

    @Override
    boolean renews() {
      return kind == ServerKind.RENEWING;
    }

    @Override
    boolean guardsByKey() {
      return guardsByKey;
    }
  }

  @Nested
  final class OnMastodon extends OnServer {
    OnMastodon() {
      super(ServerKind.MASTODON, /* guardsByKey= */ true);
    }
  }

  @Nested
  final class WhereARepeatFails extends OnServer {
    WhereARepeatFails() {
      super(ServerKind.REPEAT_FAILS, /* guardsByKey= */ true);
    }
  }

  @Nested
  final class WithoutKeysButWithTokensThatEnd extends OnServer {
    WithoutKeysButWithTokensThatEnd() {
      super(ServerKind.RENEWING, /* guardsByKey= */ false);
    }
  }

  @Nested
  final class OnAnOldServer extends OnServer {
    OnAnOldServer() {
      super(ServerKind.OLD, /* guardsByKey= */ false);
    }
  }
}
