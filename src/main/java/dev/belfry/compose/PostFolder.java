package dev.belfry.compose;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.media.Hash;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.Problem;
import dev.belfry.post.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * A folder of post files: every file below it that ends in {@code .md} and begins with front matter
 * is a post. What begins with a dot is passed over, as {@code .git} is, and so are symbolic links:
 * they could lead out of the folder, and a file that is reached twice would be two posts.
 */
public final class PostFolder {
  private static final String ENDING = ".md";
  private static final String FRONT_MATTER = "---";

  /**
   * A post file.
   *
   * @param path from the folder on, with slashes
   * @param digest SHA-256 of the text and of every image in a file that it names, in hexadecimal
   */
  public record Source(String path, String text, String digest, RawPost post) {
    /** The problem as the person who wrote the file would look for it. */
    public Problem placed(Problem problem) {
      return new PlaceInFile(text).of(problem).in(path);
    }
  }

  /**
   * What is in a folder.
   *
   * @param others the names of Markdown files that are no posts: they have no front matter
   */
  public record Content(List<Source> posts, List<String> others) {}

  private final Path root;
  private final List<Source> posts = new ArrayList<>();
  private final List<String> others = new ArrayList<>();

  private PostFolder(Path root) {
    this.root = root;
  }

  /**
   * Reads the folder.
   *
   * @param root the folder's real path
   * @param problems where it is added what is wrong in a file, which is then left out
   * @throws InvalidInput where something in the folder can't be read: it must not pass for gone
   */
  public static Content read(Path root, ProblemList problems) {
    PostFolder folder = new PostFolder(root);
    for (Path file : files(root)) {
      problems.gather(() -> folder.take(file));
    }
    return new Content(folder.posts, folder.others);
  }

  private boolean take(Path file) {
    String path = path(file);
    String text = ReadText.file(file);
    if (!text.lines().findFirst().orElse("").equals(FRONT_MATTER)) {
      return others.add(path);
    }
    try {
      RawPost post = PostFile.parse(text, file.resolveSibling(""));
      return posts.add(new Source(path, text, digest(text, post), post));
    } catch (InvalidInput e) {
      throw new InvalidInput(e.problems().stream().map(each -> each.in(path)).toList());
    }
  }

  private String path(Path file) {
    return root.relativize(file).toString().replace(root.getFileSystem().getSeparator(), "/");
  }

  private String digest(String text, RawPost post) {
    MessageDigest digest = Sha256.begin();
    digest.update(text.getBytes(UTF_8));
    for (RawPart part : post.parts()) {
      for (RawMedia media : part.media()) {
        digest.update(media.source().fold(this::hash, sha256 -> sha256).getBytes(UTF_8));
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** What is missing is told when the post is composed, if it is. */
  private String hash(Path image) {
    if (!Files.isRegularFile(image)) {
      return "missing";
    }
    try {
      if (!image.toRealPath().startsWith(root)) {
        throw new InvalidInput(
            image.toString(), "this is outside of the folder; put it beside the post's file");
      }
      try (InputStream in = Files.newInputStream(image)) {
        return Hash.of(in);
      }
    } catch (IOException e) {
      throw new InvalidInput(image.toString(), "the file can't be read: " + e);
    }
  }

  private static List<Path> files(Path root) {
    List<Path> files = new ArrayList<>();
    try {
      Path unused = Files.walkFileTree(root, new Visitor(root, files));
    } catch (IOException e) {
      throw new InvalidInput(root.toString(), "the folder can't be read: " + e);
    }
    return files.stream().sorted().toList();
  }

  /** Follows no links. */
  private static final class Visitor extends SimpleFileVisitor<Path> {
    private final Path root;
    private final List<Path> files;

    private Visitor(Path root, List<Path> files) {
      this.root = root;
      this.files = files;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return !folder.equals(root) && isHidden(folder)
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile() && !isHidden(file) && isMarkdown(file)) {
        files.add(file);
      }
      return FileVisitResult.CONTINUE;
    }

    private static boolean isHidden(Path file) {
      return name(file).startsWith(".");
    }

    private static boolean isMarkdown(Path file) {
      return name(file).toLowerCase(Locale.ROOT).endsWith(ENDING);
    }

    private static String name(Path file) {
      return String.valueOf(file.getFileName());
    }
  }
}
