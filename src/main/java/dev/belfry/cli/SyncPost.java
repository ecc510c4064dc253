package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.cli.SaveEdit.Edit;
import dev.belfry.cli.SaveEdit.Saved;
import dev.belfry.compose.Composed;
import dev.belfry.compose.RawPost;
import dev.belfry.post.DeliveryState;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.NotPossible;
import dev.belfry.post.Post;
import dev.belfry.post.PostId;
import dev.belfry.post.Problem;
import dev.belfry.post.Terms;
import dev.belfry.publish.PrepareTargets;
import dev.belfry.publish.ReadyPost;
import dev.belfry.publish.SaveReady;
import dev.belfry.publish.Target;
import dev.belfry.queue.DropDeliveries;
import dev.belfry.queue.ReadPost;
import dev.belfry.queue.StoredPost;
import dev.belfry.queue.StoredPost.StoredDelivery;
import dev.belfry.queue.Unschedule;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Makes a post of a file, or makes a post what its file says now; in the caller's transaction. */
final class SyncPost {
  private final Workplace workplace;
  private final boolean pastAsDraft;
  private final BeforeQueueing checks;
  private final TextsTogether texts;

  /**
   * @param pastAsDraft whether a new post whose time is past comes in without one
   * @param checks made of what is queued
   */
  SyncPost(Workplace workplace, boolean pastAsDraft, BeforeQueueing checks) {
    this.workplace = workplace;
    this.checks = checks;
    this.texts = checks.sameText().textsTogether();
    this.pastAsDraft = pastAsDraft;
  }

  /**
   * The accounts that the file names.
   *
   * @throws InvalidInput where one is not known here
   */
  static List<Account> accounts(Connection connection, RawPost raw) throws SQLException {
    try {
      return FindAccounts.named(connection, raw.to());
    } catch (NotPossible e) {
      throw new InvalidInput("to", String.valueOf(e.getMessage()));
    }
  }

  /**
   * What the new post is, ready to be saved.
   *
   * @param file what it is called
   * @param outside what the checks have found that ask on the Internet
   * @throws InvalidInput with everything that stands in its way
   */
  ReadyPost ready(
      Connection connection, String file, RawPost raw, Composed composed, List<Problem> outside)
      throws SQLException {
    List<Account> accounts = accounts(connection, raw);
    if (raw.at() != null && accounts.isEmpty()) {
      throw new InvalidInput("at", "there is a time and no account; say where it goes with to:");
    }
    Post post = composed.post().on(terms(raw, accounts));
    List<Target> targets =
        PrepareTargets.withKnown(
            connection,
            workplace.publishers(),
            post,
            accounts,
            new ImportTimes(workplace, /* later= */ false, pastAsDraft).of(raw));
    List<Going> going = Going.of(targets);
    List<Problem> together =
        CheckSameText.together(texts, checks.sameText().textsOf(file, post, going));
    List<Problem> found =
        together.isEmpty() ? checks.find(connection, post, null, going, outside) : together;
    if (!found.isEmpty()) {
      throw new InvalidInput(found);
    }
    return new ReadyPost(
        raw.key(), post, composed.files(), targets, checks.asked().unchecked(post.terms()));
  }

  private Terms terms(RawPost raw, List<Account> accounts) {
    return new ReadTerms(workplace).of(raw.terms(), "not-before", raw.zone(), accounts);
  }

  PostId save(Connection connection, ReadyPost ready) throws SQLException {
    return SaveReady.save(connection, List.of(ready), workplace.actor()).get(0).id();
  }

  /**
   * Makes the post what its file says now. What the file says as it did stays as it is, whatever
   * became of it since.
   *
   * @param before what the file said
   * @param outside what the checks have found that ask on the Internet
   * @throws InvalidInput with everything that stands in the way
   */
  Saved edit(
      Connection connection,
      PostId post,
      RawPost before,
      RawPost after,
      Composed composed,
      List<Problem> outside)
      throws SQLException {
    Composed now = composed.on(terms(after, accounts(connection, after)));
    if (before.at() != null && after.at() == null) {
      unschedule(connection, ReadPost.read(connection, post));
    }
    if (after.to().isEmpty()) {
      DropDeliveries.drop(
          connection,
          post,
          deliveries(
              ReadPost.read(connection, post),
              each -> before.to().contains(each.account().name().toString())),
          workplace.actor());
    }
    StoredPost seen = ReadPost.read(connection, post);
    return new SaveEdit(workplace, new CheckEdit(checks, outside, /* oneOfMany= */ true))
        .save(connection, new Edit(seen, before, after, now));
  }

  private void unschedule(Connection connection, StoredPost post) throws SQLException {
    List<Long> waiting = post.waiting().stream().map(StoredDelivery::id).toList();
    if (Unschedule.unschedule(connection, waiting, workplace.actor()).size() < waiting.size()) {
      throw new InvalidInput(
          "",
          "post %s may have been sent within the hour, so it keeps its time; sync again later"
              .formatted(post.id()));
    }
  }

  private static List<StoredDelivery> deliveries(StoredPost post, Predicate<StoredDelivery> which) {
    return AsWritten.deliveries(post).stream().filter(which).toList();
  }

  /** Why nothing may be changed of the post, as the end of a sentence; empty where it may. */
  static Optional<String> whyUntouched(StoredPost post) {
    return whyNotDeleted(post)
        .or(() -> post.isBegun() ? Optional.of("was taken back") : Optional.empty());
  }

  /** Why the post may not be deleted, as the end of a sentence; empty where it may. */
  static Optional<String> whyNotDeleted(StoredPost post) {
    if (isAny(post, DeliveryState.UNCONFIRMED)) {
      return Optional.of("may be live, and nobody knows");
    }
    if (isAny(post, DeliveryState.CLAIMED)) {
      return Optional.of("is being sent");
    }
    if (!post.isLive()) {
      return Optional.empty();
    }
    if (post.deliveries().stream().noneMatch(StoredDelivery::isLive)) {
      return Optional.of("may still arrive, for an hour after it was sent");
    }
    boolean whole =
        AsWritten.deliveries(post).stream()
            .allMatch(each -> each.state() == DeliveryState.PUBLISHED);
    return Optional.of(whole ? "is published" : "is published in part");
  }

  private static boolean isAny(StoredPost post, DeliveryState state) {
    return post.deliveries().stream().anyMatch(each -> each.state() == state);
  }
}
