package dev.belfry.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The {@code belfry} script, in an unpacked tarball of its own, with JDKs that only say how they
 * were called.
 */
final class LauncherTest {
  private static final String ECHOING_JAVA =
      """
      #!/bin/sh
      for word in "$@"; do
        case $word in
          -XX:ArchiveClassesAtExit=* | -XX:AOTCacheOutput=*) echo archive >"${word#*=}" ;;
        esac
      done
      printf '%s\\n' "$0" "$@"
      """;

  private final Path scratch;
  private final Path program;

  LauncherTest(@TempDir Path scratch) throws IOException {
    this.scratch = scratch;
    Path app = scratch.resolve("an installation");
    program = app.resolve("bin/belfry");
    Files.createDirectories(app.resolve("lib"));
    Files.createDirectories(app.resolve("bin"));
    Files.copy(Path.of("belfry"), program);
    Files.createFile(app.resolve("lib/belfry-1.jar"));
    Files.writeString(app.resolve("lib/belfry.stamp"), "c0ffee\n");
  }

  @BeforeEach
  void onlyWhereThereIsAShell() {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "the launcher is a POSIX shell script");
  }

  @Test
  void it_finds_its_program_through_links_and_passes_every_argument_as_it_is() throws Exception {
    Path link = Files.createSymbolicLink(scratch.resolve("link"), program);
    Path second = Files.createSymbolicLink(scratch.resolve("second"), Path.of("link"));
    assertThat(link).isSymbolicLink();

    Ran ran = run(second, jdk("17.0.15"), "count", "two words", "", "*");

    assertThat(ran.words())
        .contains(scratch.toRealPath().resolve("an installation/lib/belfry-1.jar").toString())
        .endsWith("dev.belfry.app.Main", "count", "two words", "", "*");
  }

  @Test
  void every_command_takes_the_quick_compiler_and_what_lasts_is_bounded() throws Exception {
    Path jdk = jdk("17.0.15");

    assertThat(run(program, jdk, "count").words())
        .contains("-XX:TieredStopAtLevel=1")
        .doesNotContain("-Xmx256m");
    assertThat(run(program, jdk, "run").words())
        .contains("-XX:TieredStopAtLevel=1", "-Xmx256m", "-Xmn32m");
  }

  @Test
  void a_node_that_has_no_memory_left_ends_and_is_not_half_dead() throws Exception {
    assertThat(run(program, jdk("17.0.15"), "run").words()).contains("-XX:+ExitOnOutOfMemoryError");
  }

  @Test
  void a_jdk_that_would_warn_of_what_a_library_does_is_told_that_it_may() throws Exception {
    String allowed = "--sun-misc-unsafe-memory-access=allow";

    assertThat(run(program, jdk("25.0.3"), "count").words()).contains(allowed);
    // One that does not know the option would not start.
    assertThat(run(program, jdk("17.0.15"), "count").words()).doesNotContain(allowed);
  }

  @Test
  void the_first_command_that_reads_the_database_has_the_archive_made_for_the_next_ones()
      throws Exception {
    Path jdk = jdk("17.0.15");

    assertThat(run(program, jdk, "queue").words()).noneMatch(LauncherTest::usesAnArchive);
    awaitTraining();

    assertThat(run(program, jdk, "count").words())
        .contains("-XX:SharedArchiveFile=" + archives().get(0));
    assertThat(archives().get(0).getFileName()).hasToString("c0ffee");
  }

  @Test
  void a_newer_jdk_gets_an_aot_cache() throws Exception {
    Path jdk = jdk("25.0.3");

    run(program, jdk, "queue");
    awaitTraining();

    assertThat(run(program, jdk, "count").words()).contains("-XX:AOTCache=" + archives().get(0));
  }

  @Test
  void an_archive_of_another_build_is_not_used() throws Exception {
    Path jdk = jdk("17.0.15");
    run(program, jdk, "queue");
    awaitTraining();

    Files.writeString(program.resolveSibling("../lib/belfry.stamp"), "decaf\n");

    assertThat(run(program, jdk, "count").words()).noneMatch(LauncherTest::usesAnArchive);
  }

  @Test
  void stopping_the_database_trains_nothing() throws Exception {
    run(program, jdk("17.0.15"), "db", "stop");

    assertThat(scratch.resolve("cache")).doesNotExist();
  }

  @Test
  void an_old_java_is_refused_in_a_sentence() throws Exception {
    Ran ran = run(program, jdk("11.0.2"), "queue");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.words())
        .singleElement()
        .asString()
        .startsWith("belfry: BELFRY_JAVA is ")
        .endsWith("which is not the folder of a Java 17 or newer");
  }

  @Test
  void the_exit_status_is_the_programs() throws Exception {
    Path jdk = jdk("17.0.15");
    Files.writeString(jdk.resolve("bin/java"), "#!/bin/sh\nexit 4\n");

    assertThat(run(program, jdk, "queue").exit()).isEqualTo(4);
    assertThat(run(program, jdk, "history").exit()).isEqualTo(4);
  }

  private record Ran(int exit, List<String> words) {}

  private Ran run(Path file, Path jdk, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("/bin/sh", file.toString()));
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("BELFRY_JAVA", jdk.toString());
    builder.environment().put("XDG_CACHE_HOME", scratch.resolve("cache").toString());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ran(process.waitFor(), Arrays.asList(said.strip().split("\n", -1)));
  }

  private Path jdk(String version) throws IOException {
    Path jdk = scratch.resolve("jdk-" + version);
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(
        jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    Path java = Files.writeString(jdk.resolve("bin/java"), ECHOING_JAVA);
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    return jdk;
  }

  private void awaitTraining() {
    await()
        .until(
            () ->
                !archives().isEmpty()
                    && !archives().get(0).resolveSibling("lock").toFile().exists());
  }

  private List<Path> archives() throws IOException {
    Path cache = scratch.resolve("cache/belfry/jvm");
    if (!Files.exists(cache)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(cache, 2)) {
      return files.filter(file -> file.endsWith("c0ffee")).toList();
    }
  }

  private static boolean usesAnArchive(String word) {
    return word.startsWith("-XX:SharedArchiveFile=") || word.startsWith("-XX:AOTCache=");
  }
}
