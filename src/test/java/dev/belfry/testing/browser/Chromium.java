package dev.belfry.testing.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Chromium without a window, told what to do by the <a
 * href="https://chromedevtools.github.io/devtools-protocol/">DevTools protocol</a>.
 */
public final class Chromium implements AutoCloseable {
  private static final List<Path> PLACES =
      Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
          .map(Path::of)
          .toList();

  private static final List<String> QUIET =
      List.of(
          "--headless",
          "--no-sandbox", // in a container, where tests run as root
          "--disable-gpu",
          "--disable-dev-shm-usage",
          "--disable-quic",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--no-first-run",
          "--hide-scrollbars",
          "--remote-debugging-port=0");

  private static final String LISTENING = "DevTools listening on ";

  private final Process process;
  private final DevTools tools;

  private Chromium(Process process, DevTools tools) {
    this.process = process;
    this.tools = tools;
  }

  /**
   * Starts it; the test is skipped where there is none.
   *
   * @param profile an empty folder
   */
  public static Chromium start(Path profile) throws IOException {
    Optional<Path> program = PLACES.stream().filter(Files::isExecutable).findFirst();
    assumeThat(program).as("there is no Chromium here to look at the page with").isPresent();
    List<String> command =
        Stream.of(
                Stream.of(program.orElseThrow().toString(), "--user-data-dir=" + profile),
                QUIET.stream(),
                Stream.of("about:blank"))
            .flatMap(each -> each)
            .toList();
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("TMPDIR", profile.toString());
    Process process = builder.start();
    try {
      BufferedReader printed = process.inputReader();
      URI address =
          printed
              .lines()
              .filter(line -> line.startsWith(LISTENING))
              .map(line -> URI.create(line.substring(LISTENING.length()).strip()))
              .findFirst()
              .orElseThrow(() -> new AssertionError("Chromium did not start"));
      drain(printed);
      return new Chromium(process, new DevTools(address));
    } catch (RuntimeException | Error e) {
      stop(process);
      throw e;
    }
  }

  /** So that it never waits for somebody to read what it prints. */
  private static void drain(BufferedReader printed) {
    Thread drain =
        new Thread(
            () -> {
              try {
                printed.lines().forEach(line -> {});
              } catch (UncheckedIOException e) {
                // It has stopped.
              }
            },
            "what Chromium prints");
    drain.setDaemon(true);
    drain.start();
  }

  /** A window that shows nothing yet. */
  public Tab tab() {
    String target =
        tools.ask("Target.createTarget", "url", "about:blank").path("targetId").asString();
    String session =
        tools
            .ask("Target.attachToTarget", "targetId", target, "flatten", true)
            .path("sessionId")
            .asString();
    return new Tab(tools, session);
  }

  @Override
  public void close() {
    tools.close();
    stop(process);
  }

  /** It and the processes that it has started, by their ids. */
  private static void stop(Process process) {
    Stream<ProcessHandle> children = process.descendants();
    process.destroy();
    children.forEach(ProcessHandle::destroyForcibly);
    try {
      boolean stopped = process.waitFor(10, TimeUnit.SECONDS);
      if (!stopped) {
        Process unused = process.destroyForcibly();
      }
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).as("Chromium has stopped").isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
