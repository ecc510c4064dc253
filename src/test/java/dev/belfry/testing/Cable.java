package dev.belfry.testing;

import dev.belfry.app.postgres.DbAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The cable between a node and its Postgres, which a test can cut. Thread-safe. */
public final class Cable implements AutoCloseable {
  private static final Pattern HOST_AND_PORT = Pattern.compile("//([^:/]+):([0-9]+)/");
  private static final int BLOCK = 8_192;

  /** How the cable is. */
  private enum State {
    WHOLE,
    /** What is sent gets stuck on the way; nobody is told. */
    CUT,
    /** Every connection is reset, and so is each new one. */
    BROKEN
  }

  private final ServerSocket server;
  private final DbAddress far;
  private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
  private State state = State.WHOLE;

  private Cable(ServerSocket server, DbAddress far) {
    this.server = server;
    this.far = far;
  }

  /** Lays one to where the database answers. */
  public static Cable to(DbAddress database) {
    try {
      ServerSocket near = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
      Cable cable = new Cable(near, database);
      daemon(cable::acceptAll);
      return cable;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the database answers at the cable's near end. */
  public DbAddress address() {
    String url =
        HOST_AND_PORT.matcher(far.url()).replaceFirst("//127.0.0.1:" + server.getLocalPort() + "/");
    return new DbAddress(url, far.user(), far.password());
  }

  /** From now on nothing comes through, and nobody is told: as when a switch loses its power. */
  public synchronized void cut() {
    state = State.CUT;
  }

  /** Resets every connection, and each new one: as a firewall does. */
  public synchronized void breakOff() {
    state = State.BROKEN;
    ends.forEach(Cable::reset);
    notifyAll();
  }

  /** It is whole again; what got stuck on the way goes on. */
  public synchronized void mend() {
    state = State.WHOLE;
    notifyAll();
  }

  private void acceptAll() {
    try {
      while (true) {
        Socket near = server.accept();
        ends.add(near);
        daemon(() -> connect(near));
      }
    } catch (IOException closed) {
      // This is how it ends.
    }
  }

  private void connect(Socket near) {
    if (!isWhole()) {
      reset(near);
      return;
    }
    Matcher at = HOST_AND_PORT.matcher(far.url());
    if (!at.find()) {
      throw new AssertionError(far);
    }
    try {
      Socket there = new Socket(at.group(1), Integer.parseInt(at.group(2)));
      ends.add(there);
      near.setTcpNoDelay(true);
      there.setTcpNoDelay(true);
      daemon(() -> carry(near, there));
      carry(there, near);
    } catch (IOException e) {
      reset(near);
    }
  }

  private void carry(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] block = new byte[BLOCK];
      for (int read = in.read(block); read >= 0 && isWhole(); read = in.read(block)) {
        out.write(block, 0, read);
      }
    } catch (IOException e) {
      // The other direction hears of it as its socket is closed.
    }
  }

  /** Waits while it is cut. */
  private synchronized boolean isWhole() {
    try {
      while (state == State.CUT) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return state == State.WHOLE;
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // It was closed already.
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "cable");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    breakOff();
  }
}
