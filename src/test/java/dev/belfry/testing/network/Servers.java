package dev.belfry.testing.network;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Servers on loopback that are not the ones that somebody meant. */
public final class Servers {
  /** What every page says. */
  public static final String PAGE = "<!DOCTYPE html>\n<html><body>Welcome, traveller</body></html>";

  /** Of every key store here. */
  public static final String PASSWORD = "changeit";

  private Servers() {}

  /** Answers whatever it is asked with a page for people. */
  public static RawServer page(int status) {
    return always(status, "text/html; charset=utf-8", PAGE);
  }

  /** Answers whatever it is asked with this. */
  public static RawServer always(int status, String type, String body) {
    return RawServer.start(
        caller -> {
          while (caller.next().isPresent()) {
            caller.say(
                "HTTP/1.1 %d Said\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
                    .formatted(status, type, body.length(), body));
          }
        });
  }

  /** Takes connections, and never answers. */
  public static RawServer mute() {
    return RawServer.start(Caller::awaitHangUp);
  }

  /** The address of a port at which nobody listens. */
  public static String nobody() {
    try (ServerSocket free = new ServerSocket(0)) {
      return "http://127.0.0.1:" + free.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A key store with a certificate for {@code other.example} that it vouches for itself. */
  public static Path keyStore(Path folder) {
    Path store = folder.resolve("other.example.p12");
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    try {
      Process made =
          new ProcessBuilder(
                  keytool.toString(),
                  "-genkeypair",
                  "-alias",
                  "other",
                  "-keyalg",
                  "EC",
                  "-dname",
                  "CN=other.example",
                  "-ext",
                  "SAN=dns:other.example",
                  "-validity",
                  "2",
                  "-storetype",
                  "PKCS12",
                  "-keystore",
                  store.toString(),
                  "-storepass",
                  PASSWORD)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("keytool").toFile())
              .start();
      if (made.waitFor() != 0) {
        throw new AssertionError("keytool made no certificate");
      }
      return store;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** A key store by which a JVM trusts the certificate of another and no other. */
  public static Path trusting(Path store) {
    Path trusting = store.resolveSibling("trusting.p12");
    try (OutputStream out = Files.newOutputStream(trusting)) {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("other", open(store).getCertificate("other"));
      trusted.store(out, PASSWORD.toCharArray());
      return trusting;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static KeyStore open(Path store) throws IOException, GeneralSecurityException {
    return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
  }

  /**
   * Shows the certificate of this key store to whoever calls. Close it to stop it.
   *
   * @param store as {@link #keyStore} makes one
   */
  public static ServerSocket secure(Path store) {
    try {
      KeyStore keys = open(store);
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keys, PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      ServerSocket socket =
          context
              .getServerSocketFactory()
              .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
      daemon(() -> acceptAll(socket));
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static void acceptAll(ServerSocket socket) {
    try {
      while (true) {
        Socket caller = socket.accept();
        daemon(() -> shakeHands(caller));
      }
    } catch (SocketException closed) {
      // This is how it ends.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void shakeHands(Socket caller) {
    try (caller) {
      while (caller.getInputStream().read() >= 0) {
        // Nothing of it matters.
      }
    } catch (IOException hungUp) {
      // Whoever does not trust the certificate hangs up.
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "secure server");
    thread.setDaemon(true);
    thread.start();
  }
}
