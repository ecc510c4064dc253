package dev.belfry.networks.mastodon;

import dev.belfry.media.MediaSource;
import dev.belfry.networks.http.Call;
import dev.belfry.networks.http.Content;
import dev.belfry.networks.http.Multipart;
import dev.belfry.networks.http.Reply;
import dev.belfry.networks.http.Reply.Answer;
import dev.belfry.post.Attachment;
import dev.belfry.post.Media;
import java.util.Map;

/**
 * Puts an attachment on the server: <a
 * href="https://docs.joinmastodon.org/methods/media/#v2">{@code POST /api/v2/media}</a>, or v1
 * where a server knows no other. Thread-safe.
 */
final class UploadMedia {
  private final MediaSource media;

  UploadMedia(MediaSource media) {
    this.media = media;
  }

  /** Sends it; the server may be at work on it for a while after that. */
  Reply upload(Session session, Attachment attachment) {
    Reply reply = send(session, "/api/v2/media", attachment);
    return reply instanceof Answer answer && answer.status() == 404
        ? send(session, "/api/v1/media", attachment)
        : reply;
  }

  private Reply send(Session session, String path, Attachment attachment) {
    Media file = attachment.media();
    Content content = new Content(file.type().mime(), file.size(), () -> media.open(file.sha256()));
    Map<String, String> fields =
        attachment.alt().isEmpty() ? Map.of() : Map.of("description", attachment.alt());
    return session.make(base -> Call.post(base, path, Multipart.form(fields, "file", content)));
  }

  /** What a server says of an attachment that it has. */
  enum Standing {
    /** It may be posted. */
    DONE,
    AT_WORK,
    /** It could not make anything of it. */
    BROKEN,
    /** There was no clear answer. */
    UNKNOWN;

    boolean mayChange() {
      return this == AT_WORK || this == UNKNOWN;
    }
  }

  /**
   * Asks how far the server is: <a href="https://docs.joinmastodon.org/methods/media/#get">GET</a>.
   */
  static Standing standing(Session session, String id) {
    Reply reply = session.make(base -> Call.get(base, "/api/v1/media/" + id));
    return reply instanceof Answer answer ? standing(answer.status()) : Standing.UNKNOWN;
  }

  private static Standing standing(int status) {
    return switch (status) {
      case 200 -> Standing.DONE;
      case 206 -> Standing.AT_WORK;
      case 422 -> Standing.BROKEN;
      // A server that is done at once need not let itself be asked.
      case 404, 405 -> Standing.DONE;
      default -> Standing.UNKNOWN;
    };
  }
}
