package dev.belfry.networks.http;

import java.time.Duration;

/** A program that posts to a server twice, and says what came of it. */
final class PostTwice {
  private PostTwice() {}

  public static void main(String... args) {
    Call call = Call.postJson(BaseUrl.parse("", args[0]), "/posts", "{\"text\":\"Ding\"}");
    Reply first = Exchange.make(call, Duration.ofSeconds(20));
    Reply second = Exchange.make(call, Duration.ofSeconds(20));
    System.out.printf(
        "%s %s %s%n",
        first.getClass().getSimpleName(),
        second.getClass().getSimpleName(),
        second.fold(
            new Reply.Cases<String>() {
              @Override
              public String answered(Reply.Answer answer) {
                return answer.told();
              }

              @Override
              public String notSent(Reply.NotSent reply) {
                return reply.words();
              }

              @Override
              public String noAnswer(Reply.NoAnswer reply) {
                return reply.words();
              }
            }));
  }
}
