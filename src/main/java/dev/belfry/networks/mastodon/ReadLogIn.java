package dev.belfry.networks.mastodon;

import dev.belfry.networks.http.LogInAdvice;
import dev.belfry.networks.http.Reply;
import dev.belfry.networks.http.Reply.Answer;
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
    LogInAdvice advice = new LogInAdvice(elsewhere());
    Answer answer = advice.answered(reply);
    if (answer.isSuccess() && answer.json().isObject()) {
      return answer.json();
    } else if (answer.json().path("error").stringValue("").equals("invalid_grant")) {
      throw LogInAdvice.failed(
          answer.host() + " does not take the code, which is good once and for some minutes",
          "log in again, and copy all of it");
    }
    throw advice.of(answer, MastodonDialect.said(answer));
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
      throw LogInAdvice.failed(
          "the server of %s left out %s".formatted(account, field), elsewhere());
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
    return reply.heard(this::standing, Standing.Unknown::new);
  }

  private Standing standing(Answer answer) {
    String username = answer.json().path("username").stringValue("");
    if (answer.isSuccess() && !username.isEmpty()) {
      return new Standing.Works(username);
    }
    String said = answer.told(MastodonDialect.said(answer));
    return answer.isUnauthorized() || (answer.status() == 403 && !answer.isPage())
        ? new Standing.Refused(said)
        : new Standing.Unknown(said);
  }
}
