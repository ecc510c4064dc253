package dev.belfry.networks.x;

import dev.belfry.networks.http.Dialect;
import dev.belfry.networks.http.Reply.Answer;
import dev.belfry.publish.Outcome;
import java.util.Optional;

/**
 * What X says where nothing is posted: no answer tells of a post. What it refuses an app or an
 * account, whatever is asked, it says to an upload as well.
 */
final class XWordsOnly implements Dialect {
  @Override
  public Optional<Outcome.Posted> posted(Answer answer) {
    return Optional.empty();
  }

  @Override
  public String words(Answer answer) {
    return XWords.of(answer);
  }

  @Override
  public Optional<Outcome> ownMeaning(Answer answer) {
    return AccountProblem.in(answer);
  }
}
