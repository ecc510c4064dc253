package dev.belfry.compose;

import dev.belfry.account.Account;
import dev.belfry.account.ServerLimits;
import dev.belfry.post.Network;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Mastodon's rules: graphemes, where an http(s) link counts the same however long it is, and {@code
 * @user@host} counts as {@code @user}. An <a
 * href="https://docs.joinmastodon.org/entities/Instance/#max_characters">instance</a> sets its own
 * limits.
 *
 * @param limit the most graphemes of a post
 * @param linkLength what an http(s) link counts
 * @param taken how many graphemes of the limit the post's warning takes
 */
public record MastodonRules(int limit, int linkLength, int taken) implements TextRules {

  /** The rules for a post without a warning. */
  public MastodonRules(int limit, int linkLength) {
    this(limit, linkLength, 0);
  }

  /** What an instance has that was not told otherwise: 500, and 23 for a link. */
  public static final MastodonRules DEFAULT = new MastodonRules(500, 23);

  /** The rules for an account, by what its server said. */
  public static MastodonRules of(Account account) {
    ServerLimits limits = account.limits();
    return limits == null ? DEFAULT : new MastodonRules(limits.characters(), limits.link());
  }

  /**
   * The rules for a text below a warning: both together must fit, and in the warning <a
   * href="https://github.com/mastodon/mastodon/blob/main/app/validators/status_length_validator.rb">
   * nothing counts for less</a>.
   */
  public MastodonRules below(String warning) {
    return new MastodonRules(limit, linkLength, Graphemes.count(warning));
  }

  /**
   * After <a
   * href="https://github.com/mastodon/mastodon/blob/main/app/models/account.rb">MENTION_RE</a>.
   */
  private static final Pattern REMOTE_MENTION =
      Pattern.compile(
          "(?<![=/\\w])@[a-z0-9_][a-z0-9_.-]*+(?<=[a-z0-9_])@[\\w.-]*\\w",
          Pattern.CASE_INSENSITIVE);

  /**
   * What Mastodon makes a link of: http(s) links, hashtags and mentions, those of other servers as
   * a whole. In order; none overlaps another.
   */
  public static List<Entity> linksIn(String text) {
    List<Entity> links = new ArrayList<>();
    int end;
    for (int start = 0; start < text.length(); start = end) {
      end = Words.end(text, start);
      int from = start;
      remoteMentions(text.substring(start, end)).forEach(each -> links.add(each.shifted(from)));
    }
    Entities.in(text).stream()
        .filter(each -> isLinked(each, text))
        .filter(each -> links.stream().noneMatch(other -> overlap(each, other)))
        .toList()
        .forEach(links::add);
    links.sort(Comparator.comparingInt(Entity::start));
    return links;
  }

  private static boolean isLinked(Entity entity, String text) {
    return switch (entity.kind()) {
      case LINK -> isHttp(entity, text);
      case MENTION, HASHTAG -> true;
      case CASHTAG -> false;
    };
  }

  private static boolean overlap(Entity one, Entity other) {
    return one.start() < other.end() && other.start() < one.end();
  }

  private static boolean isHttp(Entity link, String text) {
    return text.regionMatches(true, link.start(), "http://", 0, 7)
        || text.regionMatches(true, link.start(), "https://", 0, 8);
  }

  private static List<Entity> remoteMentions(String word) {
    return word.indexOf('@') < 0 || !Entities.isReadable(word, 0, word.length())
        ? List.of()
        : REMOTE_MENTION
            .matcher(word)
            .results()
            .map(match -> new Entity(Entity.Kind.MENTION, match.start(), match.end()))
            .toList();
  }

  @Override
  public Network network() {
    return Network.MASTODON;
  }

  @Override
  public Measure measure(String text) {
    Measure alone =
        new Concessions(linkLength).measure(text, Math.max(0, limit - taken), "characters");
    return taken == 0
        ? alone
        : new Measure(
            alone.length() + taken,
            limit,
            alone.unit(),
            alone.fits() && taken <= limit,
            alone.fitsUpTo());
  }

  /** Graphemes, with what Mastodon lets through for less. */
  private static final class Concessions extends Scale {
    private final String link;

    Concessions(int linkLength) {
      this.link = "x".repeat(linkLength);
    }

    @Override
    int weigh(String word) {
      StringBuilder counted = new StringBuilder(word.length());
      int done = 0;
      for (Entity entity : unbroken(word)) {
        counted.append(word, done, entity.start()).append(stand(entity, word));
        done = entity.end();
      }
      return Graphemes.count(
          done == 0 ? word : counted.append(word, done, word.length()).toString());
    }

    @Override
    int weighRoughly(String word) {
      return Graphemes.count(word);
    }

    @Override
    List<Entity> unbroken(String word) {
      if (word.indexOf('@') < 0 && word.indexOf(':') < 0) {
        return List.of();
      }
      List<Entity> entities = new ArrayList<>(Entities.in(word));
      entities.removeIf(
          entity -> entity.kind() != Entity.Kind.LINK || !MastodonRules.isHttp(entity, word));
      remoteMentions(word).stream()
          .filter(mention -> entities.stream().noneMatch(each -> overlap(each, mention)))
          .toList()
          .forEach(entities::add);
      entities.sort(Comparator.comparingInt(Entity::start));
      return entities;
    }

    private String stand(Entity entity, String word) {
      String written = entity.in(word);
      return entity.kind() == Entity.Kind.LINK
          ? link
          : written.substring(0, written.indexOf('@', 1));
    }
  }
}
