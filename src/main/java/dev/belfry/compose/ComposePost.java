package dev.belfry.compose;

import dev.belfry.media.Fit;
import dev.belfry.post.CheckName;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.Part;
import dev.belfry.post.Post;
import dev.belfry.post.Problem;
import dev.belfry.post.Terms;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns what somebody wrote into a post, or into the list of everything that is wrong with it.
 *
 * <p>What depends on the accounts that a post goes to is not looked at here: the length of its text
 * ({@code TextRules}), and what a network takes of media ({@code MediaLimits}).
 */
public final class ComposePost {
  /** The most parts that a post has. */
  public static final int MOST_PARTS = 1_000;

  /** The longest key, in code points. */
  public static final int LONGEST_KEY = 200;

  private final ReadMedia.AltText altText;
  private final ReadMedia.FindStored stored;

  /**
   * @param altText whether every image needs an alt text, but for posts that say otherwise
   * @param stored tells what is known of an image that is stored already
   */
  public ComposePost(ReadMedia.AltText altText, ReadMedia.FindStored stored) {
    this.altText = altText;
    this.stored = stored;
  }

  /**
   * Checks the post and reads its media.
   *
   * @throws InvalidInput with every problem that was found, each with its place, beginning with
   *     {@link RawPost#where()}
   */
  public Composed compose(RawPost raw) {
    return compose(raw, Fit.NOTHING);
  }

  /**
   * Checks the post as {@link #compose(RawPost)} does.
   *
   * @param fit what images in files are scaled down to
   */
  public Composed compose(RawPost raw, Fit fit) {
    ProblemList problems = new ProblemList();
    checkKey(raw, problems);
    checkCount(raw, problems);
    ReadMedia media = new ReadMedia(altText(raw), stored, fit);
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < Math.min(raw.parts().size(), MOST_PARTS); i++) {
      String place = place(raw, i);
      parts.add(part(raw.parts().get(i), place, media, problems));
    }
    problems.throwIfAny();
    // When its embargo is over depends on the accounts that it goes to.
    Terms terms = new Terms(null, raw.terms().skips());
    return new Composed(new Post(parts, raw.presentation(), terms), media.files());
  }

  /** Whether the post's key could have been taken before: none that has problems was. */
  public static boolean hasGoodKey(RawPost raw) {
    ProblemList problems = new ProblemList();
    checkKey(raw, problems);
    return raw.key() != null && problems.isEmpty();
  }

  private ReadMedia.AltText altText(RawPost raw) {
    return raw.terms().skips().contains(CheckName.ALT_TEXT) ? ReadMedia.AltText.OPTIONAL : altText;
  }

  private static Part part(RawPart raw, String place, ReadMedia media, ProblemList problems) {
    if (raw.text().isBlank() && raw.media().isEmpty()) {
      problems.add(new Problem(place, "the text is empty; write something or add an image"));
    }
    CheckCharacters.refusal("the text", raw.text())
        .ifPresent(refusal -> problems.add(new Problem(place, refusal)));
    checkWording(raw, place, problems);
    if (raw.media().size() > Part.MOST_MEDIA) {
      String message =
          "%d media on one part; at most %d are taken, so put the others on a part of their own";
      problems.add(new Problem(place, message.formatted(raw.media().size(), Part.MOST_MEDIA)));
      return Part.of(raw.text());
    }
    return new Part(raw.text(), raw.wording(), media.attachments(raw.media(), place, problems));
  }

  private static void checkWording(RawPart raw, String place, ProblemList problems) {
    raw.wording()
        .forEach(
            (network, text) -> {
              String what = "the text for " + network.title();
              if (text.isBlank() && raw.media().isEmpty()) {
                problems.add(
                    new Problem(place, what + " is empty; write something or leave it out"));
              }
              CheckCharacters.refusal(what, text)
                  .ifPresent(refusal -> problems.add(new Problem(place, refusal)));
            });
  }

  private static void checkKey(RawPost raw, ProblemList problems) {
    String key = raw.key();
    if (key == null) {
      return;
    }
    String where = raw.where().isEmpty() ? "" : raw.where() + ", key";
    if (key.isBlank()) {
      problems.add(new Problem(where, "the key is empty; give it a name or leave it out"));
    }
    if (key.codePointCount(0, key.length()) > LONGEST_KEY) {
      problems.add(
          new Problem(where, "the key is longer than %d characters".formatted(LONGEST_KEY)));
    }
    CheckCharacters.refusal("the key", key)
        .ifPresent(refusal -> problems.add(new Problem(where, refusal)));
  }

  private static void checkCount(RawPost raw, ProblemList problems) {
    if (raw.parts().isEmpty()) {
      problems.add(new Problem(raw.where(), "the post has no parts; write at least one"));
    }
    if (raw.parts().size() > MOST_PARTS) {
      problems.add(
          new Problem(
              raw.where(),
              "the thread has %d parts; at most %d are taken"
                  .formatted(raw.parts().size(), MOST_PARTS)));
    }
  }

  /** A post of one part needs no word on which part is meant. */
  private static String place(RawPost raw, int index) {
    if (raw.parts().size() == 1) {
      return raw.where();
    }
    String part = "part " + (index + 1);
    return raw.where().isEmpty() ? part : raw.where() + ", " + part;
  }
}
