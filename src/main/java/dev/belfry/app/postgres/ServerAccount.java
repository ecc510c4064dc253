package dev.belfry.app.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * As whom Postgres runs. An ordinary user runs it as himself. Postgres refuses root, so root gives
 * it either a user namespace of its own (inside, it is nobody; outside, its files stay root's) or
 * another user.
 *
 * @param prefix what stands before a command line to run it so; empty for oneself
 * @param user the other user who must own the data folder; empty where files stay one's own
 */
record ServerAccount(List<String> prefix, String user) {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final List<String> NAMESPACE =
      List.of("unshare", "--user", "--map-user=nobody", "--map-group=65534", "--");

  /** Who usually owns a Postgres, then who owns nothing. */
  private static final List<String> OTHER_USERS = List.of("postgres", "nobody");

  /** How the user is chosen for a data folder, which may not exist yet. */
  @FunctionalInterface
  interface Choice {
    ServerAccount forData(Path data) throws IOException;
  }

  static ServerAccount oneself() {
    return new ServerAccount(List.of(), "");
  }

  /**
   * Chooses for the cluster in {@code data}, which may not exist yet. One that exists keeps its
   * owner.
   */
  static ServerAccount chooseFor(Path data) throws IOException {
    if (!isRoot()) {
      return oneself();
    }
    Optional<String> owner = otherOwner(data);
    if (owner.isPresent()) {
      return dropTo(owner.get()).orElseThrow(ServerAccount::rootHasNoWay);
    }
    return namespace().or(ServerAccount::anotherUser).orElseThrow(ServerAccount::rootHasNoWay);
  }

  /** A user namespace, where util-linux and the kernel allow one. */
  static Optional<ServerAccount> namespace() {
    ServerAccount account = new ServerAccount(NAMESPACE, "");
    return account.works() ? Optional.of(account) : Optional.empty();
  }

  /** The first other user whom this machine lets root become. */
  static Optional<ServerAccount> anotherUser() {
    return OTHER_USERS.stream().flatMap(user -> dropTo(user).stream()).findFirst();
  }

  /** Whether the data folder must belong to somebody else, who must be able to reach it. */
  boolean isAnotherUser() {
    return !user.isEmpty();
  }

  /** Makes the folder the server's. */
  void own(Path folder) throws IOException {
    if (isAnotherUser()) {
      UserPrincipal principal =
          folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user);
      Files.setOwner(folder, principal);
    }
  }

  List<String> command(Path program, List<String> arguments) {
    List<String> command = new ArrayList<>(prefix);
    command.add(program.toString());
    command.addAll(arguments);
    return command;
  }

  private static Optional<ServerAccount> dropTo(String user) {
    return List.of(
            List.of("runuser", "-u", user, "--"),
            List.of("su", "-s", "/bin/sh", user, "-c", "exec \"$0\" \"$@\"", "--"))
        .stream()
        .map(prefix -> new ServerAccount(prefix, user))
        .filter(ServerAccount::works)
        .findFirst();
  }

  private boolean works() {
    try {
      return RunProgram.run(command(Path.of("true"), List.of()), Path.of("/"), "", PATIENCE).ok();
    } catch (IOException notInstalled) {
      return false;
    }
  }

  private static Optional<String> otherOwner(Path data) throws IOException {
    if (!Files.exists(data) || uid(data) == 0) {
      return Optional.empty();
    }
    return Optional.of(Files.getOwner(data).getName());
  }

  static boolean isRoot() throws IOException {
    Path self = Path.of("/proc/self");
    return Files.exists(self) ? uid(self) == 0 : System.getProperty("user.name").equals("root");
  }

  private static int uid(Path file) throws IOException {
    return (int) Files.getAttribute(file, "unix:uid");
  }

  private static DatabaseSetupFailed rootHasNoWay() {
    return new DatabaseSetupFailed(
        "Postgres refuses to run as root, and neither a user namespace nor runuser or su to another"
            + " user works here; run Belfry as an ordinary user, or set BELFRY_DB_URL to a"
            + " Postgres of your own");
  }
}
