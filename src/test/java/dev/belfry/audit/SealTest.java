package dev.belfry.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.testing.OtherDigits;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Regression: a node with other digits hashed them, and elsewhere its seals looked rewritten. */
@OtherDigits
final class SealTest {
  @Test
  void a_seal_is_the_same_in_every_locale() {
    Seal seal =
        Seal.NONE.then(
            Instant.parse("2026-12-01T14:00:31.5012Z"),
            3,
            List.of(new Leaf(1, "ab"), new Leaf(2, "cd")));

    // As in CanonicalLineTest.
    assertThat(seal.line(Seal.NONE))
        .isEqualTo(
            "{\"seal\":1,\"at\":\"2026-12-01T14:00:31.501200Z\",\"rows\":2,\"below\":3,"
                + "\"previous\":\""
                + "0".repeat(64)
                + "\",\"sha256\":\"ac4e0aa816fd0a0fe1dfa35a15db8c5a9895f7927a2b2f48c900f90e9dbebb45\"}");
    assertThat(seal.anchor()).startsWith("1:ac4e");
  }
}
