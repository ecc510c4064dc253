package dev.belfry.cli;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.belfry.post.Attachment;
import dev.belfry.post.CheckName;
import dev.belfry.post.Part;
import dev.belfry.post.Post;
import dev.belfry.queue.StoredPost;
import dev.belfry.queue.StoredPost.StoredDelivery;
import dev.belfry.queue.StoredPost.StoredPart;
import dev.belfry.schedule.SlotName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A post as {@code show --json} writes it.
 *
 * @param state as {@link PostState} has it
 * @param notBefore when its embargo is over; null where it has none
 * @param skipChecks the checks that are not made of it before it is queued
 * @param repeats the post that it is one time of; null where it is a post by itself
 * @param recurrence how it repeats; null where it does not
 * @param evergreen what it has to do with evergreen sets; null where it has nothing
 */
record PostView(
    long post,
    @Nullable String key,
    String state,
    Instant createdAt,
    String createdBy,
    @JsonUnwrapped PresentationView presentation,
    @Nullable Instant notBefore,
    List<String> skipChecks,
    @Nullable Long repeats,
    RecurrenceView.@Nullable Rule recurrence,
    @Nullable EvergreenTies evergreen,
    List<PartView> parts,
    List<Delivery> deliveries) {

  /**
   * @param wording what networks get instead of the text, by their words
   */
  record PartView(int position, String text, Map<String, String> wording, List<MediaView> media) {}

  /**
   * @param animated whether an image moves
   * @param duration how long a video lasts, in seconds; null for an image
   * @param size in bytes
   */
  record MediaView(
      String alt,
      String sha256,
      String type,
      int width,
      int height,
      boolean animated,
      @Nullable Double duration,
      long size) {}

  record Delivery(
      String account,
      String state,
      @Nullable Instant dueAt,
      @Nullable String zone,
      @Nullable String reason,
      @Nullable Instant nextLookAt,
      @Nullable String hold,
      @Nullable SlotName slot,
      List<Sent> parts) {}

  /** A part on its way to one account. */
  record Sent(int position, String state, @Nullable String remoteId, @Nullable String url) {}

  static PostView of(StoredPost stored, RecurrenceView recurrence, EvergreenTies evergreen) {
    return new PostView(
        stored.id().number(),
        stored.key(),
        PostState.of(stored.deliveries().stream().map(StoredDelivery::state).toList()).word(),
        stored.createdAt(),
        stored.createdBy(),
        PresentationView.of(stored.post().presentation()),
        stored.post().terms().notBefore(),
        stored.post().terms().skips().stream().map(CheckName::word).toList(),
        recurrence.repeats() == null ? null : recurrence.repeats().number(),
        recurrence.json(),
        evergreen.orNull(),
        parts(stored.post()),
        stored.deliveries().stream().map(PostView::delivery).toList());
  }

  private static List<PartView> parts(Post post) {
    return IntStream.range(0, post.parts().size())
        .mapToObj(i -> part(i + 1, post.parts().get(i)))
        .toList();
  }

  private static PartView part(int position, Part part) {
    return new PartView(
        position,
        part.text(),
        PresentationView.byWord(part.wording()),
        part.media().stream().map(PostView::media).toList());
  }

  static MediaView media(Attachment on) {
    return new MediaView(
        on.alt(),
        on.media().sha256(),
        on.media().type().mime(),
        on.media().width(),
        on.media().height(),
        on.media().animated(),
        MediaWords.seconds(on.media()),
        on.media().size());
  }

  private static Delivery delivery(StoredDelivery stored) {
    return new Delivery(
        stored.account().name().toString(),
        stored.state().word(),
        stored.dueAt(),
        stored.zone() == null ? null : stored.zone().getId(),
        stored.reason(),
        stored.nextLookAt(),
        stored.hold(),
        stored.slot(),
        stored.parts().stream().map(PostView::sent).toList());
  }

  private static Sent sent(StoredPart part) {
    return new Sent(part.position(), part.state().word(), part.remoteId(), part.url());
  }
}
