package dev.belfry.app.postgres;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where this system keeps a user's things: XDG on Linux, the platform's own folders elsewhere. */
public final class UserFolders {
  private final Map<String, String> environment;
  private final Path userHome;
  private final String os;

  UserFolders(Map<String, String> environment, Path userHome, String osName) {
    this.environment = environment;
    this.userHome = userHome;
    this.os = osName.toLowerCase(Locale.ROOT);
  }

  /**
   * This process's user, on this system. Their home is where {@code HOME} says: Java itself asks
   * who they are, and so puts a {@code sudo} or a container's user elsewhere than every other
   * program does.
   */
  public static UserFolders of(Map<String, String> environment) {
    String home = environment.getOrDefault("HOME", "");
    return new UserFolders(
        environment,
        Path.of(home.startsWith("/") ? home : System.getProperty("user.home", "")),
        System.getProperty("os.name", ""));
  }

  /** What must last: the default of {@code BELFRY_HOME}. */
  public Path data() {
    if (os.startsWith("mac")) {
      return userHome.resolve("Library/Application Support/Belfry");
    }
    if (os.startsWith("windows")) {
      return localAppData().resolve("Belfry");
    }
    return xdg("XDG_DATA_HOME", ".local/share").resolve("belfry");
  }

  /** What a person chose or must keep, apart from the data: the key that seals log-ins. */
  public Path config() {
    if (os.startsWith("mac") || os.startsWith("windows")) {
      return data();
    }
    return xdg("XDG_CONFIG_HOME", ".config").resolve("belfry");
  }

  /** What can be made again at any time. */
  public Path cache() {
    if (os.startsWith("mac")) {
      return userHome.resolve("Library/Caches/Belfry");
    }
    if (os.startsWith("windows")) {
      return localAppData().resolve("Belfry").resolve("Cache");
    }
    return xdg("XDG_CACHE_HOME", ".cache").resolve("belfry");
  }

  private Path localAppData() {
    String set = environment.getOrDefault("LOCALAPPDATA", "");
    return set.isEmpty() ? userHome.resolve("AppData/Local") : Path.of(set);
  }

  /** The XDG specification: a relative path in these variables is invalid and to be ignored. */
  private Path xdg(String variable, String otherwise) {
    String set = environment.getOrDefault(variable, "");
    return set.startsWith("/") ? Path.of(set) : userHome.resolve(otherwise);
  }
}
