package dev.belfry.networks;

import dev.belfry.post.AccountName;
import org.junit.jupiter.api.Nested;

/** The dry-run of each network does what its publisher does, as far as anybody can tell. */
final class DryRunContractTest {

  @Nested
  final class OfX extends PublisherContract {
    @Override
    AccountName account() {
      return AccountName.parse("dry-run:x:ann");
    }
  }

  @Nested
  final class OfBluesky extends PublisherContract {
    @Override
    AccountName account() {
      return AccountName.parse("dry-run:bluesky:ann.bsky.social");
    }
  }

  @Nested
  final class OfMastodon extends PublisherContract {
    @Override
    AccountName account() {
      return AccountName.parse("dry-run:mastodon:ann@example.social");
    }
  }
}
