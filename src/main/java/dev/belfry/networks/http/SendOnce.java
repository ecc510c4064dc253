package dev.belfry.networks.http;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A body that is handed out once at the most, and that tells for certain whether it was.
 *
 * <p>{@code java.net.http} asks for it when the connection stands, TLS included. It asks again when
 * it sends a request a second time by itself, which it does with a POST where the JVM was told so
 * ({@code jdk.httpclient.enableAllMethodRetry}). A network has nothing to accept without a body.
 */
final class SendOnce implements BodyPublisher {
  private enum State {
    WAITING,
    HANDED_OUT,
    KEPT
  }

  private final BodyPublisher body;
  private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

  SendOnce(BodyPublisher body) {
    this.body = body;
  }

  /** From now on it is not handed out any more; true where it never was. */
  boolean keep() {
    return state.compareAndSet(State.WAITING, State.KEPT) || state.get() == State.KEPT;
  }

  @Override
  public long contentLength() {
    return body.contentLength();
  }

  @Override
  public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
    if (state.compareAndSet(State.WAITING, State.HANDED_OUT)) {
      body.subscribe(subscriber);
    } else {
      refuse(subscriber);
    }
  }

  private static void refuse(Subscriber<? super ByteBuffer> subscriber) {
    subscriber.onSubscribe(
        new Subscription() {
          @Override
          public void request(long n) {
            // There is nothing to have.
          }

          @Override
          public void cancel() {
            // There is nothing to stop.
          }
        });
    subscriber.onError(new IOException("a body is sent once"));
  }
}
