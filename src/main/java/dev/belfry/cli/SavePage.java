package dev.belfry.cli;

import dev.belfry.cli.page.PreviewPage;
import dev.belfry.compose.WholeFile;
import dev.belfry.media.MediaStore;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.Post;
import dev.belfry.post.PostId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** {@code --html FILE}: writes the page, whole or not at all, and says where it is. */
final class SavePage {
  static final String OPTION = "--html";
  private static final String STDOUT = "-";

  private final Workplace workplace;

  SavePage(Workplace workplace) {
    this.workplace = workplace;
  }

  /**
   * Writes the page of a post.
   *
   * @param to a file, which is replaced, or {@code -} for standard output
   * @throws InvalidInput where nothing can be put there
   */
  void save(PostId id, Post post, List<Preview> previews, String to) throws IOException {
    save(to, "Post " + id, () -> draw(id, post, previews));
  }

  /**
   * Looks whether a page can be put there, before it is worked for.
   *
   * @throws InvalidInput where it can't
   */
  void check(String to) throws IOException {
    if (!to.equals(STDOUT)) {
      Path file = place(to);
      if (!Files.isWritable(file.resolveSibling("."))) {
        throw new InvalidInput(OPTION, "nothing can be written in " + file.getParent());
      }
    }
  }

  /**
   * Writes a page.
   *
   * @param what it shows, as the beginning of a sentence
   * @param page asked for once it is clear that it can be put there
   * @throws InvalidInput where nothing can be put there
   */
  void save(String to, String what, Supplier<String> page) throws IOException {
    if (to.equals(STDOUT)) {
      workplace.console().out().print(page.get());
      return;
    }
    Path file = place(to);
    try (WholeFile whole = new WholeFile(file)) {
      whole.write(page.get());
      whole.finish();
    }
    workplace
        .console()
        .out()
        .printf("%s is drawn in %s; open it in a browser: %s%n", what, file, file.toUri());
  }

  private String draw(PostId id, Post post, List<Preview> previews) {
    InlineImages images = new InlineImages(MediaStore.source(workplace.database()));
    PreviewPage page =
        new MakePage(workplace.publishers(), workplace.xPrices(), images).of(id, post, previews);
    return page.html();
  }

  /** What a link leads to is what is replaced; no folder and no device ever is. */
  private static Path place(String to) throws IOException {
    Path file = path(to);
    if (!Files.exists(file)) {
      if (!Files.isDirectory(file.resolveSibling("."))) {
        throw new InvalidInput(OPTION, "there is no folder " + file.getParent());
      }
      return file;
    }
    if (!Files.isRegularFile(file)) {
      throw new InvalidInput(
          OPTION, "%s is not a file; name one, such as preview.html".formatted(to));
    }
    return file.toRealPath();
  }

  private static Path path(String to) {
    try {
      if (to.isBlank()) {
        throw new InvalidInput(OPTION, "name a file, such as preview.html");
      }
      return Path.of(to).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new InvalidInput(OPTION, "%s can't be a file's name".formatted(to));
    }
  }
}
