package dev.belfry.testing.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on loopback that does on each connection what it is told, down to the byte. */
public final class RawServer implements AutoCloseable {
  private static final int BACKLOG = 1_000;

  /** What is done on one connection, from its beginning to its end. */
  @FunctionalInterface
  public interface Conversation {
    void hold(Caller caller) throws IOException;
  }

  private final ServerSocket server;
  private final Conversation conversation;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private final Thread acceptor;
  private volatile boolean closed;

  private RawServer(ServerSocket server, Conversation conversation) {
    this.server = server;
    this.conversation = conversation;
    this.acceptor = new Thread(this::acceptAll, "server");
    this.acceptor.setDaemon(true);
  }

  /** Starts one on a free port. */
  public static RawServer start(Conversation conversation) {
    return start(0, conversation);
  }

  /**
   * Starts one.
   *
   * @param port 0 for a free one
   */
  static RawServer start(int port, Conversation conversation) {
    try {
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
      RawServer server = new RawServer(socket, conversation);
      server.acceptor.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String url() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  /** How many connections there have been. */
  public int connections() {
    return connections.get();
  }

  /** How many connections are open, on both ends or on this one only. */
  int callers() {
    return open.size();
  }

  private void acceptAll() {
    try {
      while (true) {
        Socket socket = server.accept();
        connections.incrementAndGet();
        open.add(socket);
        if (closed) {
          // What was just about to be accepted when the server closed is let in all the same.
          socket.close();
        } else {
          daemon(() -> serve(socket), "caller");
        }
      }
    } catch (SocketException gone) {
      // This is how it ends.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      conversation.hold(new Caller(socket));
    } catch (IOException hungUp) {
      // The caller need not hear us out.
    } finally {
      open.remove(socket);
    }
  }

  private static void daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    closed = true;
    try {
      server.close();
      awaitAcceptor();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The operating system goes on letting callers in for as long as somebody waits for them. */
  private void awaitAcceptor() {
    try {
      acceptor.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
