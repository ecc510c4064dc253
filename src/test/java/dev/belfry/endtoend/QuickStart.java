package dev.belfry.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.testing.TestClassPath;
import dev.belfry.testing.TestDatabase;
import dev.belfry.testing.TestPostgres;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * What makes the programs that tests start come up in half the time: their classes in jars, and the
 * JVM's archive of them as loaded, which the launcher has, too. In {@code target/}, made anew when
 * a class has changed; what no test JVM uses any more is deleted.
 *
 * @param classPath the tests' own, with a jar in the place of each folder: the JVM archives nothing
 *     that is in a folder
 * @param archive may not be there, or not fit: then the JVM does without
 */
record QuickStart(String classPath, Path archive) {
  private static final Path FOLDER = Path.of("target", "quick-start").toAbsolutePath();
  private static final String LOCK = "lock";
  private static final AtomicReference<FilesInUse> IN_USE = new AtomicReference<>();

  private static final class Holder {
    private static final QuickStart INSTANCE = prepare();
  }

  /** The one that all tests share. */
  static QuickStart get() {
    return Holder.INSTANCE;
  }

  private static QuickStart prepare() {
    try {
      Files.createDirectories(FOLDER);
      // Test JVMs take turns: the second finds what the first has made.
      try (FileChannel channel =
              FileChannel.open(
                  FOLDER.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock held = channel.lock()) {
        assertThat(held.isValid()).isTrue();
        QuickStart made = made();
        made.keep();
        return made;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As long as this JVM lives, whose programs start from it. */
  private void keep() throws IOException {
    Set<String> names = new HashSet<>();
    names.add(archive.getFileName().toString());
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      if (FOLDER.equals(path.getParent())) {
        names.add(path.getFileName().toString());
      }
    }
    IN_USE.set(FilesInUse.take(FOLDER, archive.getFileName().toString(), names, LOCK));
  }

  private static QuickStart made() throws IOException {
    List<String> classPath = new ArrayList<>();
    CRC32 all = new CRC32();
    all.update(System.getProperty("java.vm.version").getBytes(StandardCharsets.UTF_8));
    for (String entry : TestClassPath.get().split(File.pathSeparator, -1)) {
      if (entry.isEmpty()) {
        continue; // behind the last separator
      }
      Path place = Path.of(entry).toAbsolutePath();
      Path jar = Files.isDirectory(place) ? jar(place) : place;
      classPath.add(jar.toString());
      all.update(state(jar));
    }
    QuickStart made =
        new QuickStart(
            String.join(File.pathSeparator, classPath),
            FOLDER.resolve("classes-%08x.jsa".formatted(all.getValue())));
    if (!Files.exists(made.archive)) {
      made.train();
    }
    return made;
  }

  /** The folder in a jar, whose name tells its contents. */
  private static Path jar(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(folder)) {
      files = found.filter(file -> !file.equals(folder)).sorted().toList();
    }
    CRC32 contents = new CRC32();
    for (Path file : files) {
      contents.update(state(file));
    }
    Path jar = FOLDER.resolve("%s-%08x.jar".formatted(folder.getFileName(), contents.getValue()));
    if (!Files.exists(jar)) {
      Path unfinished = Files.createTempFile(FOLDER, "unfinished", ".jar");
      write(folder, files, unfinished);
      Files.move(unfinished, jar);
    }
    return jar;
  }

  private static byte[] state(Path file) throws IOException {
    String state = file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
    return state.getBytes(StandardCharsets.UTF_8);
  }

  private static void write(Path folder, List<Path> files, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out)) {
      entries.setLevel(Deflater.NO_COMPRESSION);
      for (Path file : files) {
        String name = folder.relativize(file).toString().replace(File.separatorChar, '/');
        // Folders, too: Flyway looks for one.
        boolean isFolder = Files.isDirectory(file);
        entries.putNextEntry(new JarEntry(isFolder ? name + "/" : name));
        if (!isFolder) {
          Files.copy(file, entries);
        }
        entries.closeEntry();
      }
    }
  }

  /** One pass of a node, with a post for it, and what the launcher's training goes through. */
  private void train() throws IOException {
    Path scratch = Files.createTempDirectory(FOLDER, "training");
    try (TestDatabase database = TestPostgres.freshDatabase();
        Belfry belfry = Belfry.on(database.address(), scratch)) {
      String account = "dry-run:x:training";
      Path unfinished = scratch.resolve("archive");
      List<String> recording =
          List.of("-XX:ArchiveClassesAtExit=" + unfinished, "-Dbelfry.training=true");
      for (List<String> command :
          List.of(
              List.of("account", "add", account),
              List.of("draft", "Hello", "--to", account, "--now"))) {
        Belfry.Ran ran = belfry.start(List.of(), classPath, command).ended();
        if (ran.exit() != 0) {
          System.err.println("No archive for the tests' programs: " + ran.err());
          return;
        }
      }
      var unused = belfry.start(recording, classPath, List.of("run", "--once")).ended();
      if (Files.exists(unfinished)) {
        Files.move(unfinished, archive);
      }
    }
  }
}
