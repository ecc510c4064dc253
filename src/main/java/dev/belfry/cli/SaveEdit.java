package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.compose.Composed;
import dev.belfry.compose.RawPost;
import dev.belfry.media.MediaFile;
import dev.belfry.media.MediaStore;
import dev.belfry.post.DeliveryState;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.Post;
import dev.belfry.publish.PrepareTargets;
import dev.belfry.publish.PrepareTargets.When;
import dev.belfry.publish.SaveReady;
import dev.belfry.publish.Target;
import dev.belfry.queue.DropDeliveries;
import dev.belfry.queue.EditPost;
import dev.belfry.queue.ReadPost;
import dev.belfry.queue.RenderedParts;
import dev.belfry.queue.RenderedParts.Rendering;
import dev.belfry.queue.StoredPost;
import dev.belfry.queue.StoredPost.StoredDelivery;
import dev.belfry.schedule.WhenToPost;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts what somebody made of a post in its place, all of it or nothing: the wording, accounts that
 * were added or taken off, and the time. What the file does not say stays as it is; so do the times
 * of deliveries whose time it does not change, and their holds.
 */
final class SaveEdit {
  /**
   * What there is to save.
   *
   * @param seen the post as it was when the person began
   * @param before how the file read then
   * @param after how it reads now
   */
  record Edit(StoredPost seen, RawPost before, RawPost after, Composed composed) {
    boolean rewords() {
      return !composed.post().equals(seen.post());
    }

    boolean moves() {
      return after.at() != null
          && !(after.at().equals(before.at()) && Objects.equals(after.zone(), before.zone()));
    }
  }

  /**
   * What has changed.
   *
   * @param targets every account that the post is for now, with its new time where it has one
   * @param unheld what was held, and goes on with its new time
   */
  record Saved(
      boolean reworded,
      List<Target> targets,
      List<Account> added,
      List<Account> off,
      List<StoredDelivery> unheld) {
    List<Target> scheduled() {
      return targets.stream().filter(target -> target.when() != null).toList();
    }

    boolean isNothing() {
      return !reworded && scheduled().isEmpty() && added.isEmpty() && off.isEmpty();
    }
  }

  private final Workplace workplace;
  private final CheckEdit checks;

  /**
   * @param checks checks what waits, or is queued by it
   */
  SaveEdit(Workplace workplace, CheckEdit checks) {
    this.workplace = workplace;
    this.checks = checks;
  }

  /**
   * Saves it, in the connection's transaction.
   *
   * @throws InvalidInput with everything that any of the networks would refuse
   * @throws dev.belfry.post.NotPossible where the post was changed or begun meanwhile
   */
  Saved save(Connection connection, Edit edit) throws SQLException {
    takeKey(connection, edit);
    RewordRepeats repeats = new RewordRepeats(workplace);
    repeats.refuseOtherPlan(connection, edit);
    if (edit.rewords()) {
      for (MediaFile file : edit.composed().files()) {
        MediaStore.put(connection, file);
      }
      EditPost.edit(connection, edit.seen(), edit.composed().post(), workplace.actor());
    } else {
      EditPost.refuseChanged(connection, edit.seen());
    }
    // Read anew: what somebody queued while this one was typing must get the new wording, too.
    Map<Account, StoredDelivery> there =
        AsWritten.deliveries(ReadPost.read(connection, edit.seen().id())).stream()
            .collect(Collectors.toMap(StoredDelivery::account, Function.identity()));
    List<Account> wanted = FindAccounts.named(connection, edit.after().to());
    List<StoredDelivery> off = takenOff(edit, there, wanted);
    DropDeliveries.drop(connection, edit.seen().id(), off, workplace.actor());
    off.forEach(delivery -> there.remove(delivery.account()));
    List<Target> targets = targets(connection, edit, there, wanted);
    checks.check(connection, edit, there, targets);
    reword(connection, edit, there, targets);
    SaveReady.queue(
        connection,
        edit.seen().id(),
        targets,
        checks.unchecked(edit.composed().post()),
        workplace.actor());
    repeats.reword(connection, edit, targets, checks);
    new RewordEvergreen(workplace).reword(connection, edit, checks);
    return new Saved(
        edit.rewords(),
        targets,
        wanted.stream().filter(account -> !there.containsKey(account)).toList(),
        off.stream().map(StoredDelivery::account).toList(),
        unheld(there, targets));
  }

  private static List<StoredDelivery> unheld(
      Map<Account, StoredDelivery> there, List<Target> targets) {
    return TellUnheld.among(
        targets.stream()
            .filter(target -> target.when() != null)
            .flatMap(target -> Stream.ofNullable(there.get(target.account())))
            .toList());
  }

  /** A post that has no key may get one; from then on it keeps it. */
  private static void takeKey(Connection connection, Edit edit) throws SQLException {
    String key = edit.after().key();
    if (key == null || key.equals(edit.before().key()) || key.equals(edit.seen().key())) {
      return;
    }
    if (edit.before().key() != null || edit.seen().key() != null) {
      throw new InvalidInput(
          "key", "a post keeps the key that it was made under; put the line back as it was");
    }
    if (!EditPost.giveKey(connection, edit.seen().id(), key)) {
      throw new InvalidInput("key", "another post has this key already; give this one another");
    }
  }

  private static List<StoredDelivery> takenOff(
      Edit edit, Map<Account, StoredDelivery> there, List<Account> wanted) {
    return wanted.isEmpty()
        ? List.of()
        : there.values().stream()
            .filter(each -> edit.before().to().contains(each.account().name().toString()))
            .filter(each -> !wanted.contains(each.account()))
            .toList();
  }

  private List<Target> targets(
      Connection connection, Edit edit, Map<Account, StoredDelivery> there, List<Account> wanted)
      throws SQLException {
    Set<Account> accounts = new LinkedHashSet<>(there.keySet());
    accounts.addAll(wanted);
    WhenToPost said = WhenToPost.byFields(edit.after().at(), edit.after().zone());
    if (said.isSaid() && accounts.isEmpty()) {
      throw new InvalidInput("at", "there is a time and no account; say where it goes with to:");
    }
    When resolved = WhenOptions.resolve(said, workplace);
    Post post = edit.composed().post();
    List<Account> all = List.copyOf(accounts);
    return PrepareTargets.withKnown(
        connection,
        workplace.publishers(),
        post,
        all,
        account -> getsTime(edit, there.get(account)) ? resolved.apply(account) : null);
  }

  /** A new account gets the time that is there; the others get it where it is another one. */
  private static boolean getsTime(Edit edit, @Nullable StoredDelivery there) {
    return there == null || (edit.moves() && there.state() != DeliveryState.PUBLISHED);
  }

  private static void reword(
      Connection connection, Edit edit, Map<Account, StoredDelivery> there, List<Target> targets)
      throws SQLException {
    List<Rendering> renderings = new ArrayList<>();
    for (Target target : targets) {
      StoredDelivery delivery = there.get(target.account());
      if (edit.rewords() && delivery != null && delivery.state().isWaiting()) {
        renderings.add(
            new Rendering(delivery.id(), target.bodies(), target.rules(), target.digest()));
      }
    }
    if (!renderings.isEmpty()) {
      RenderedParts.replace(connection, renderings);
    }
  }
}
