package dev.belfry.app;

import dev.belfry.account.CredentialsUnreadable;
import dev.belfry.account.Keyring;
import dev.belfry.account.Keys;
import dev.belfry.app.postgres.DatabaseSetupFailed;
import dev.belfry.app.postgres.FileLocked;
import dev.belfry.app.postgres.FileModes;
import dev.belfry.app.postgres.OwnersFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The keys in a file of their user's, mode 0600. It is made when the first key is. Thread-safe. */
final class KeyFile implements Keys {
  private static final Set<PosixFilePermission> OWNERS =
      PosixFilePermissions.fromString("rwx------");

  private final Path file;

  /**
   * @param file absolute
   */
  KeyFile(Path file) {
    this.file = file;
  }

  @Override
  public String place() {
    return file.toString();
  }

  @Override
  public Keyring read() {
    try {
      refuseWhatOthersRead();
      return Keyring.parse(Files.readString(file, StandardCharsets.UTF_8))
          .orElseThrow(
              () ->
                  new CredentialsUnreadable(
                      "the key file %s is damaged; put your copy of it back".formatted(file)));
    } catch (NoSuchFileException none) {
      return Keyring.EMPTY;
    } catch (IOException e) {
      throw new CredentialsUnreadable(
          ("the key file %s can't be read (%s); make it yours, with mode 600, or name another file"
                  + " with BELFRY_KEY_FILE")
              .formatted(file, e.getClass().getSimpleName()));
    }
  }

  private void refuseWhatOthersRead() throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view == null) {
      return;
    }
    Set<PosixFilePermission> mode = view.readAttributes().permissions();
    if (!OWNERS.containsAll(mode)) {
      throw new CredentialsUnreadable(
          ("the key file %s is open to others (%s): chmod 600 it, and run belfry account rekey if"
                  + " somebody may have read it")
              .formatted(file, PosixFilePermissions.toString(mode)));
    }
  }

  @Override
  public Keyring change(UnaryOperator<Keyring> change) {
    Path folder = Objects.requireNonNull(file.getParent());
    try {
      makeFolder(folder);
      return FileLocked.call(
          folder.resolve(file.getFileName() + ".lock"), () -> write(folder, change));
    } catch (IOException | DatabaseSetupFailed e) {
      throw new CredentialsUnreadable(
          ("the key file %s can't be written (%s); make its folder yours, or name another file with"
                  + " BELFRY_KEY_FILE")
              .formatted(file, e));
    }
  }

  private static void makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
      FileModes.set(folder, FileModes.OWNER_ENTERS);
    }
  }

  /** A power cut must not leave log-ins behind whose key was never written out. */
  private Keyring write(Path folder, UnaryOperator<Keyring> change) throws IOException {
    Keyring changed = change.apply(read());
    OwnersFile.replace(folder, file, changed.json());
    return changed;
  }
}
