package dev.belfry.testing.network;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.belfry.compose.Shared;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A real Bluesky server and a real directory of identities, on loopback. The first start installs
 * them, which takes some minutes. What needs them is skipped where the script or npm is missing.
 */
public final class RealPds implements AutoCloseable {
  private static final Duration INSTALLATION = Duration.ofMinutes(15);
  private static final Path FOLDER = Path.of("target", "real-bluesky");

  private final Map<String, String> says;

  private RealPds(Map<String, String> says) {
    this.says = says;
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "end the real server"));
  }

  /** Starts one, empty but for two accounts; returns when it answers. */
  public static RealPds start() {
    Path script = Shared.path("networks/bluesky-pds/start.sh").toAbsolutePath();
    assumeTrue(ends("npm", "--version"), "skipped: npm is not installed");
    try {
      Files.createDirectories(FOLDER);
      Path log = FOLDER.resolve("start.log");
      ProcessBuilder builder =
          new ProcessBuilder("bash", script.toString(), FOLDER.toAbsolutePath().toString());
      builder.environment().put("PORT", Integer.toString(freePort()));
      builder.environment().put("PLC_PORT", Integer.toString(freePort()));
      Process start = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
      boolean inTime = start.waitFor(INSTALLATION.toSeconds(), TimeUnit.SECONDS);
      if (!inTime || start.exitValue() != 0) {
        start.destroyForcibly();
        throw new AssertionError("the real server did not start: " + Files.readString(log));
      }
      return new RealPds(read(FOLDER.resolve("pds.env")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static Map<String, String> read(Path lines) throws IOException {
    return Files.readAllLines(lines).stream()
        .map(line -> line.split("=", 2))
        .filter(pair -> pair.length == 2)
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }

  private static boolean ends(String... command) {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  public String url() {
    return said("PDS_URL");
  }

  /** Where the identities are kept. */
  public String directory() {
    return said("PLC_URL");
  }

  public String handle() {
    return said("PDS_HANDLE");
  }

  public String did() {
    return said("PDS_DID");
  }

  public String appPassword() {
    return said("PDS_APP_PASSWORD");
  }

  /** The account's own password. */
  public String password() {
    return said("PDS_PASSWORD");
  }

  /** Somebody else who can be mentioned. */
  public String otherHandle() {
    return said("PDS_HANDLE2");
  }

  public String otherDid() {
    return said("PDS_DID2");
  }

  private String said(String name) {
    String value = says.get(name);
    if (value == null) {
      throw new AssertionError("the real server did not say " + name);
    }
    return value;
  }

  @Override
  public void close() {
    ProcessHandle.of(Long.parseLong(said("PDS_PID"))).ifPresent(ProcessHandle::destroy);
  }
}
