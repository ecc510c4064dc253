package dev.belfry.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@code doctor} looks at outside the database. */
final class CheckMachine {
  /** What Java says where it found no zone, or one that it does not know. */
  private static final Set<String> NO_ZONE = Set.of("GMT", "Z");

  private static final long MIB = 1024 * 1024;

  /** Postgres stops taking anything when its disk is full; a write-ahead log file is 16 MiB. */
  private static final long TOO_LITTLE_MIB = 64;

  private static final long LITTLE_MIB = 1024;

  private final Workplace workplace;

  CheckMachine(Workplace workplace) {
    this.workplace = workplace;
  }

  List<Check> checks() {
    return List.of(
        Check.ok("java", Version.ofThisProgram().jdk()),
        home(workplace.home()),
        zone(workplace.zone()));
  }

  private static Check home(Path home) {
    Path there = existing(home);
    if (!Files.isWritable(there) || !Files.isDirectory(there)) {
      return Check.bad(
          "home",
          "%s can't be written to; make it yours, or set BELFRY_HOME to another folder"
              .formatted(there));
    }
    try {
      return space(home, Files.getFileStore(there).getUsableSpace() / MIB);
    } catch (IOException e) {
      return Check.bad("home", "%s can't be looked at: %s".formatted(there, e.getMessage()));
    }
  }

  private static Check space(Path home, long mib) {
    String left = String.format(Locale.ROOT, "%s has %,d MiB left on its disk", home, mib);
    if (mib < TOO_LITTLE_MIB) {
      return Check.bad("home", left + "; make room before anything is lost");
    }
    return mib < LITTLE_MIB
        ? Check.warn("home", left + "; make room before long")
        : Check.ok("home", left);
  }

  /** The folder, or the nearest one above it that is there already. */
  private static Path existing(Path home) {
    @Nullable Path parent = home.getParent();
    return Files.exists(home) || parent == null ? home : existing(parent);
  }

  private static Check zone(ZoneId zone) {
    return NO_ZONE.contains(zone.getId())
        ? Check.warn(
            "zone",
            "the machine's time zone is not known, so times without --zone are read as UTC; set TZ,"
                + " or give accounts a zone (belfry account add … --zone)")
        : Check.ok("zone", zone.getId());
  }
}
