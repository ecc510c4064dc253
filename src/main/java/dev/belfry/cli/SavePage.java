package dev.belfry.cli;

import dev.belfry.cli.page.PreviewPage;
import dev.belfry.compose.WholeFile;
import dev.belfry.media.MediaStore;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.Post;
import dev.belfry.post.PostId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** {@code --html FILE}: writes the page, whole or not at all, and says where it is. */
final class SavePage {
  static final String OPTION = "--html";

  private final Workplace workplace;

  SavePage(Workplace workplace) {
    this.workplace = workplace;
  }

  /**
   * Writes the page of a post.
   *
   * @param to a file, which is replaced, or a stream; {@code -} is standard output
   * @throws InvalidInput where nothing can be put there
   */
  void save(PostId id, Post post, List<Preview> previews, String to) {
    save(to, "Post " + id, () -> draw(id, post, previews));
  }

  /**
   * Looks whether a page can be put there, before it is worked for.
   *
   * @throws InvalidInput where it can't
   */
  void check(String to) {
    Outlet outlet = outlet(to);
    if (!outlet.isStream() && !Files.isWritable(folderOf(outlet))) {
      throw new InvalidInput(OPTION, "nothing can be written in " + outlet.file().getParent());
    }
  }

  /**
   * Writes a page.
   *
   * @param what it shows, as the beginning of a sentence
   * @param page asked for once it is clear that it can be put there
   * @throws InvalidInput where nothing can be put there
   */
  void save(String to, String what, Supplier<String> page) {
    Outlet outlet = outlet(to);
    if (outlet.isStream()) {
      outlet.stream(out -> out.print(page.get()));
      return;
    }
    try (WholeFile whole = outlet.whole()) {
      whole.write(page.get());
      whole.finish();
    }
    Path file = outlet.file().normalize();
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

  private Outlet outlet(String to) {
    if (to.isBlank()) {
      throw new InvalidInput(OPTION, "name a file, such as preview.html");
    }
    Outlet outlet = new Outlet(workplace.console(), to);
    if (!outlet.isStream() && !Files.isDirectory(folderOf(outlet))) {
      throw new InvalidInput(OPTION, "there is no folder " + outlet.file().getParent());
    }
    return outlet;
  }

  private static Path folderOf(Outlet outlet) {
    return outlet.file().resolveSibling(".");
  }
}
