package dev.belfry.networks.mastodon;

import dev.belfry.networks.http.Reply;
import dev.belfry.networks.http.Reply.Answer;
import dev.belfry.networks.http.Reply.NoAnswer;
import dev.belfry.networks.http.Reply.NotSent;
import dev.belfry.post.AccountName;
import dev.belfry.publish.LogIn.Standing;
import dev.belfry.publish.LogInFailed;
import tools.jackson.databind.JsonNode;

/** Reads what a server answers while somebody logs in; what is wrong is told in one sentence. */
record ReadLogIn(AccountName account) {

  /**
   * The object that was answered.
   *
   * @throws LogInFailed where it was not
   */
  JsonNode json(Reply reply) {
    return reply.fold(
        new Reply.Cases<JsonNode>() {
          @Override
          public JsonNode answered(Answer answer) {
            if (answer.isSuccess() && answer.json().isObject()) {
              return answer.json();
            }
            throw new LogInFailed(refusal(answer));
          }

          @Override
          public JsonNode notSent(NotSent reply) {
            throw new LogInFailed(unreachable(reply.words()));
          }

          @Override
          public JsonNode noAnswer(NoAnswer reply) {
            throw new LogInFailed(unreachable(reply.words()));
          }
        });
  }

  private String refusal(Answer answer) {
    String error = answer.json().path("error").stringValue("");
    if (error.equals("invalid_grant")) {
      return "%s does not take the code: it is good once and for some minutes; log in again and copy"
              .formatted(answer.host())
          + " all of it";
    } else if (answer.isSuccess()
        || MastodonDialect.isPage(answer)
        || answer.status() == 404
        || isRedirect(answer)) {
      return "%s answered %d, and not as Mastodon's API does; %s"
          .formatted(answer.host(), answer.status(), elsewhere());
    }
    String words = MastodonDialect.said(answer);
    return "%s answered %d%s; try again later, or ask whoever runs it"
        .formatted(answer.host(), answer.status(), words.isEmpty() ? "" : ": " + words);
  }

  private static boolean isRedirect(Answer answer) {
    return answer.status() >= 300 && answer.status() < 400;
  }

  private String unreachable(String words) {
    return "%s; %s".formatted(words, elsewhere());
  }

  private String elsewhere() {
    return "look at the name behind the @ of %s, and where its server has another one say --server https://…"
        .formatted(account);
  }

  /**
   * What stands in a field.
   *
   * @throws LogInFailed where nothing does
   */
  String text(JsonNode answer, String field) {
    String text = answer.path(field).stringValue("");
    if (text.isEmpty()) {
      throw new LogInFailed(
          "the server of %s left out %s; %s".formatted(account, field, elsewhere()));
    }
    return text;
  }

  /**
   * The account that was asked for is the one that somebody logged in to.
   *
   * @throws LogInFailed where it is another
   */
  void refuseOther(String username) {
    if (!username.equalsIgnoreCase(account.handle())) {
      throw new LogInFailed(
          "you are logged in there as @%s, and not as @%s; log out in the browser and try again, or"
                  .formatted(username, account.handle())
              + " add mastodon:%s@%s".formatted(username, account.host()));
    }
  }

  /** What a server says to a credential. */
  Standing standing(Reply reply) {
    return reply.fold(
        new Reply.Cases<Standing>() {
          @Override
          public Standing answered(Answer answer) {
            return standing(answer);
          }

          @Override
          public Standing notSent(NotSent reply) {
            return new Standing.Unknown(reply.words());
          }

          @Override
          public Standing noAnswer(NoAnswer reply) {
            return new Standing.Unknown(reply.words());
          }
        });
  }

  private Standing standing(Answer answer) {
    String username = answer.json().path("username").stringValue("");
    if (answer.isSuccess() && !username.isEmpty()) {
      return new Standing.Works(username);
    }
    String words = MastodonDialect.said(answer);
    String said =
        "%s answered %d%s"
            .formatted(answer.host(), answer.status(), words.isEmpty() ? "" : ": " + words);
    return answer.status() == 401 || answer.status() == 403
        ? new Standing.Refused(said)
        : new Standing.Unknown(said);
  }
}
