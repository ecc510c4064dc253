package dev.belfry.app;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** {@code docker-compose.yml}: no engine is needed to see that it says what it should. */
final class ComposeFileTest {
  private static final Path FILE = Path.of("docker-compose.yml");

  @Test
  void docker_compose_takes_it() throws Exception {
    assumeTrue(
        exitCode(List.of("docker", "compose", "version")) == 0,
        "skipped: there is no docker compose here");
    assertThat(exitCode(List.of("docker", "compose", "config", "--quiet"))).isZero();
  }

  @Test
  void nodes_wait_for_a_healthy_postgres_of_the_embedded_ones_version() throws IOException {
    Map<?, ?> services = map(read(), "services");
    Map<?, ?> postgres = map(services, "postgres");
    Map<?, ?> belfry = map(services, "belfry");

    assertThat(postgres.get("image")).isEqualTo("postgres:17");
    assertThat(map(postgres, "healthcheck").get("test")).isNotNull();
    assertThat(map(map(belfry, "depends_on"), "postgres").get("condition"))
        .isEqualTo("service_healthy");
    assertThat(belfry.get("command")).isEqualTo("run");
    assertThat(belfry.get("volumes")).isEqualTo(List.of("belfry:/var/lib/belfry"));
  }

  @Test
  void it_holds_no_password_of_its_own() throws IOException {
    Map<?, ?> services = map(read(), "services");
    for (Object service : services.values()) {
      map((Map<?, ?>) service, "environment")
          .forEach(
              (name, value) -> {
                if (name.toString().contains("PASSWORD")) {
                  assertThat(value.toString()).startsWith("${POSTGRES_PASSWORD:?");
                }
              });
    }
  }

  private static Map<?, ?> read() throws IOException {
    return (Map<?, ?>)
        requireNonNull(
            new Load(LoadSettings.builder().build()).loadFromString(Files.readString(FILE)));
  }

  private static Map<?, ?> map(Map<?, ?> in, String key) {
    return (Map<?, ?>) requireNonNull(in.get(key), key);
  }

  private static int exitCode(List<String> command) throws InterruptedException {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD);
      builder.environment().put("POSTGRES_PASSWORD", "any");
      Process process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      return process.waitFor();
    } catch (IOException e) {
      return -1;
    }
  }
}
