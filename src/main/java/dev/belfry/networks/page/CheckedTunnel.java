package dev.belfry.networks.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A way out that leads to allowed addresses only: a proxy on this machine, which {@code
 * java.net.http} connects through. That client keeps to itself which address it connects to, and a
 * name that was checked before could lead elsewhere when it is resolved a second time; here the
 * very address that is connected to is checked. What goes through is TLS from end to end.
 *
 * <p>It stands as long as one page is read. Thread-safe.
 */
final class CheckedTunnel implements AutoCloseable {
  private static final Pattern CONNECT =
      Pattern.compile(
          "CONNECT \\[?(?<host>[^\\s\\]]+?)]?:(?<port>[0-9]{1,5}) HTTP/1\\.[01]\\r\\n.*");
  private static final int LONGEST_HEAD = 8 * 1024;
  private static final int PATIENCE_MILLIS = 10_000;

  private final Predicate<InetAddress> allowed;
  private final ServerSocket door;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean hasRefused;
  private volatile boolean hasMissed;

  CheckedTunnel(Predicate<InetAddress> allowed) {
    this.allowed = allowed;
    try {
      this.door = new ServerSocket(0, /* backlog= */ 0, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::acceptAll);
  }

  /** Whether somebody wanted to get to an address that is not allowed. */
  boolean hasRefused() {
    return hasRefused;
  }

  /** Whether the name of a host was not found. */
  boolean hasMissed() {
    return hasMissed;
  }

  /** Sends https through here, and nothing else. */
  ProxySelector selector() {
    Proxy proxy =
        new Proxy(
            Proxy.Type.HTTP, new InetSocketAddress(door.getInetAddress(), door.getLocalPort()));
    return new ProxySelector() {
      @Override
      public List<Proxy> select(URI uri) {
        return List.of("https".equalsIgnoreCase(uri.getScheme()) ? proxy : Proxy.NO_PROXY);
      }

      @Override
      public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        // Whoever reads the page hears of it.
      }
    };
  }

  @Override
  public void close() {
    hangUp(door);
    open.forEach(CheckedTunnel::hangUp);
  }

  private void acceptAll() {
    try {
      while (true) {
        Socket caller = door.accept();
        open.add(caller);
        start(() -> serve(caller));
      }
    } catch (IOException closed) {
      // This is how it ends.
    }
  }

  private void serve(Socket caller) {
    try (caller;
        Socket there = new Socket()) {
      open.add(there);
      caller.setSoTimeout(PATIENCE_MILLIS);
      Matcher asked = CONNECT.matcher(head(caller.getInputStream()));
      if (!asked.lookingAt()) {
        say(caller, "400 Bad Request");
        return;
      }
      int port = Integer.parseInt(asked.group("port"));
      there.connect(new InetSocketAddress(address(asked.group("host")), port), PATIENCE_MILLIS);
      say(caller, "200 OK");
      caller.setSoTimeout(0);
      start(() -> copy(caller, there));
      copy(there, caller);
    } catch (IOException | RuntimeException notReached) {
      // The caller learns it by the end of the connection.
    } finally {
      open.remove(caller);
    }
  }

  /** The first of the host's addresses that is allowed. */
  private InetAddress address(String host) throws UnknownHostException {
    InetAddress[] all = resolve(host);
    return Stream.of(all)
        .filter(allowed)
        .findFirst()
        .orElseThrow(
            () -> {
              hasRefused = true;
              return new IllegalArgumentException(host);
            });
  }

  private InetAddress[] resolve(String host) throws UnknownHostException {
    try {
      return InetAddress.getAllByName(host);
    } catch (UnknownHostException e) {
      hasMissed = true;
      throw e;
    }
  }

  /** Up to the blank line. */
  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0 && head.length() < LONGEST_HEAD) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static void say(Socket caller, String status) throws IOException {
    OutputStream out = caller.getOutputStream();
    out.write("HTTP/1.1 %s\r\n\r\n".formatted(status).getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  /** What one says the other hears, until one has hung up. */
  private static void copy(Socket from, Socket to) {
    try {
      long unused = from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException broken) {
      // It ends for both.
    } finally {
      hangUp(from);
      hangUp(to);
    }
  }

  private static void hangUp(AutoCloseable connection) {
    try {
      connection.close();
    } catch (Exception alreadyGone) {
      // That is what was wanted.
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "belfry-tunnel");
    thread.setDaemon(true);
    thread.start();
  }
}
