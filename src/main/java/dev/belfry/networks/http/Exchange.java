package dev.belfry.networks.http;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One request and its response: over HTTP/1.1, sent once, to the server that was named and to no
 * other it may point to. Thread-safe.
 */
public final class Exchange {
  /** The longest answer that is read, in bytes. */
  static final int LONGEST = 1 << 20;

  private Exchange() {}

  /** Every exchange of the process goes through one client, made when the first one is. */
  private static final class Client {
    private static final HttpClient CLIENT = Clients.begin().build();
  }

  /**
   * Makes the call. Never throws for what a network may do.
   *
   * <p>A call with a body is sent once, whatever happens; one without may be asked twice.
   *
   * @param within how long the whole may take at the most, from looking up the name to the answer's
   *     last byte, and no longer than the call is {@linkplain Call#patience worth}; then the
   *     connection is closed
   * @return {@link Reply.NotSent} only where nothing of the body can have left, nor will
   */
  public static Reply make(Call call, Duration within) {
    SendOnce body = new SendOnce(call.body());
    Duration patience = shorter(within, call.patience());
    HttpRequest request;
    try {
      request = call.request(body);
    } catch (IllegalArgumentException e) {
      // Its message repeats the header, which may be a token.
      return without(call, body, unsendable(call));
    }
    CompletableFuture<HttpResponse<String>> whole =
        Client.CLIENT.sendAsync(request, head -> new BoundedBody(LONGEST));
    try {
      return answer(call, whole.get(patience.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return without(call, body, WhyNoAnswer.late(call.host(), patience));
    } catch (ExecutionException e) {
      return without(call, body, WhyNoAnswer.failed(call.host(), e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return without(call, body, "Belfry was stopped before %s answered".formatted(call.host()));
    } finally {
      boolean unused = whole.cancel(/* mayInterruptIfRunning= */ true);
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static Reply answer(Call call, HttpResponse<String> response) {
    return new Reply.Answer(
        call.host(), response.statusCode(), response.headers(), response.body());
  }

  private static String unsendable(Call call) {
    return "the log-in for %s has characters in it that can't be sent".formatted(call.host());
  }

  private static Reply without(Call call, SendOnce body, String words) {
    return call.hasBody() && body.keep() ? new Reply.NotSent(words) : new Reply.NoAnswer(words);
  }
}
