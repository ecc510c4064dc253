package dev.belfry.app;

import dev.belfry.account.Vault;
import dev.belfry.sql.Database;
import java.nio.file.Path;

/** The vault of a database whose key is in a file, as the program opens it. */
public final class OpenVault {
  private OpenVault() {}

  public static Vault of(Database database, Path keyFile) {
    return new Vault(database, new KeyFile(keyFile.toAbsolutePath()));
  }
}
