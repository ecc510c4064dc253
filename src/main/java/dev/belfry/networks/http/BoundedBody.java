package dev.belfry.networks.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Reads a body of up to so many bytes as UTF-8; of a longer one it reads no further. */
final class BoundedBody implements BodySubscriber<String> {
  private final int most;
  private final ByteArrayOutputStream read = new ByteArrayOutputStream();
  private final CompletableFuture<String> whole = new CompletableFuture<>();
  private @Nullable Subscription source;

  BoundedBody(int most) {
    this.most = most;
  }

  /** What there was more of than is read. */
  static final class TooLong extends IOException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public CompletionStage<String> getBody() {
    return whole;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    source = subscription;
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> chunks) {
    for (ByteBuffer chunk : chunks) {
      if (whole.isDone()) {
        return;
      } else if (chunk.remaining() > most - read.size()) {
        stop();
      } else {
        byte[] bytes = new byte[chunk.remaining()];
        chunk.get(bytes);
        read.writeBytes(bytes);
      }
    }
  }

  /** Cancelling closes the connection: there is no other way to read no further. */
  private void stop() {
    whole.completeExceptionally(new TooLong());
    if (source != null) {
      source.cancel();
    }
  }

  @Override
  public void onError(Throwable thrown) {
    whole.completeExceptionally(thrown);
  }

  @Override
  public void onComplete() {
    whole.complete(read.toString(StandardCharsets.UTF_8));
  }
}
