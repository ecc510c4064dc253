package dev.belfry.queue;

import dev.belfry.post.Attachment;
import dev.belfry.post.Part;
import dev.belfry.post.Post;
import dev.belfry.schedule.Moment;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What new posts consist of, table by table. Their numbers are not known yet, so each row names its
 * post by its place among them, from 1.
 */
final class NewRows {
  /**
   * @param besides what the history tells besides the text; null: nothing
   */
  record PartRow(int post, int position, Part part, @Nullable String besides) {}

  record ImageRow(int post, int part, int position, Attachment attachment) {
    byte[] sha256() {
      return HexFormat.of().parseHex(attachment.media().sha256());
    }
  }

  /** A post for an account, without a time. */
  record DraftRow(int post, int account) {}

  /** A post for an account, to be queued. */
  record QueuedRow(int post, int account, Moment when, Unchecked unchecked) {}

  /**
   * @param digest on the first part's row
   */
  record BodyRow(
      int post, int account, int position, String body, int rules, @Nullable Long digest) {}

  final List<PartRow> parts = new ArrayList<>();
  final List<ImageRow> images = new ArrayList<>();
  final List<DraftRow> drafts = new ArrayList<>();
  final List<QueuedRow> queued = new ArrayList<>();
  final List<BodyRow> bodies = new ArrayList<>();

  NewRows(List<NewPost> posts) {
    int number = 0;
    for (NewPost post : posts) {
      number++;
      addParts(number, post.post());
      for (NewPlan plan : post.plans()) {
        addPlan(number, plan, post.unchecked());
      }
    }
  }

  private void addParts(int number, Post post) {
    for (int i = 0; i < post.parts().size(); i++) {
      Part part = post.parts().get(i);
      parts.add(new PartRow(number, i + 1, part, SaidBesides.of(post, i + 1)));
      List<Attachment> media = part.media();
      for (int j = 0; j < media.size(); j++) {
        images.add(new ImageRow(number, i + 1, j + 1, media.get(j)));
      }
    }
  }

  private void addPlan(int post, NewPlan plan, Unchecked unchecked) {
    Moment when = plan.when();
    if (when == null) {
      drafts.add(new DraftRow(post, plan.account()));
      return;
    }
    queued.add(new QueuedRow(post, plan.account(), when, unchecked));
    for (int i = 0; i < plan.bodies().size(); i++) {
      String body = plan.bodies().get(i);
      @Nullable Long digest = i == 0 ? plan.digest() : null;
      bodies.add(new BodyRow(post, plan.account(), i + 1, body, plan.rules(), digest));
    }
  }
}
