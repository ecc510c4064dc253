package dev.belfry.cli;

import static java.util.Objects.requireNonNull;

import dev.belfry.account.Accounts;
import dev.belfry.compose.checks.TextDigest;
import dev.belfry.compose.moving.MovedDelivery;
import dev.belfry.compose.moving.MovedDelivery.Waiting;
import dev.belfry.compose.moving.MovedPost;
import dev.belfry.post.AccountName;
import dev.belfry.post.DeliveryState;
import dev.belfry.publish.SaveReady;
import dev.belfry.queue.NewPost;
import dev.belfry.queue.NewPost.Before;
import dev.belfry.queue.SavePosts;
import dev.belfry.queue.SavedPost;
import dev.belfry.queue.Unchecked;
import dev.belfry.queue.moving.ArrivingDelivery;
import dev.belfry.queue.moving.MovedNumbers;
import dev.belfry.queue.moving.MovedNumbers.Same;
import dev.belfry.queue.moving.SaveMovedDeliveries;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Saves a batch of posts, each where it is to stand. */
final class SaveImported {
  private final Arrival arrival;
  private final String actor;

  SaveImported(Arrival arrival, String actor) {
    this.arrival = arrival;
    this.actor = actor;
  }

  /** Saves those whose keys are not there yet; the media are stored already. */
  List<SavedPost> save(Connection connection, List<ReadyImport> posts) throws SQLException {
    List<SavedPost> saved =
        SavePosts.save(connection, posts.stream().map(this::planned).toList(), actor);
    if (arrival.hasBegun()) {
      arrive(connection, posts, saved);
    }
    return saved;
  }

  private NewPost planned(ReadyImport ready) {
    NewPost post = SaveReady.planned(ready.post());
    @Nullable MovedPost moved = ready.moved();
    return moved == null
        ? post
        : new NewPost(
            post.key(),
            post.post(),
            List.of(),
            new Before(arrival.keepsNumbers() ? moved.post() : null, moved.created(), moved.by()),
            Unchecked.NOTHING);
  }

  private void arrive(Connection connection, List<ReadyImport> posts, List<SavedPost> saved)
      throws SQLException {
    Map<String, Integer> accounts = Accounts.numbers(connection);
    List<Same> same = new ArrayList<>();
    List<ArrivingDelivery> deliveries = new ArrayList<>();
    Iterator<Long> numbers = numbers(connection, posts).iterator();
    for (int i = 0; i < posts.size(); i++) {
      @Nullable MovedPost moved = posts.get(i).moved();
      if (moved == null) {
        continue;
      }
      SavedPost here = saved.get(i);
      same.addAll(KnownHere.same(arrival, moved, here.id()));
      for (MovedDelivery delivery : here.isNew() ? moved.deliveries() : List.<MovedDelivery>of()) {
        deliveries.add(
            new ArrivingDelivery(
                arrival.keepsNumbers() ? delivery.delivery() : numbers.next(),
                here.id(),
                requireNonNull(accounts.get(delivery.account())),
                TextDigest.of(posts.get(i).post().post(), AccountName.parse(delivery.account())),
                arrival.keepsNumbers() ? delivery : withoutLooks(delivery)));
      }
    }
    MovedNumbers.note(connection, same);
    SaveMovedDeliveries.save(connection, deliveries, actor);
  }

  private List<Long> numbers(Connection connection, List<ReadyImport> posts) throws SQLException {
    int count = 0;
    for (ReadyImport post : posts) {
      count += post.moved() == null ? 0 : post.moved().deliveries().size();
    }
    return arrival.keepsNumbers() ? List.of() : SaveMovedDeliveries.newNumbers(connection, count);
  }

  /**
   * What is in doubt is for a person to decide: the keys that keep a network from taking a request
   * twice are made of a delivery's number, and it has another one here.
   */
  private static MovedDelivery withoutLooks(MovedDelivery delivery) {
    @Nullable Waiting waiting = delivery.waiting();
    if (waiting == null || !delivery.state().equals(DeliveryState.UNCONFIRMED.word())) {
      return delivery;
    }
    return delivery.with(
        new Waiting(
            waiting.due(),
            waiting.failures(),
            waiting.reason(),
            null,
            waiting.looks(),
            waiting.absences(),
            waiting.cap(),
            waiting.thenHeld()));
  }
}
