package dev.belfry.compose;

import dev.belfry.post.Network;

/**
 * Bluesky's rules, from the <a
 * href="https://github.com/bluesky-social/atproto/blob/main/lexicons/app/bsky/feed/post.json">lexicon
 * of a post</a>: at most 300 graphemes, and at most 3,000 bytes of UTF-8. Links count in full.
 *
 * <p>The measure is in graphemes unless it is the bytes that cut the text off first.
 */
public record BlueskyRules() implements TextRules {
  private static final int MOST_GRAPHEMES = 300;
  private static final int MOST_BYTES = 3_000;

  @Override
  public Network network() {
    return Network.BLUESKY;
  }

  @Override
  public Measure measure(String text) {
    int graphemes = 0;
    int bytes = 0;
    int graphemesFit = 0;
    int bytesFit = 0;
    int start = 0;
    for (var ends = Graphemes.ends(text); ends.hasNext(); ) {
      int end = ends.nextInt();
      graphemes++;
      bytes += utf8(text, start, end);
      graphemesFit = graphemes <= MOST_GRAPHEMES ? end : graphemesFit;
      bytesFit = bytes <= MOST_BYTES ? end : bytesFit;
      start = end;
    }
    boolean fits = graphemes <= MOST_GRAPHEMES && bytes <= MOST_BYTES && !Words.areNone(text);
    return bytesFit < graphemesFit
        ? new Measure(bytes, MOST_BYTES, "bytes", fits, outsideEntities(text, bytesFit))
        : new Measure(
            graphemes, MOST_GRAPHEMES, "graphemes", fits, outsideEntities(text, graphemesFit));
  }

  /** How many bytes of UTF-8 it takes; a surrogate alone takes 3, as its replacement would. */
  private static int utf8(String text, int start, int end) {
    int bytes = 0;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      bytes += c < 0x80 ? 1 : c < 0x800 || isHalfOfAPair(text, i) ? 2 : 3;
    }
    return bytes;
  }

  private static boolean isHalfOfAPair(String text, int i) {
    char c = text.charAt(i);
    return Character.isHighSurrogate(c)
        ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
        : Character.isLowSurrogate(c) && i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
  }

  /** The index itself, or the start of the link, mention or hashtag that it falls into. */
  private static int outsideEntities(String text, int index) {
    if (index == text.length()) {
      return index;
    }
    int wordStart = index;
    while (wordStart > 0 && !Words.isWhiteSpace(text.charAt(wordStart - 1))) {
      wordStart--;
    }
    int from = Math.max(0, wordStart - 1);
    String word = text.substring(from, Words.wordEnd(text, wordStart));
    return Entities.in(word).stream()
        .map(entity -> entity.shifted(from))
        .filter(entity -> entity.start() < index && index < entity.end())
        .mapToInt(Entity::start)
        .findFirst()
        .orElse(index);
  }
}
