package dev.belfry.networks.mastodon;

import dev.belfry.networks.http.Dialect;
import dev.belfry.networks.http.Reply.Answer;
import dev.belfry.post.AccountName;
import dev.belfry.publish.Outcome;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What Mastodon says in its own way, whatever it was asked: {@code error} where it refuses. */
record MastodonDialect(AccountName account) implements Dialect {

  @Override
  public Optional<Outcome.Posted> posted(Answer answer) {
    return Status.of(answer.json()).map(status -> status.posted(account));
  }

  @Override
  public String words(Answer answer) {
    return said(answer);
  }

  /** The server's own words; empty where it has none. */
  static String said(Answer answer) {
    JsonNode said = answer.json();
    return said.path("error_description").stringValue(said.path("error").stringValue(""));
  }

  @Override
  public Optional<Outcome> ownMeaning(Answer answer) {
    return answer.status() == 401
            || ((answer.status() == 403 || answer.status() == 422) && refusesAccount(answer))
        ? Optional.of(new Outcome.AccountRefused(logInAgain(answer)))
        : Optional.empty();
  }

  /**
   * A scope that was not granted, a login that is disabled or not confirmed, or (422) a token of
   * which the owner is gone: fixed words of <a
   * href="https://github.com/mastodon/mastodon/blob/main/app/controllers/api/base_controller.rb">
   * its API</a>. Everything else speaks against the post.
   */
  private static boolean refusesAccount(Answer answer) {
    String words = said(answer).toLowerCase(Locale.ROOT);
    return answer.status() == 422
        ? words.contains("requires an authenticated user")
        : words.contains("scope") || words.contains("your login");
  }

  private String logInAgain(Answer answer) {
    String words = said(answer);
    return "%s does not let Belfry in%s; log in again: belfry account login %s"
        .formatted(answer.host(), words.isEmpty() ? "" : " (" + words + ")", account);
  }
}
