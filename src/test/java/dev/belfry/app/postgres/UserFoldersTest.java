package dev.belfry.app.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class UserFoldersTest {
  private static final Path HOME = Path.of("/home/me");

  @Test
  void linux_follows_xdg() {
    UserFolders plain = new UserFolders(Map.of(), HOME, "Linux");
    UserFolders set =
        new UserFolders(
            Map.of("XDG_DATA_HOME", "/d", "XDG_CACHE_HOME", "/c", "XDG_CONFIG_HOME", "/e"),
            HOME,
            "Linux");

    assertThat(plain.data()).isEqualTo(HOME.resolve(".local/share/belfry"));
    assertThat(plain.cache()).isEqualTo(HOME.resolve(".cache/belfry"));
    assertThat(set.data()).isEqualTo(Path.of("/d/belfry"));
    assertThat(set.cache()).isEqualTo(Path.of("/c/belfry"));
    assertThat(plain.config()).isEqualTo(HOME.resolve(".config/belfry"));
    assertThat(set.config()).isEqualTo(Path.of("/e/belfry"));
  }

  @Test
  void the_home_is_the_one_that_the_environment_names() {
    assertThat(UserFolders.of(Map.of("HOME", "/elsewhere", "XDG_CACHE_HOME", "/c")).data())
        .asString()
        .startsWith("/elsewhere/");
    assertThat(UserFolders.of(Map.of("HOME", "nowhere")).data())
        .asString()
        .startsWith(System.getProperty("user.home"));
  }

  @Test
  void a_relative_xdg_folder_is_ignored_as_the_specification_says() {
    UserFolders folders = new UserFolders(Map.of("XDG_DATA_HOME", "here"), HOME, "Linux");

    assertThat(folders.data()).isEqualTo(HOME.resolve(".local/share/belfry"));
  }

  @Test
  void macos_and_windows_have_their_own() {
    assertThat(new UserFolders(Map.of(), HOME, "Mac OS X").data())
        .isEqualTo(HOME.resolve("Library/Application Support/Belfry"));
    assertThat(new UserFolders(Map.of("LOCALAPPDATA", "/local"), HOME, "WINDOWS 11").data())
        .isEqualTo(Path.of("/local/Belfry"));
  }
}
