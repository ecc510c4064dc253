package dev.belfry.networks.x;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Waits on loopback for the browser to come back from X. Where the port is taken it waits in vain,
 * and the address that the browser ended at can still be pasted.
 */
final class RedirectListener implements AutoCloseable {
  private static final String PATH = "/callback";
  private static final String PAGE =
      "<!doctype html><title>Belfry</title><p>Belfry has what it needs. You can close this page.";

  private final int port;
  private final CompletableFuture<String> address;
  private final @Nullable HttpServer server;

  /**
   * @param address gets where the browser was sent, with its query
   */
  RedirectListener(int port, CompletableFuture<String> address) {
    this.port = port;
    this.address = address;
    this.server = listen();
  }

  /** What the app at X has to have among its callback addresses. */
  String redirectUri() {
    return "http://127.0.0.1:" + port + PATH;
  }

  private @Nullable HttpServer listen() {
    try {
      HttpServer listening =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      listening.createContext(PATH, this::answer);
      listening.start();
      return listening;
    } catch (IOException portIsTaken) {
      return null;
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] page = PAGE.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
    exchange.sendResponseHeaders(200, page.length);
    exchange.getResponseBody().write(page);
    exchange.close();
    address.complete(exchange.getRequestURI().toString());
  }

  @Override
  public void close() {
    if (server != null) {
      server.stop(/* delay= */ 0);
    }
  }
}
