package dev.belfry.networks.mastodon;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Proves that whoever brings a code asked for it: <a
 * href="https://www.rfc-editor.org/rfc/rfc7636">PKCE</a>. A server that does not know it takes no
 * notice.
 */
record CodeChallenge(String verifier, String challenge) {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final int BYTES = 32;

  static CodeChallenge make() {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    String verifier = BASE64.encodeToString(random);
    return new CodeChallenge(verifier, BASE64.encodeToString(sha256(verifier)));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "CodeChallenge[" + challenge + "]";
  }
}
