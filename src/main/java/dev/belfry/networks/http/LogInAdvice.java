package dev.belfry.networks.http;

import dev.belfry.networks.http.Reply.Answer;
import dev.belfry.publish.LogInFailed;

/**
 * Ends the sentence on a log-in that came to nothing with what to do, the same for every network.
 *
 * @param elsewhere what to do where the server is not the one that was meant; without a full stop
 */
public record LogInAdvice(String elsewhere) {
  private static final LogInAdvice NAMED =
      new LogInAdvice("check the address after --server, or log in again when it can be reached");

  private static final LogInAdvice USUAL =
      new LogInAdvice("see that this machine is online, with nothing in between, and log in again");

  /**
   * Where the network alone says which server it is.
   *
   * @param isNamed whether the person has named another
   */
  public static LogInAdvice at(boolean isNamed) {
    return isNamed ? NAMED : USUAL;
  }

  /**
   * The answer to a step, without which the log-in can't go on.
   *
   * @throws LogInFailed where there is none, or it is not from the network's API
   */
  public Answer answered(Reply reply) {
    return reply.heard(
        answer -> {
          if (answer.isTurnedAway() || (answer.isPage() && answer.isSuccess())) {
            throw failed(answer.told(), elsewhere);
          }
          return answer;
        },
        why -> {
          throw failed(why, elsewhere);
        });
  }

  /**
   * For an answer that means nothing of its own here.
   *
   * @param words the network's own; empty where it has none
   */
  public LogInFailed of(Answer answer, String words) {
    int status = answer.status();
    boolean isElsewhere =
        answer.isSuccess() || status == 404 || status == 405 || (status >= 300 && status < 400);
    String passes = status >= 500 || status == 429 ? "try again later" : "ask whoever runs it";
    return failed(answer.told(words), isElsewhere ? elsewhere : passes);
  }

  /**
   * A log-in that came to nothing.
   *
   * @param words why, in a sentence
   * @param todo what to do
   */
  public static LogInFailed failed(String words, String todo) {
    return new LogInFailed(goOn(words, todo));
  }

  /** One sentence of two; what a network says may have its full stop already. */
  public static String goOn(String words, String todo) {
    return "%s; %s".formatted(words.replaceFirst("\\.$", ""), todo);
  }
}
