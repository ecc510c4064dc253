package dev.belfry.post;

import java.text.Normalizer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * By what two parts are told to say the same: their words, whatever the blanks between them and
 * however their letters are composed; of parts without words, their images and videos.
 */
public final class SameText {
  private static final Pattern BLANKS = Pattern.compile("(?U)\\s+");

  private SameText() {}

  /** What a part says on a network. */
  public static String of(Part part, Network network) {
    return of(
        part.text(network),
        part.media().stream().map(on -> on.media().sha256()).collect(Collectors.joining(" ")));
  }

  /**
   * What a part says whose words and media are known.
   *
   * @param media the SHA-256 of each, in order, with blanks between them
   */
  public static String of(String text, String media) {
    String words = BLANKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFC)).replaceAll(" ");
    return words.isBlank() ? "media " + media : "text " + words.strip();
  }
}
