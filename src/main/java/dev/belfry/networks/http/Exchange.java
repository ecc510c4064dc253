package dev.belfry.networks.http;

import java.net.http.HttpClient;
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

  /**
   * Every exchange of the process goes through one client, made when the first one is.
   *
   * <p>HTTP/1.1: some servers drop a connection that offers an upgrade to HTTP/2. A connection that
   * nothing went over for a while may be dead without a word (a laptop slept, a router forgot), and
   * a post that is sent over it would be in doubt for nothing: it is kept for one thread's parts,
   * not for the next post.
   */
  private static final class Client {
    private static final String KEEP_ALIVE = "jdk.httpclient.keepalive.timeout";
    private static final String SECONDS = "3";
    private static final HttpClient CLIENT = make();

    private static HttpClient make() {
      if (System.getProperty(KEEP_ALIVE) == null) {
        System.setProperty(KEEP_ALIVE, SECONDS);
      }
      return HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
    }
  }

  /**
   * Makes the call. Never throws for what a network may do.
   *
   * <p>A call with a body is sent once, whatever happens; one without may be asked twice.
   *
   * @param within how long the whole may take, from looking up the name to the answer's last byte;
   *     then the connection is closed
   * @return {@link Reply.NotSent} only where nothing of the body can have left, nor will
   */
  public static Reply make(Call call, Duration within) {
    SendOnce body = new SendOnce(call.body());
    CompletableFuture<HttpResponse<String>> whole =
        Client.CLIENT.sendAsync(call.request(body), head -> new BoundedBody(LONGEST));
    try {
      return answer(call, whole.get(within.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return without(call, body, WhyNoAnswer.late(call.host(), within));
    } catch (ExecutionException e) {
      return without(call, body, WhyNoAnswer.failed(call.host(), e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return without(call, body, "Belfry was stopped before %s answered".formatted(call.host()));
    } finally {
      boolean unused = whole.cancel(/* mayInterruptIfRunning= */ true);
    }
  }

  private static Reply answer(Call call, HttpResponse<String> response) {
    return new Reply.Answer(
        call.host(), response.statusCode(), response.headers(), response.body());
  }

  private static Reply without(Call call, SendOnce body, String words) {
    return call.hasBody() && body.keep() ? new Reply.NotSent(words) : new Reply.NoAnswer(words);
  }
}
