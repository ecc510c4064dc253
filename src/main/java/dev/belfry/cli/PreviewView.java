package dev.belfry.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.belfry.compose.XPrices;
import dev.belfry.post.Dollars;
import dev.belfry.post.PostId;
import dev.belfry.post.Problem;
import dev.belfry.publish.RenderedPart;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@code preview --json} writes. */
record PreviewView(long post, List<Target> targets) {

  /**
   * @param account null where the post has none
   * @param presentation what the network knows of how it is to appear
   * @param caveats what a person may be surprised by, in sentences
   * @param cost what it will cost there, in US dollars; left out where that is nothing
   * @param pricesOf the date of the price list; left out with the cost
   */
  record Target(
      @Nullable String account,
      String network,
      @JsonUnwrapped PresentationView presentation,
      List<String> caveats,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable BigDecimal cost,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String pricesOf,
      List<Part> parts) {}

  /**
   * @param unit what {@code length} and {@code limit} count
   * @param problems why the network would refuse it, in sentences
   * @param cost what it will cost, in US dollars; left out where that is nothing
   * @param request the very bytes that are stored and sent, but for what is known only at release
   */
  record Part(
      int position,
      String text,
      List<PostView.MediaView> media,
      int length,
      int limit,
      String unit,
      List<String> problems,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable BigDecimal cost,
      @JsonRawValue String request) {}

  static PreviewView of(PostId post, List<Preview> previews, XPrices prices) {
    return new PreviewView(
        post.number(), previews.stream().map(each -> target(each, prices)).toList());
  }

  private static Target target(Preview preview, XPrices prices) {
    Optional<Dollars> cost = preview.cost(prices);
    return new Target(
        preview.account() == null ? null : preview.account().toString(),
        preview.network().word(),
        PresentationView.of(preview.presentation()),
        preview.caveats(),
        cost.map(Dollars::amount).orElse(null),
        cost.map(dollars -> prices.date().toString()).orElse(null),
        preview.parts().stream()
            .map(part -> part(part, preview.cost(prices, part).orElse(null)))
            .toList());
  }

  private static Part part(RenderedPart part, @Nullable Dollars cost) {
    return new Part(
        part.position(),
        part.part().text(),
        part.part().media().stream().map(PostView::media).toList(),
        part.length(),
        part.limit(),
        part.unit(),
        part.problems().stream().map(Problem::toString).toList(),
        cost == null ? null : cost.amount(),
        part.body());
  }
}
