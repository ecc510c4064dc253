package dev.belfry.post;

import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The language that a post is written in.
 *
 * @param tag as <a href="https://www.rfc-editor.org/info/bcp47">BCP 47</a> writes it: {@code en},
 *     {@code pt-BR}, {@code zh-Hant}
 */
public record Language(String tag) {
  private static final int LONGEST = 35;

  /**
   * Checks the tag.
   *
   * @throws IllegalArgumentException where it is not in the form that {@link #of} gives it
   */
  public Language {
    if (!canonical(tag).filter(tag::equals).isPresent()) {
      throw new IllegalArgumentException("not a language tag: " + tag);
    }
  }

  /**
   * The language of a tag, whatever its case, with the shortest code that it has: {@code DEU-at} is
   * {@code de-AT}.
   *
   * @return nothing where this is no tag, or one of a language that there is not
   */
  public static Optional<Language> of(String tag) {
    return canonical(tag).map(Language::new);
  }

  @Override
  public String toString() {
    return tag;
  }

  private static Optional<String> canonical(String tag) {
    if (tag.isEmpty() || tag.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      Locale read = new Locale.Builder().setLanguageTag(tag).build();
      return shortest(read.getLanguage())
          .map(code -> new Locale.Builder().setLocale(read).setLanguage(code).build())
          .map(Locale::toLanguageTag);
    } catch (IllformedLocaleException e) {
      return Optional.empty();
    }
  }

  /** A code of two letters wins over one of three; those of two are all known. */
  private static Optional<String> shortest(String code) {
    List<String> twoLetters = List.of(Locale.getISOLanguages());
    return switch (code.length()) {
      case 2 -> Optional.of(code).filter(twoLetters::contains);
      case 3 ->
          Stream.concat(
                  twoLetters.stream().filter(two -> new Locale(two).getISO3Language().equals(code)),
                  Stream.of(code))
              .findFirst();
      default -> Optional.empty();
    };
  }
}
