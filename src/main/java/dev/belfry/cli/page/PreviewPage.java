package dev.belfry.cli.page;

import dev.belfry.compose.Entity;
import dev.belfry.post.Network;
import dev.belfry.publish.Shown.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What there is to draw of a post.
 *
 * @param title {@code Post 42}
 * @param language the BCP 47 tag of what the post is written in; null where it is not said
 * @param feeds as each account's network gets it, at least one
 */
public record PreviewPage(String title, @Nullable String language, List<Feed> feeds) {
  public PreviewPage {
    feeds = List.copyOf(feeds);
  }

  /**
   * The post on one account.
   *
   * @param who whose it is
   * @param warning what a reader is told before they see any part; null for nothing
   * @param quotes the address of the post that the first part quotes; null where it quotes none
   * @param notes what else the network knows of how it appears, in few words each
   * @param caveats what a person may be surprised by, in sentences
   * @param cost what it will cost, in words; null where it costs nothing
   */
  public record Feed(
      Who who,
      @Nullable String warning,
      @Nullable String quotes,
      List<String> notes,
      List<String> caveats,
      List<Card> cards,
      @Nullable String cost) {
    public Feed {
      notes = List.copyOf(notes);
      caveats = List.copyOf(caveats);
      cards = List.copyOf(cards);
    }

    int problems() {
      return cards.stream().mapToInt(card -> card.problems().size()).sum();
    }
  }

  /**
   * An account.
   *
   * @param address the handle, with its host where it has one; null where the post is for nobody
   *     yet
   * @param rehearses whether the post stops short of the network's door
   */
  public record Who(Network network, @Nullable String address, boolean rehearses) {
    /** As it stands above each part. */
    String name() {
      return address == null ? "Any account" : "@" + address;
    }
  }

  /**
   * A part.
   *
   * @param fitsUpTo the UTF-16 index where the limit falls; the text's length where it fits
   * @param problems what keeps it from being sent, in sentences
   */
  public record Card(
      String text,
      List<Entity> links,
      int fitsUpTo,
      @Nullable Page page,
      List<Picture> pictures,
      Tally tally,
      List<String> problems) {
    public Card {
      links = List.copyOf(links);
      pictures = List.copyOf(pictures);
      problems = List.copyOf(problems);
    }
  }

  /**
   * An image or a video.
   *
   * @param alt empty where none was given
   * @param what {@code PNG 600×338}
   * @param source the image itself as a {@code data:} address; null where it is not shown
   */
  public record Picture(String alt, String what, @Nullable String source) {}

  /**
   * The length of the text, as the network counts.
   *
   * @param unit what is counted: {@code characters}, {@code graphemes}
   */
  public record Tally(int length, int limit, String unit) {
    int over() {
      return Math.max(0, length - limit);
    }
  }

  /** The whole page, as valid HTML. */
  public String html() {
    return new DrawPage(this).html();
  }
}
