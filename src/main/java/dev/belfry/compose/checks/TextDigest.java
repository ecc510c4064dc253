package dev.belfry.compose.checks;

import dev.belfry.post.AccountName;
import dev.belfry.post.Part;
import dev.belfry.post.Post;
import dev.belfry.post.SameText;
import org.jspecify.annotations.Nullable;

/**
 * By what the same text for the same account is found again: 64 bits of it, for which one chance in
 * a million is some five million texts away. What the same text is, {@link SameText} says. What
 * hangs on the digest is a question to a person, so nothing is lost by its being no cryptographic
 * one, which took a tenth of an import's time.
 */
public final class TextDigest {
  private static final long BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  /** Between parts. White space is none of it. */
  private static final char END = '\0';

  private TextDigest() {}

  /** Of what the account gets; null where it gets no text. */
  public static @Nullable Long of(Post post, AccountName account) {
    long digest = SameText.fold(account.toString(), BASIS, TextDigest::step);
    boolean isEmpty = true;
    for (Part part : post.parts()) {
      long with = SameText.fold(part.text(account.network()), digest, TextDigest::step);
      isEmpty &= with == digest;
      digest = step(with, END);
    }
    return isEmpty ? null : mixed(digest);
  }

  /** FNV-1a, two bytes at a time. */
  private static long step(long digest, char c) {
    return (digest ^ c) * PRIME;
  }

  /** The finalizer of MurmurHash3: FNV leaves the high bits of short texts alike. */
  private static long mixed(long digest) {
    long sum = (digest ^ (digest >>> 33)) * 0xff51afd7ed558ccdL;
    sum = (sum ^ (sum >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return sum ^ (sum >>> 33);
  }
}
