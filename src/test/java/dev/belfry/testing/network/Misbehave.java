package dev.belfry.testing.network;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Answers one request well or badly. */
final class Misbehave {
  private static final Duration BETWEEN_BYTES = Duration.ofMillis(20);
  private static final Duration MUCH_LATER = Duration.ofSeconds(4);
  private static final String ERROR = "{\"error\":\"it broke\"}";

  /** A path of this very server, which tells whoever comes there. */
  static final String ELSEWHERE = "/elsewhere";

  private static final int BLOCK = 65_536;

  private final Caller caller;
  private final Instant comeBackAt;

  Misbehave(Caller caller, Instant comeBackAt) {
    this.caller = caller;
    this.comeBackAt = comeBackAt;
  }

  /** What is asked for; done once, or not at all. */
  interface Act extends Supplier<Answer> {}

  /** What would be said if nothing were wrong. */
  record Answer(int status, String json) {}

  void answer(Behaviour behaviour, Act act) throws IOException {
    switch (behaviour.manner()) {
      case DONE_LATE -> caller.awaitHangUp();
      case DONE_MUCH_LATER -> {
        caller.awaitHangUp();
        takeTime();
      }
      default -> {}
    }
    Answer answer = behaviour.accepts() ? act.get() : new Answer(500, ERROR);
    switch (behaviour.manner()) {
      case PLAIN -> caller.answer(answer.status(), answer.json());
      case LATE, DONE_LATE, DONE_MUCH_LATER -> {
        caller.awaitHangUp();
        caller.answer(answer.status(), answer.json());
      }
      case DROP -> caller.drop();
      case ERROR -> caller.answer(500, ERROR);
      case RATE_LIMIT ->
          caller.answer(
              429, "X-RateLimit-Reset: " + comeBackAt + "\r\n", "{\"error\":\"too many posts\"}");
      case REFUSE -> caller.answer(400, "{\"error\":\"nobody wants to read this\"}");
      case UNAUTHORIZED -> caller.answer(401, "{\"error\":\"who are you?\"}");
      case REDIRECT ->
          caller.answer(307, "Location: " + ELSEWHERE + "\r\n", "{\"error\":\"over there\"}");
      case GARBAGE -> {
        caller.say("\u0001\u0002\r\n\r\n???\r\n\r\n");
        caller.hangUp();
      }
      case NONSENSE -> caller.answer(200, "<html>All is well.</html>");
      case SLOW -> {
        caller.say("HTTP/1.1 201 Said\r\nContent-Type: application/json\r\n\r\n");
        caller.sayForEver(" ", BETWEEN_BYTES);
      }
      case HUGE -> {
        caller.say("HTTP/1.1 201 Said\r\nContent-Type: application/json\r\n\r\n");
        caller.sayForEver(" ".repeat(BLOCK), Duration.ZERO);
      }
    }
  }

  private static void takeTime() {
    try {
      TimeUnit.NANOSECONDS.sleep(MUCH_LATER.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
