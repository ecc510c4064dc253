package dev.belfry.testing.network;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The server's end of one connection: what was asked on it, and every byte that is answered. */
public final class Caller {
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private boolean closing;

  Caller(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  /** The next request, whole; empty where the caller has hung up. */
  public Optional<Asked> next() throws IOException {
    String line = line();
    if (line.isEmpty()) {
      return Optional.empty();
    }
    String[] words = line.split(" ", -1);
    Map<String, String> headers = new LinkedHashMap<>();
    for (String header = line(); !header.isEmpty(); header = line()) {
      int colon = header.indexOf(':');
      headers.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = in.readNBytes(length);
    return body.length < length
        ? Optional.empty()
        : Optional.of(Asked.of(words[0], words[1], headers, body));
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int read = in.read(); read >= 0 && read != '\n'; read = in.read()) {
      line.write(read);
    }
    return line.toString(ISO_8859_1).stripTrailing();
  }

  /** What is answered next says that nothing more is taken on this connection. */
  void closeAfterNext() {
    closing = true;
  }

  /** Answers in JSON; the connection stays open. */
  public void answer(int status, String json) throws IOException {
    answer(status, "", json);
  }

  /**
   * Answers in JSON; the connection stays open.
   *
   * @param headers whole lines, each with its end
   */
  public void answer(int status, String headers, String json) throws IOException {
    say(
        "HTTP/1.1 %d Said\r\n%s%sContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(
                status,
                headers,
                closing ? "Connection: close\r\n" : "",
                json.getBytes(UTF_8).length,
                json));
    if (closing) {
      hangUp();
    }
  }

  /** Sends this and nothing else. */
  public void say(String bytes) throws IOException {
    say(bytes.getBytes(UTF_8));
  }

  /** Sends this and nothing else. */
  public void say(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  /** Sends it again and again, with a pause after each time, until the caller hangs up. */
  public void sayForEver(String bytes, Duration pause) {
    try {
      while (true) {
        say(bytes);
        TimeUnit.NANOSECONDS.sleep(pause.toNanos());
      }
    } catch (IOException hungUp) {
      drop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns when the caller has hung up. */
  public void awaitHangUp() {
    try {
      while (in.read() >= 0) {
        // Whatever else is said, nobody listens.
      }
    } catch (IOException reset) {
      // That is a way to hang up, too.
    }
  }

  /** Ends the connection once everything that was said has arrived. */
  public void hangUp() throws IOException {
    socket.close();
  }

  /** Breaks the connection off, as a machine that dies does. */
  public void drop() {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (SocketException alreadyClosed) {
      // The caller, or the server's end, was faster.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isGone() {
    return socket.isClosed();
  }
}
