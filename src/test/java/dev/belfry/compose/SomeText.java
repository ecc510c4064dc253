package dev.belfry.compose;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/** Text as people write it, only worse: what a network counts in its own way, in any order. */
final class SomeText {

  private static final String[] WORDS = {
    "a",
    "word",
    "Ünïcödé",
    "e\u0301",
    "naïve—text",
    "“quoted”",
    "end.",
    "Really?",
    "Dr.",
    "e.g.",
    "https://example.com/a/long/path?with=query&more#and-fragment",
    "http://example.com",
    "example.com",
    "(example.org/path_(of)_it)",
    "bare.music",
    "https://for.kids/x",
    "t.co/x",
    "https://nowhere.notatld/a/path/to",
    "@mention",
    "@mention's",
    "@user@example.social",
    "@user@example.social:",
    "#hashtag",
    "#日本語タグ",
    "＃全角",
    "$CASH",
    "a@b.example.com",
    "日本語の文章です。",
    "句読点、「引用」です！",
    "ภาษาไทย",
    "각하",
    "👍🏽",
    "👨‍👩‍👧‍👦",
    "🇫🇷🇩🇪",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "1️⃣",
    "🧑🏻‍❤️‍💋‍🧑🏿",
    "🧑‍🧑‍🧒‍🧒",
    "❤‍🔥",
    "☺",
    "©",
    "™",
    "\u202Ertl\u202C",
    "\u2066http://foo.پاکستان/\u2069",
    "עברית",
    "क्षि",
    "\u200B",
    "\u0000",
    "\uD83D",
    "\uDC68",
    "\u0301",
    "\u200D",
    "-",
    "_",
    "/",
    ".",
    ":",
    "@",
    "#",
    "http://",
    "www.example.co.uk,",
    "x.y.z",
    "\u2026",
    "\u30FB"
  };

  private static final String[] SPACES = {
    " ",
    " ",
    " ",
    " ",
    "  ",
    "\n",
    "\n\n",
    "\r\n\r\n",
    "\t",
    "\u3000",
    "\u2003",
    "\u00A0",
    "",
    "",
    ""
  };

  private SomeText() {}

  static Arbitrary<String> upTo(int words) {
    Arbitrary<String> word =
        Arbitraries.oneOf(
            Arbitraries.of(WORDS), Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(12));
    Arbitrary<String> spaced =
        Arbitraries.of(List.of(SPACES))
            .flatMap(space -> word.map(w -> Tuple.of(w, space)))
            .map(t -> t.get1() + t.get2());
    return spaced.list().ofMaxSize(words).map(list -> String.join("", list));
  }

  /** Letters, digits and punctuation that may come together to links. */
  static Arbitrary<String> soup() {
    return Arbitraries.of(
            "a",
            "z",
            "com",
            "co",
            "jp",
            ".",
            ".",
            "-",
            "_",
            "/",
            ":",
            "@",
            "#",
            "$",
            "http://",
            "https://",
            " ",
            "\n",
            "é",
            "e\u0301",
            "あ",
            "。",
            "RT",
            "1",
            "?",
            "=",
            "(",
            ")",
            "\u00A0",
            "ー",
            "😀",
            "\uFE0F",
            "\u200D")
        .list()
        .ofMaxSize(24)
        .map(list -> String.join("", list));
  }
}
