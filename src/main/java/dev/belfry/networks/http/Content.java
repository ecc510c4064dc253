package dev.belfry.networks.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.function.Supplier;

/**
 * A body that is read bit by bit while it is sent: a video need not fit into memory.
 *
 * @param type its media type: {@code video/mp4}
 * @param length in bytes, exactly
 * @param open gives it from its beginning; what is opened is closed when it was sent
 */
public record Content(String type, long length, Supplier<? extends InputStream> open) {

  /** What is in memory already. */
  public static Content of(String type, byte[] bytes) {
    byte[] own = bytes.clone();
    return new Content(type, own.length, () -> new ByteArrayInputStream(own));
  }

  BodyPublisher publisher() {
    return length == 0
        ? BodyPublishers.noBody()
        : BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(this::opened), length);
  }

  /** The client waits for ever where a supplier throws, and gives up where a stream does. */
  private InputStream opened() {
    try {
      return open.get();
    } catch (RuntimeException e) {
      return new Unreadable(e);
    }
  }

  private static final class Unreadable extends InputStream {
    private final RuntimeException why;

    Unreadable(RuntimeException why) {
      this.why = why;
    }

    @Override
    public int read() throws IOException {
      throw new IOException("the body can't be read", why);
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
      return read();
    }
  }
}
