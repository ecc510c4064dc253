package dev.belfry.compose.checks;

import dev.belfry.compose.Entities;
import dev.belfry.compose.Entity;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds what was to be filled in and was left in: {@code TODO}, {@code TBD}, {@code XX}, {@code
 * {name}}, {@code [YOUR NAME]}, {@code <city>}, lorem ipsum. What stands in a link, a mention or a
 * tag, or between backquotes, is none.
 */
final class Placeholders {
  /**
   * Of these words a name in brackets has at least one; {@code [VIDEO]} is something to be read.
   */
  private static final String FILLED_IN =
      "(?:your|insert|first|last|full|user)?[ _-]?(?:names?|surname|date|day|month|year|city|town"
          + "|venue|place|location|handle|username|number|amount|price|company|product|event|email"
          + "|phone|topic|headline|author|speaker|recipient|customer|client)";

  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          String.join(
              "|",
              // "My TODO list" is a list, and a word that is joined to others is a name.
              "(?<todo>(?<![\\p{L}\\p{N}_-])TODO(?![\\p{L}\\p{N}_-])(?! (?:lists?|items?|apps?)\\b))",
              "(?<tbd>(?<![\\p{L}\\p{N}_-])TBD(?![\\p{L}\\p{N}_-]))",
              "(?<xx>(?<![\\p{L}\\p{N}_-])X{2,20}+(?![\\p{L}\\p{N}_-]))",
              "\\{\\{? ?\\p{L}[\\p{L}\\p{N} _-]{1,40}+\\}\\}?",
              "(?i:\\[ ?(?:(?:your|insert|enter|add)[ _-][\\p{L} _-]{1,40}+|%s)\\])"
                  .formatted(FILLED_IN),
              "(?i:<(?:(?:your|insert|enter|add)[ _-][\\p{L} _-]{1,40}+|%s)>)".formatted(FILLED_IN),
              "(?i:\\blorem ipsum\\b)"));

  private static final Pattern CODE = Pattern.compile("`[^`\\n]+`");

  /** In these "todo" is a word, which means all. */
  private static final Set<String> TODO_IS_A_WORD = Set.of("es", "pt", "gl", "ast", "an", "eu");

  /** Where centuries have Roman numbers. */
  private static final Pattern CENTURY_BEFORE =
      Pattern.compile(
          "(?iU)\\b(?:siglos?|séculos?|secolo|secoli|secolul|segle|segles|sec\\.|s\\.) *$");

  private static final Pattern CENTURY_BEHIND =
      Pattern.compile(
          "(?iU)^ *(?:\\p{Pd} *X{0,3}I{0,3} *)?"
              + "(?:secolo|wiek|wieku|wieków|век|века|веке|веков|века|в\\.|вв\\.|століття|ст\\.|century"
              + "|centuries|siècles?)(?!\\p{L})");

  private Placeholders() {}

  /**
   * The first that is found.
   *
   * @param language what the text is written in, as a tag of BCP 47; null: not said
   */
  static Optional<String> first(String text, @Nullable String language) {
    if (!mayHoldOne(text)) {
      return Optional.empty();
    }
    String prose = withoutCode(withoutEntities(text));
    Matcher found = PLACEHOLDER.matcher(prose);
    while (found.find()) {
      boolean isWord = found.group("todo") != null && isTodoAWord(language);
      boolean isCentury = found.group("xx") != null && isCentury(prose, found);
      if (!isWord && !isCentury) {
        return Optional.of(found.group());
      }
    }
    return Optional.empty();
  }

  /** Most texts have nothing of it, and the import of many should not pay for the patterns. */
  private static boolean mayHoldOne(String text) {
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '{', '[', '<' -> {
          return true;
        }
        case 'T' -> {
          if (text.startsWith("TODO", i) || text.startsWith("TBD", i)) {
            return true;
          }
        }
        case 'X' -> {
          if (text.startsWith("XX", i)) {
            return true;
          }
        }
        case 'I', 'i' -> {
          if (text.regionMatches(/* ignoreCase= */ true, i, "ipsum", 0, 5)) {
            return true;
          }
        }
        default -> {}
      }
    }
    return false;
  }

  private static boolean isTodoAWord(@Nullable String language) {
    return language != null && TODO_IS_A_WORD.contains(language.split("-", 2)[0]);
  }

  private static boolean isCentury(String text, Matcher number) {
    return CENTURY_BEFORE.matcher(text.substring(0, number.start())).find()
        || CENTURY_BEHIND.matcher(text.substring(number.end())).find();
  }

  private static String withoutEntities(String text) {
    StringBuilder prose = new StringBuilder(text);
    for (Entity entity : Entities.in(text)) {
      boolean isLink = entity.kind() == Entity.Kind.LINK;
      blank(prose, entity.start(), isLink ? endOfWord(text, entity.end()) : entity.end());
    }
    return prose.toString();
  }

  /** An address goes on behind what a network makes a link of: {@code https://example.org/{id}}. */
  private static int endOfWord(String text, int from) {
    int end = from;
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static String withoutCode(String text) {
    StringBuilder prose = new StringBuilder(text);
    CODE.matcher(text).results().forEach(code -> blank(prose, code.start(), code.end()));
    return prose.toString();
  }

  /** With letters of no kind, so that what is beside it stays beside something. */
  private static void blank(StringBuilder text, int start, int end) {
    for (int i = start; i < end; i++) {
      text.setCharAt(i, '_');
    }
  }
}
