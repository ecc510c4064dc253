package dev.belfry.networks.http;

import dev.belfry.networks.http.Reply.Answer;
import dev.belfry.publish.Outcome;
import java.util.Optional;

/** What one network says in its own way. The rest is what status codes mean everywhere. */
public interface Dialect {

  /** What an answer of success says is live; empty where it does not say. */
  Optional<Outcome.Posted> posted(Answer answer);

  /** Why the network did not do it, in its own words; empty where it has none. */
  String words(Answer answer);

  /** What an answer comes to that means something of its own here; empty where it does not. */
  default Optional<Outcome> ownMeaning(Answer answer) {
    return Optional.empty();
  }
}
