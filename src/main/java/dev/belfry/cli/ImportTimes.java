package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.compose.RawPost;
import dev.belfry.compose.RawTarget;
import dev.belfry.post.AccountName;
import dev.belfry.publish.PrepareTargets.When;
import dev.belfry.schedule.Moment;
import dev.belfry.schedule.ParseMoment;
import dev.belfry.schedule.WhenToPost;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the times in a file mean for each account. Not thread-safe. */
final class ImportTimes {
  private static final int MOST_NOTES = 10;

  private final Workplace workplace;
  private final boolean later;
  private final boolean pastAsDraft;
  private final ParseMoment parse;
  private final List<String> notes = new ArrayList<>();

  /**
   * @param later whether the later one is taken of a time that comes twice
   * @param pastAsDraft whether a time that is past is as good as none
   */
  ImportTimes(Workplace workplace, boolean later, boolean pastAsDraft) {
    this.workplace = workplace;
    this.later = later;
    this.pastAsDraft = pastAsDraft;
    this.parse =
        pastAsDraft ? ParseMoment.alsoPast(workplace.clock()) : new ParseMoment(workplace.clock());
  }

  /** When the post goes out. */
  When of(RawPost raw) {
    WhenToPost together = said(raw.at(), raw.zone());
    Map<AccountName, WhenToPost> apart = new HashMap<>();
    for (RawTarget target : raw.apart()) {
      apart.put(AccountName.parse(target.account()), said(target.at(), target.zone()));
    }
    return account -> when(raw, apart.getOrDefault(account.name(), together), account);
  }

  /** What should be known of how times were understood; of the first few. */
  List<String> notes() {
    return notes;
  }

  private WhenToPost said(@Nullable String at, @Nullable String zone) {
    return new WhenToPost("", at, null, false, zone, later, null);
  }

  private @Nullable Moment when(RawPost raw, WhenToPost said, Account account) {
    @Nullable Moment moment =
        said.resolve(parse, account.settings().zone(), workplace.zone()).orElse(null);
    if (moment == null) {
      return null;
    }
    if (pastAsDraft && moment.instant().isBefore(workplace.clock().instant())) {
      return null;
    }
    if (moment.note() != null && notes.size() < MOST_NOTES) {
      notes.add(raw.where() + ": " + moment.note());
    }
    return moment;
  }
}
