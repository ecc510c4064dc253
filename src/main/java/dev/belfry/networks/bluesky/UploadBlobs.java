package dev.belfry.networks.bluesky;

import dev.belfry.media.MediaSource;
import dev.belfry.networks.bluesky.Blobs.Blob;
import dev.belfry.networks.http.Content;
import dev.belfry.networks.http.Deadline;
import dev.belfry.networks.http.ReadReply;
import dev.belfry.networks.http.Reply;
import dev.belfry.post.AccountName;
import dev.belfry.publish.Outcome;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts files on an account's server by <a
 * href="https://docs.bsky.app/docs/api/com-atproto-repo-upload-blob">{@code uploadBlob}</a>. Nobody
 * sees them before a record refers to them, and the server forgets those to which none does.
 */
final class UploadBlobs {
  private static final String METHOD = "com.atproto.repo.uploadBlob";

  private final SignedIn signedIn;
  private final MediaSource media;
  private final InstantSource clock;

  UploadBlobs(SignedIn signedIn, MediaSource media, InstantSource clock) {
    this.signedIn = signedIn;
    this.media = media;
    this.clock = clock;
  }

  /**
   * Uploads each file once.
   *
   * @param found gets the hash that each is known by there, under its placeholder
   * @return why it did not come about; empty where all are there
   */
  Optional<Outcome> upload(
      AccountName account, List<Blob> blobs, Map<String, String> found, Deadline deadline) {
    Set<String> there = new HashSet<>();
    for (Blob blob : blobs) {
      if (deadline.isBrokenOff()) {
        return Optional.of(new Outcome.NotSent("Belfry was stopped before every file was sent"));
      }
      if (there.add(blob.sha256())) {
        Optional<Outcome> failure = upload(account, blob, deadline);
        if (failure.isPresent()) {
          return failure;
        }
      }
      found.put(blob.placeholder(), Cid.ofFile(blob.sha256()));
    }
    return Optional.empty();
  }

  private Optional<Outcome> upload(AccountName account, Blob blob, Deadline deadline) {
    Content file = new Content(blob.mimeType(), blob.size(), () -> media.open(blob.sha256()));
    return signedIn.make(
        account,
        server -> Xrpc.procedure(server, METHOD, file),
        deadline,
        new SignedIn.Heard<>() {
          @Override
          public Optional<Outcome> reply(Reply reply) {
            return failure(account, blob, reply);
          }

          @Override
          public Optional<Outcome> refused(Outcome outcome) {
            return Optional.of(outcome);
          }
        });
  }

  private Optional<Outcome> failure(AccountName account, Blob blob, Reply reply) {
    if (reply instanceof Reply.Answer answer && answer.isSuccess()) {
      String cid = answer.json().at("/blob/ref/$link").stringValue("");
      return cid.equals(Cid.ofFile(blob.sha256()))
          ? Optional.empty()
          : Optional.of(
              new Outcome.NotSent(
                  "%s did not get the image as it is: it has another hash there"
                      .formatted(answer.host())));
    }
    return Optional.of(new ReadReply(new RecordDialect(account, List.of()), clock).outcome(reply));
  }
}
