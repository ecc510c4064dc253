package dev.belfry.networks.x;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * That who comes with a code is who asked for it: <a
 * href="https://www.rfc-editor.org/rfc/rfc7636">PKCE</a> by S256.
 *
 * @param verifier shown to the server alone, in the end
 */
record Proof(String verifier) {
  private static final int BYTES = 32;
  private static final Base64.Encoder URL_SAFE = Base64.getUrlEncoder().withoutPadding();

  static Proof drawn() {
    return new Proof(random());
  }

  /** 43 characters that nobody can guess. */
  static String random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return URL_SAFE.encodeToString(bytes);
  }

  /** What is shown at first. */
  String challenge() {
    try {
      return URL_SAFE.encodeToString(
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "Proof";
  }
}
