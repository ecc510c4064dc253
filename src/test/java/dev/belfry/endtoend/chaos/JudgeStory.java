package dev.belfry.endtoend.chaos;

import dev.belfry.audit.HistoryEvent;
import dev.belfry.endtoend.chaos.Story.Try;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Accepts only what may have happened to a delivery: its history, its attempts and its state must
 * tell one story, and the network the same.
 */
public final class JudgeStory {
  private static final Set<String> OVER = Set.of("published", "failed", "unconfirmed");
  private static final Set<String> ALLOW_ANOTHER = Set.of("resolved", "deferred", "failed");
  private static final Set<String> SAYS_ALL_ITSELF =
      Set.of("drafted", "scheduled", "attempted", "published", "resumed");

  private final Story story;
  private final List<String> faults = new ArrayList<>();

  private JudgeStory(Story story) {
    this.story = story;
  }

  /** What can't be; empty where the story holds together. */
  public static List<String> faultsOf(Story story) {
    JudgeStory judge = new JudgeStory(story);
    judge.theHistoryIsWhole();
    story.attempts().forEach(judge::anAttemptHasOneEnding);
    story.parts().forEach(judge::aPartIsPublishedOnceAndIsLive);
    story.parts().forEach(judge::aPartIsAttemptedInItsTurn);
    judge.theStateIsExplained();
    return judge.faults.stream().map(fault -> story + ": " + fault).toList();
  }

  private void theHistoryIsWhole() {
    List<String> beginning =
        story.events().stream()
            .limit(story.planned().parts().size() + 1L)
            .map(HistoryEvent::event)
            .distinct()
            .toList();
    if (!beginning.equals(List.of("drafted", "scheduled"))) {
      fault("begins with %s".formatted(beginning));
    }
    Set<String> tries =
        story.attempts().stream()
            .map(each -> each.part() + "." + each.number())
            .collect(Collectors.toSet());
    for (HistoryEvent event : story.events()) {
      if (event.attempt() != null && !tries.contains(event.part() + "." + event.attempt())) {
        fault("%s of an attempt that was never written down".formatted(event.event()));
      }
      if (!SAYS_ALL_ITSELF.contains(event.event()) && isBlank(event.detail())) {
        fault("%s without a word why".formatted(event.event()));
      }
      if (isBlank(event.actor())) {
        fault("%s by nobody".formatted(event.event()));
      }
      if (event.event().equals("published")) {
        aPublishedRowSaysWhatAndWhere(event);
      }
    }
  }

  private void aPublishedRowSaysWhatAndWhere(HistoryEvent event) {
    Integer part = event.part();
    String text = part == null ? null : story.planned().parts().get(part - 1);
    if (!Objects.equals(event.text(), text)) {
      fault("part %d is told to be published as \"%s\"".formatted(part, event.text()));
    }
    if (!story.planned().account().equals(event.account())) {
      fault("part %d is told to be published to %s".formatted(part, event.account()));
    }
    if (isBlank(event.url())) {
      fault("part %d is published nowhere".formatted(part));
    }
  }

  private void anAttemptHasOneEnding(Try attempt) {
    if (attempt.outcome() == null) {
      fault("%s is open".formatted(attempt));
      return;
    }
    List<HistoryEvent> told = story.of(attempt);
    if (!isLegal(attempt, told)) {
      fault(
          "%s is %s, but the history tells %s"
              .formatted(
                  attempt, attempt.outcome(), told.stream().map(HistoryEvent::event).toList()));
    }
    if (told.stream().anyMatch(event -> !attempt.sha256().equals(event.payloadSha256()))) {
      fault("%s is told of another request".formatted(attempt));
    }
  }

  /** What an earlier part's request carried is told of in one word. */
  private static boolean isLegal(Try attempt, List<HistoryEvent> told) {
    return attempt.isCarried()
        ? told.stream().map(HistoryEvent::event).toList().equals(List.of("published"))
        : LegalEndings.allow(String.valueOf(attempt.outcome()), told);
  }

  private void aPartIsPublishedOnceAndIsLive(int part) {
    List<HistoryEvent> published = story.of(part, "published");
    List<Shown> live = story.live(part);
    List<Try> posted =
        story.attempts().stream()
            .filter(each -> each.part() == part && "posted".equals(each.outcome()))
            .toList();
    if (published.size() > 1 || posted.size() > 1 || published.size() != posted.size()) {
      fault("part %d is published %d times, by %s".formatted(part, published.size(), posted));
    }
    if (live.size() > 1) {
      fault("part %d is live %d times".formatted(part, live.size()));
    }
    for (HistoryEvent event : published) {
      if (live.stream().noneMatch(post -> post.id().equals(event.remoteId()))) {
        fault("part %d is published as %s, but not live as that".formatted(part, event.remoteId()));
      }
      if (posted.stream().noneMatch(each -> Objects.equals(each.remoteId(), event.remoteId()))) {
        fault("part %d is published under another id than its attempt's".formatted(part));
      }
    }
    if (!live.isEmpty() && published.isEmpty() && !isInDoubt(part)) {
      fault("part %d is live, and Belfry does not know".formatted(part));
    }
    for (Shown post : live) {
      if (!Objects.equals(post.parent(), parentOf(part).orElse(null))) {
        fault("part %d is live under %s instead of its parent".formatted(part, post.parent()));
      }
    }
  }

  private boolean isInDoubt(int part) {
    return story.state().equals("unconfirmed")
        && story.attempts().stream()
            .anyMatch(each -> each.part() == part && "unconfirmed".equals(each.outcome()));
  }

  private Optional<String> parentOf(int part) {
    return part == 1
        ? Optional.empty()
        : story.of(part - 1, "published").stream().findFirst().map(HistoryEvent::remoteId);
  }

  private void aPartIsAttemptedInItsTurn(int part) {
    List<HistoryEvent> attempted = story.of(part, "attempted");
    for (HistoryEvent begun : attempted) {
      if (part > 1 && none(story.of(part - 1, "published"), begun)) {
        fault("part %d was attempted before part %d was live".formatted(part, part - 1));
      }
      if (attempted.stream().anyMatch(earlier -> isUnanswered(part, earlier, begun))) {
        fault("part %d was attempted again before the last attempt had its ending".formatted(part));
      }
      if (!none(story.of(part, "published"), begun)) {
        fault("part %d was attempted when it was live already".formatted(part));
      }
    }
  }

  /** Whether nothing was told between two attempts at a part that allows the second. */
  private boolean isUnanswered(int part, HistoryEvent earlier, HistoryEvent later) {
    return earlier.seq() < later.seq()
        && story.events().stream()
            .filter(event -> Objects.equals(event.part(), part))
            .filter(event -> event.seq() > earlier.seq() && event.seq() < later.seq())
            .noneMatch(event -> ALLOW_ANOTHER.contains(event.event()));
  }

  private static boolean none(List<HistoryEvent> events, HistoryEvent before) {
    return events.stream().noneMatch(event -> event.seq() < before.seq());
  }

  private void theStateIsExplained() {
    boolean allPublished = story.parts().allMatch(part -> !story.of(part, "published").isEmpty());
    boolean inDoubt =
        story.attempts().stream().anyMatch(each -> "unconfirmed".equals(each.outcome()));
    String last = lastWord();
    if (!OVER.contains(story.state())) {
      fault("is still %s: %s".formatted(story.state(), story.reason()));
    }
    if (allPublished != story.state().equals("published")) {
      fault("is %s, and all is published: %s".formatted(story.state(), allPublished));
    }
    if (inDoubt != story.state().equals("unconfirmed")) {
      fault("is %s, and something is in doubt: %s".formatted(story.state(), inDoubt));
    }
    if (Set.of("failed", "unconfirmed").contains(story.state()) && !last.equals(story.state())) {
      fault(
          "is %s, but the last that the history tells of it is %s".formatted(story.state(), last));
    }
    if (story.state().equals("unconfirmed") && isBlank(story.reason())) {
      fault("is unconfirmed without a reason");
    }
  }

  /** What the history told last of a part; that a second copy was refused is told after it. */
  private String lastWord() {
    return story.events().stream()
        .filter(event -> event.attempt() != null)
        .map(HistoryEvent::event)
        .filter(event -> !event.equals("resolved"))
        .reduce("nothing", (earlier, later) -> later);
  }

  private void fault(String words) {
    faults.add(words);
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }
}
