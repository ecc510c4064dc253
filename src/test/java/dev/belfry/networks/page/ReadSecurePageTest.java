package dev.belfry.networks.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.belfry.networks.http.Deadline;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page behind TLS, as nearly all are, through the tunnel that checks where it leads. */
final class ReadSecurePageTest {
  private static final char[] PASSWORD = "only here".toCharArray();
  private static final String PAGE = "<title>Safe &amp; sound</title>";

  private final SSLContext tls;
  private final HttpsServer server;

  ReadSecurePageTest(@TempDir Path folder) throws Exception {
    this.tls = selfSigned(folder.resolve("keys"));
    this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void start() {
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    server.createContext(
        "/",
        exchange -> {
          byte[] page = PAGE.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
          exchange.sendResponseHeaders(200, page.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(page);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void a_page_is_read_through_the_tunnel() throws PageUnreadable {
    ReadPage read = new ReadPage(address -> true, Set.of("https"), tls);

    assertThat(read.read(address(), soon()).title()).isEqualTo("Safe & sound");
  }

  @Test
  void a_certificate_that_nobody_vouches_for_is_not_taken() throws Exception {
    ReadPage read = new ReadPage(address -> true, Set.of("https"), SSLContext.getDefault());

    assertThatThrownBy(() -> read.read(address(), soon()))
        .isInstanceOf(PageUnreadable.class)
        .hasMessageContaining("could not be reached");
  }

  private String address() {
    return "https://localhost:%d/".formatted(server.getAddress().getPort());
  }

  private static Deadline soon() {
    return new Deadline(Duration.ofSeconds(20), InstantSource.system());
  }

  /** Keys that the JDK's own tool makes, and that are trusted by whoever has the context. */
  private static SSLContext selfSigned(Path file) throws Exception {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    String password = new String(PASSWORD);
    Process process =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-alias",
                "page",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                password)
            .redirectErrorStream(true)
            .redirectOutput(file.resolveSibling("keytool.log").toFile())
            .start();
    assertThat(process.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD);
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(keys);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    return context;
  }
}
