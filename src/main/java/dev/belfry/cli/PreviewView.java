package dev.belfry.cli;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.belfry.post.PostId;
import dev.belfry.post.Problem;
import dev.belfry.publish.RenderedPart;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code preview --json} writes. */
record PreviewView(long post, List<Target> targets) {

  /**
   * @param account null where the post has none
   * @param presentation what the network knows of how it is to appear
   * @param caveats what a person may be surprised by, in sentences
   */
  record Target(
      @Nullable String account,
      String network,
      @JsonUnwrapped PresentationView presentation,
      List<String> caveats,
      List<Part> parts) {}

  /**
   * @param unit what {@code length} and {@code limit} count
   * @param problems why the network would refuse it, in sentences
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
      @JsonRawValue String request) {}

  static PreviewView of(PostId post, List<Preview> previews) {
    return new PreviewView(post.number(), previews.stream().map(PreviewView::target).toList());
  }

  private static Target target(Preview preview) {
    return new Target(
        preview.account() == null ? null : preview.account().toString(),
        preview.network().word(),
        PresentationView.of(preview.presentation()),
        preview.caveats(),
        preview.parts().stream().map(PreviewView::part).toList());
  }

  private static Part part(RenderedPart part) {
    return new Part(
        part.position(),
        part.part().text(),
        part.part().media().stream().map(PostView::media).toList(),
        part.length(),
        part.limit(),
        part.unit(),
        part.problems().stream().map(Problem::toString).toList(),
        part.body());
  }
}
