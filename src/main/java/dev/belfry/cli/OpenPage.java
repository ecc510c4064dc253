package dev.belfry.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/** Opens a page in the person's browser, where there is a screen for one. */
final class OpenPage {
  private final Workplace workplace;
  private final String os;

  OpenPage(Workplace workplace) {
    this(workplace, System.getProperty("os.name", ""));
  }

  OpenPage(Workplace workplace, String os) {
    this.workplace = workplace;
    this.os = os.toLowerCase(Locale.ROOT);
  }

  /** Opens it; does nothing where that can't be, since the page is printed in any case. */
  void open(URI page) {
    List<String> command = command(page);
    if (command.isEmpty()) {
      return;
    }
    try {
      Process unused =
          new ProcessBuilder(command)
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      // There is no such program: the page is printed.
    }
  }

  /**
   * The command that opens it; empty where there is no screen, where nobody is at the terminal, or
   * for anything but a page of the web: the address comes from a server.
   */
  List<String> command(URI page) {
    boolean isWeb = "https".equals(page.getScheme()) || "http".equals(page.getScheme());
    if (!isWeb || !workplace.console().terminals().in() || isSet("SSH_CONNECTION")) {
      return List.of();
    }
    if (os.startsWith("mac")) {
      return List.of("open", page.toString());
    }
    if (os.startsWith("windows")) {
      return List.of("rundll32", "url.dll,FileProtocolHandler", page.toString());
    }
    return isSet("DISPLAY") || isSet("WAYLAND_DISPLAY")
        ? List.of("xdg-open", page.toString())
        : List.of();
  }

  private boolean isSet(String variable) {
    return !workplace.environment(variable).isEmpty();
  }
}
