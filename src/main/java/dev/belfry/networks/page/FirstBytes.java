package dev.belfry.networks.page;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** The first so many bytes of a body; what follows them is not read. */
final class FirstBytes implements BodySubscriber<byte[]> {
  private final int most;
  private final ByteArrayOutputStream read = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> first = new CompletableFuture<>();
  private @Nullable Subscription source;

  FirstBytes(int most) {
    this.most = most;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return first;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    source = subscription;
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> chunks) {
    for (ByteBuffer chunk : chunks) {
      byte[] bytes = new byte[Math.min(chunk.remaining(), most - read.size())];
      chunk.get(bytes);
      read.writeBytes(bytes);
    }
    if (read.size() == most && source != null) {
      source.cancel();
      onComplete();
    }
  }

  @Override
  public void onError(Throwable thrown) {
    first.completeExceptionally(thrown);
  }

  @Override
  public void onComplete() {
    first.complete(read.toByteArray());
  }
}
