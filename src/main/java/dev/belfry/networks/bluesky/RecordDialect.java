package dev.belfry.networks.bluesky;

import dev.belfry.networks.http.Dialect;
import dev.belfry.networks.http.Reply.Answer;
import dev.belfry.post.AccountName;
import dev.belfry.publish.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** What a server answers where records are to be written. */
final class RecordDialect implements Dialect {
  private final AccountName account;
  private final List<RecordWrite> writes;

  /**
   * @param writes what was sent; empty where it is no record but a file
   */
  RecordDialect(AccountName account, List<RecordWrite> writes) {
    this.account = account;
    this.writes = writes;
  }

  @Override
  public Optional<Outcome.Posted> posted(Answer answer) {
    List<JsonNode> results = results(answer);
    return !results.isEmpty() && results.stream().allMatch(each -> each.path("uri").isString())
        ? Optional.of(RecordWrite.posted(writes, account.handle()))
        : Optional.empty();
  }

  @Override
  public String words(Answer answer) {
    return Xrpc.words(answer);
  }

  @Override
  public Optional<Outcome> ownMeaning(Answer answer) {
    if (answer.isSuccess()) {
      return tellsOfOthers(answer)
          ? Optional.of(
              new Outcome.Unconfirmed(
                  "%s says that it has stored something else than what was sent"
                      .formatted(answer.host())))
          : Optional.empty();
    } else if (Refusal.isOfAccount(answer)) {
      return Optional.of(new Outcome.AccountRefused(Refusal.words(answer)));
    } else if (Refusal.isOfToken(answer)) {
      return Optional.of(
          Refusal.needsLogIn(account, Refusal.words(answer), /* isForGood= */ false));
    }
    return switch (Xrpc.error(answer)) {
      // Something else is under its key: perhaps an earlier try that was rendered otherwise.
      case "InvalidSwap" -> Optional.of(new Outcome.Unconfirmed(Refusal.words(answer)));
      case "BlobNotFound" ->
          Optional.of(new Outcome.Refused(Refusal.words(answer), /* retryable= */ true));
      default -> Optional.empty();
    };
  }

  /** Whether the answer names other records, or others' content, than what was sent. */
  private boolean tellsOfOthers(Answer answer) {
    List<JsonNode> results =
        results(answer).stream().filter(each -> each.path("uri").isString()).toList();
    if (results.isEmpty()) {
      return false;
    }
    boolean equal = results.size() == writes.size();
    for (int i = 0; equal && i < writes.size(); i++) {
      equal =
          results.get(i).path("uri").stringValue("").equals(writes.get(i).uri())
              && results.get(i).path("cid").stringValue("").equals(writes.get(i).cid());
    }
    return !equal;
  }

  private static List<JsonNode> results(Answer answer) {
    JsonNode json = answer.json();
    return json.path("results").isArray()
        ? StreamSupport.stream(json.path("results").spliterator(), /* parallel= */ false).toList()
        : List.of(json);
  }
}
