package dev.belfry.networks.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.belfry.post.Sha256;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Proves that whoever brings a code is who asked for it: <a
 * href="https://www.rfc-editor.org/rfc/rfc7636">PKCE</a> by S256. A server that does not know it
 * takes no notice.
 *
 * @param verifier shown to the server alone, in the end
 */
public record CodeProof(String verifier) {
  private static final int BYTES = 32;
  private static final Base64.Encoder URL_SAFE = Base64.getUrlEncoder().withoutPadding();

  public static CodeProof drawn() {
    return new CodeProof(random());
  }

  /** 43 characters that nobody can guess. */
  public static String random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return URL_SAFE.encodeToString(bytes);
  }

  /** What is shown at first. */
  public String challenge() {
    return URL_SAFE.encodeToString(Sha256.of(verifier.getBytes(US_ASCII)));
  }

  @Override
  public String toString() {
    return "CodeProof";
  }
}
