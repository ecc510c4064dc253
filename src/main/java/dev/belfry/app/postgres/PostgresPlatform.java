package dev.belfry.app.postgres;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * For which machine a build of Postgres is, in the words of zonky's binaries jars.
 *
 * @param os {@code linux}, {@code darwin} or {@code windows}
 * @param arch {@code x86_64} or {@code arm_64}
 */
record PostgresPlatform(String os, String arch) {
  private static final Path MUSL_MARK = Path.of("/etc/alpine-release");

  /** This machine's. Refuses musl, for which the jars that Belfry carries have no build. */
  static PostgresPlatform current() {
    if (Files.exists(MUSL_MARK)) {
      throw new DatabaseSetupFailed(
          "The embedded Postgres needs glibc, which Alpine lacks; set BELFRY_DB_URL to a Postgres of"
              + " your own, or use a Debian-based image");
    }
    return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
  }

  static PostgresPlatform of(String osName, String osArch) {
    PostgresPlatform platform = new PostgresPlatform(os(osName), arch(osArch));
    if (platform.os.isEmpty() || platform.arch.isEmpty()) {
      throw new DatabaseSetupFailed(
          "There is no embedded Postgres for %s on %s; set BELFRY_DB_URL to a Postgres of your own"
              .formatted(osName, osArch));
    }
    // Windows on ARM runs the x86 build under emulation.
    return platform.os.equals("windows") ? new PostgresPlatform("windows", "x86_64") : platform;
  }

  String resource() {
    return "postgres-%s-%s.txz".formatted(os, arch);
  }

  private static String os(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.startsWith("linux")) {
      return "linux";
    }
    if (lower.startsWith("mac") || lower.startsWith("darwin")) {
      return "darwin";
    }
    return lower.startsWith("windows") ? "windows" : "";
  }

  private static String arch(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "amd64", "x86_64" -> "x86_64";
      case "aarch64", "arm64" -> "arm_64";
      default -> "";
    };
  }
}
