package dev.belfry.app.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;

/** File modes where the file system has them; elsewhere (Windows) the user's own folder must do. */
public final class FileModes {
  public static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  public static final Set<PosixFilePermission> OWNER_ENTERS =
      PosixFilePermissions.fromString("rwx------");
  static final Set<PosixFilePermission> EVERYBODY_READS =
      PosixFilePermissions.fromString("rw-r--r--");
  static final Set<PosixFilePermission> EVERYBODY_ENTERS =
      PosixFilePermissions.fromString("rwxr-xr-x");
  static final Set<PosixFilePermission> EVERYBODY_PASSES =
      PosixFilePermissions.fromString("rwx--x--x");

  private FileModes() {}

  /** Sets it, where the file system has modes. */
  public static void set(Path file, Set<PosixFilePermission> mode) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view != null) {
      view.setPermissions(mode);
    }
  }

  /**
   * Gives a file that root has made in another user's folder to that user, who could not open it
   * otherwise.
   */
  public static void keepOwner(Path file, Path folder) throws IOException {
    UserPrincipal owner = Files.getOwner(folder);
    if (!Files.getOwner(file).equals(owner) && ServerAccount.isRoot()) {
      Files.setOwner(file, owner);
    }
  }

  /** Whether somebody who is neither the owner nor in the group can walk down to the folder. */
  static boolean everybodyReaches(Path folder) throws IOException {
    for (Path at = folder.toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at)
          && !Files.getPosixFilePermissions(at).contains(PosixFilePermission.OTHERS_EXECUTE)) {
        return false;
      }
    }
    return true;
  }
}
