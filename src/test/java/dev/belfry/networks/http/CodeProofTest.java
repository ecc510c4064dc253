package dev.belfry.networks.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CodeProofTest {
  /** The example of RFC 7636, appendix B. */
  @Test
  void the_challenge_is_the_verifiers_hash() {
    assertThat(new CodeProof("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk").challenge())
        .isEqualTo("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
  }

  @Test
  void each_is_drawn_anew_and_shows_itself_to_nobody() {
    CodeProof proof = CodeProof.drawn();

    assertThat(proof.verifier()).matches("[A-Za-z0-9_-]{43}");
    assertThat(CodeProof.drawn()).isNotEqualTo(proof);
    assertThat(proof.toString()).doesNotContain(proof.verifier());
  }
}
