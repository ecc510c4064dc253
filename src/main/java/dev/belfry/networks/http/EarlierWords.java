package dev.belfry.networks.http;

/**
 * What a person is told where an earlier try at a part turns out to be live and the post was edited
 * since: it is for them to say which of the two their readers are to see.
 */
public final class EarlierWords {
  private EarlierWords() {}

  /** A sentence without its full stop. */
  public static String at(String url) {
    return "it is live at %s by an earlier try, as it was before it was edited; delete it there and say --not-posted to have it sent as it is now, or say --posted to leave it so"
        .formatted(url);
  }
}
