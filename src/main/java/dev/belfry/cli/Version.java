package dev.belfry.cli;

import org.jspecify.annotations.Nullable;

/**
 * What runs here.
 *
 * @param version Belfry's, from the jar's manifest; {@code dev} where it runs from class files
 * @param jdk name and version of the virtual machine
 * @param os name and architecture of the system
 */
record Version(String version, String jdk, String os) {
  static Version ofThisProgram() {
    @Nullable String version = Version.class.getPackage().getImplementationVersion();
    return new Version(
        version == null ? "dev" : version,
        "JDK " + System.getProperty("java.version"),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"));
  }
}
