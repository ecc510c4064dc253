package dev.belfry.cli.page;

import dev.belfry.cli.page.PreviewPage.Card;
import dev.belfry.cli.page.PreviewPage.Feed;
import dev.belfry.cli.page.PreviewPage.Picture;
import dev.belfry.cli.page.PreviewPage.Tally;
import dev.belfry.cli.page.PreviewPage.Who;
import dev.belfry.compose.Entities;
import dev.belfry.compose.Measure;
import dev.belfry.compose.TextRules;
import dev.belfry.media.Images;
import dev.belfry.post.Network;
import dev.belfry.publish.Shown;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Pages for tests, of posts that nobody has written. */
final class Pages {
  private static final String IMAGE =
      "data:image/png;base64," + Base64.getEncoder().encodeToString(Images.draw("png", 24, 16));

  private Pages() {}

  /** A thread on each network, with everything that a card can show. */
  static PreviewPage everyday() {
    return new PreviewPage(
        "Post 42",
        "en",
        Stream.of(Network.values())
            .map(
                network ->
                    new Feed(
                        new Who(network, "city_lab.example", network == Network.X),
                        network == Network.MASTODON ? "Loud bells" : null,
                        network == Network.MASTODON ? null : "https://x.com/ringers/status/1",
                        List.of("language: en"),
                        List.of("Something may surprise you"),
                        List.of(
                            card(network, "The bells are back. https://bells.example.org #bells"),
                            card(network, "And once more, @ringers. ".repeat(22).strip())),
                        network == Network.X ? "about $0.22" : null))
            .toList());
  }

  /** The same words wherever somebody else's words are shown. */
  static PreviewPage saying(String words) {
    Feed feed =
        new Feed(
            new Who(Network.MASTODON, words, true),
            words,
            words,
            List.of(words),
            List.of(words),
            List.of(said(words, words.length()), said(words, 0)),
            words);
    return new PreviewPage(words, words, List.of(feed));
  }

  private static Card said(String words, int fitsUpTo) {
    return new Card(
        words,
        Entities.in(words).stream().filter(each -> fitsUpTo > 0).toList(),
        fitsUpTo,
        new Shown.Page("https://example.org/" + words, words, words),
        List.of(new Picture(words, words, IMAGE), new Picture(words, words, null)),
        new Tally(words.length(), 300, words),
        List.of(words));
  }

  private static Card card(Network network, String text) {
    Measure measure = TextRules.of(network).measure(text);
    return new Card(
        text,
        Entities.in(text),
        measure.fitsUpTo(),
        new Shown.Page("https://bells.example.org", "The bells", "When they ring, and where"),
        IntStream.range(0, pictures(network))
            .mapToObj(i -> new Picture(i == 1 ? "" : "A bell", "PNG 24×16", i == 2 ? null : IMAGE))
            .toList(),
        new Tally(measure.length(), measure.limit(), measure.unit()),
        measure.fits() ? List.of() : List.of("too long for " + network.title()));
  }

  private static int pictures(Network network) {
    return switch (network) {
      case X -> 2;
      case BLUESKY -> 3;
      case MASTODON -> 4;
    };
  }
}
