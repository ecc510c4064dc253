package dev.belfry.cli;

import dev.belfry.cli.page.PreviewPage;
import dev.belfry.compose.XPrices;
import dev.belfry.post.AccountName;
import dev.belfry.post.Attachment;
import dev.belfry.post.Language;
import dev.belfry.post.Post;
import dev.belfry.post.PostId;
import dev.belfry.post.Presentation;
import dev.belfry.post.Problem;
import dev.belfry.post.Visibility;
import dev.belfry.publish.Publishers;
import dev.belfry.publish.RenderedPart;
import dev.belfry.publish.Shown;
import java.util.ArrayList;
import java.util.List;

/** Previews to what {@code preview --html} draws. */
final class MakePage {
  private final Publishers publishers;
  private final XPrices prices;
  private final InlineImages images;

  MakePage(Publishers publishers, XPrices prices, InlineImages images) {
    this.publishers = publishers;
    this.prices = prices;
    this.images = images;
  }

  PreviewPage of(PostId id, Post post, List<Preview> previews) {
    Language language = post.presentation().language();
    return new PreviewPage(
        "Post " + id.number(),
        language == null ? null : language.tag(),
        previews.stream().map(this::feed).toList());
  }

  /** A post on one account. */
  PreviewPage.Feed feed(Preview preview) {
    Presentation appears = preview.presentation();
    return new PreviewPage.Feed(
        who(preview),
        appears.warning(),
        appears.quote(preview.network()).orElse(null),
        notes(appears),
        preview.caveats(),
        preview.parts().stream().map(part -> card(preview, part)).toList(),
        preview.cost(prices).map(cost -> Forecast.words(prices, cost)).orElse(null));
  }

  private static PreviewPage.Who who(Preview preview) {
    AccountName account = preview.account();
    return account == null
        ? new PreviewPage.Who(preview.network(), /* address= */ null, /* rehearses= */ false)
        : new PreviewPage.Who(preview.network(), account.address(), account.dryRun());
  }

  private static List<String> notes(Presentation appears) {
    List<String> notes = new ArrayList<>();
    Visibility visibility = appears.visibility();
    if (visibility != null) {
      notes.add("visibility: " + visibility.word());
    }
    Language language = appears.language();
    if (language != null) {
      notes.add("language: " + language);
    }
    return notes;
  }

  private PreviewPage.Card card(Preview preview, RenderedPart part) {
    Shown shown = publishers.renderer(preview.network()).shown(part);
    return new PreviewPage.Card(
        part.part().text(),
        shown.links(),
        part.fitsUpTo(),
        shown.page(),
        part.part().media().stream().map(this::picture).toList(),
        new PreviewPage.Tally(part.length(), part.limit(), part.unit()),
        part.problems().stream().map(Problem::toString).toList());
  }

  private PreviewPage.Picture picture(Attachment on) {
    return new PreviewPage.Picture(
        on.alt(), MediaWords.of(on.media()), images.address(on.media()).orElse(null));
  }
}
