package dev.belfry.networks.x;

import dev.belfry.networks.body.FillIn;
import dev.belfry.networks.body.JsonBody;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is looked for: a post as it was sent.
 *
 * @param parent the id of what it answers; empty for nothing
 * @param quoted the id of what it quotes; empty for nothing
 * @param media the ids under which its media were uploaded
 */
record SoughtPost(String text, String parent, String quoted, List<String> media) {

  static SoughtPost of(String body) {
    ObjectNode sent = JsonBody.read(body);
    return new SoughtPost(
        sent.path("text").stringValue(""),
        sent.at("/reply/in_reply_to_tweet_id").stringValue(""),
        sent.path("quote_tweet_id").stringValue(""),
        List.copyOf(FillIn.values(sent.at("/media/media_ids"))));
  }

  /** Media that were uploaded for it are on no other post. */
  boolean is(ListedPost listed) {
    return parent.equals(listed.parent())
        && (hasMediaOf(listed)
            || (!text.isEmpty()
                && media.size() == listed.media().size()
                && SaidAndShown.match(text, listed.text(quoted))));
  }

  private boolean hasMediaOf(ListedPost listed) {
    return !media.isEmpty() && media.equals(listed.media());
  }

  /** Whether a reader would see no difference: files that are brought anew have other ids. */
  boolean readsAs(SoughtPost other) {
    return text.equals(other.text)
        && parent.equals(other.parent)
        && quoted.equals(other.quoted)
        && media.size() == other.media.size();
  }

  /** That it is this one can't be told for sure, nor that it is not. */
  boolean mayBe(ListedPost listed) {
    return (listed.parent().isEmpty() || parent.equals(listed.parent()))
        && SaidAndShown.mayMatch(text, listed.shown());
  }
}
