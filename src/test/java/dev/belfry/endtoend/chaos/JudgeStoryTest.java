package dev.belfry.endtoend.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The judge lets through what may have happened, and catches a lie of each kind. */
final class JudgeStoryTest {

  static Stream<Told> legal() {
    return Stream.of(
        Told.well(),
        // The first look did not find it, the second attempt was turned away, the first was live.
        Told.queued()
            .attempted(1, 1)
            .told("unconfirmed", 1, 1)
            .told("resolved", 1, 1)
            .attempted(1, 2)
            .live(1, Told.id(1), null)
            .posted(1, 1)
            .row(1, 2, "repeated")
            .told("resolved", 1, 2)
            .sent(2),
        Told.queued()
            .attempted(1, 1)
            .row(1, 1, "deferred")
            .told("deferred", 1, 1)
            .attempted(1, 2)
            .live(1, Told.id(1), null)
            .posted(1, 2)
            .sent(2),
        Told.queued()
            .sent(1)
            .attempted(2, 1)
            .row(2, 1, "refused")
            .told("failed", 2, 1)
            .ends("failed"),
        // The first was on its way while the second was refused; then it was answered.
        Told.queued()
            .attempted(1, 1)
            .told("resolved", 1, 1)
            .attempted(1, 2)
            .row(1, 2, "refused")
            .told("unconfirmed", 1, 2)
            .row(1, 1, "deferred")
            .told("deferred", 1, 1)
            .attempted(1, 3)
            .row(1, 3, "refused")
            .told("failed", 1, 3)
            .ends("failed"),
        // The first was answered while the second was on its way, which was refused.
        Told.queued()
            .attempted(1, 1)
            .told("resolved", 1, 1)
            .attempted(1, 2)
            .live(1, Told.id(1), null)
            .posted(1, 1)
            .row(1, 2, "refused")
            .told("resolved", 1, 2)
            .sent(2),
        // It is live, and nobody could find out.
        Told.queued()
            .attempted(1, 1)
            .live(1, Told.id(1), null)
            .row(1, 1, "unconfirmed")
            .told("unconfirmed", 1, 1)
            .ends("unconfirmed"));
  }

  @ParameterizedTest
  @MethodSource("legal")
  void what_may_have_happened_is_let_through(Told told) {
    assertThat(JudgeStory.faultsOf(told.story())).isEmpty();
  }

  static Stream<Arguments> lies() {
    return Stream.of(
        lie("part 2 is live 2 times", Told.well().live(2, "107", Told.id(1))),
        lie("but not live as that", Told.well().withoutLive(2)),
        lie("but not live as that", Told.well().withoutLive(2).live(2, "107", Told.id(1))),
        lie("is live under 999", Told.well().withoutLive(2).live(2, Told.id(2), "999")),
        lie("is live under null", Told.well().withoutLive(2).live(2, Told.id(2), null)),
        lie("is live, and Belfry does not know", liveUnknown().ends("failed")),
        lie("is live, and Belfry does not know", secondIsLiveBesideADoubtAboutTheFirst()),
        lie(
            "is told to be published as \"other words\"",
            Told.well().without("published").published(2, 1, "other words")),
        lie("is published nowhere", Told.well().without("published").publishedNowhere(2, 1)),
        lie("is published 2 times", Told.well().attempted(2, 2).posted(2, 2)),
        lie("but the history tells [attempted]", Told.well().without("published")),
        lie("but the history tells [published]", Told.well().without("attempted")),
        lie("[attempted, deferred, deferred]", deferredTwice()),
        lie("attempt 1 at part 1 is open", Told.queued().attempted(1, 1).row(1, 1, null)),
        lie("never written down", Told.well().attempted(2, 2)),
        lie("attempted before part 1 was live", Told.queued().sent(2).sent(1)),
        lie("attempted again before the last attempt had its ending", againAtOnce()),
        lie(
            "attempted when it was live already",
            Told.well().attempted(2, 2).row(2, 2, "repeated")),
        lie("is told of another request", Told.queued().sent(1).attempted(2, 1).otherRequest(2, 1)),
        lie("without a word why", refused("")),
        lie("is still scheduled", Told.well().ends("scheduled")),
        lie("is still nowhere", Told.queued().ends("nowhere")),
        lie("is failed, and all is published", Told.well().ends("failed")),
        lie("is published, and all is published: false", Told.queued().sent(1)),
        lie("is unconfirmed, and something is in doubt: false", refused("no").ends("unconfirmed")),
        lie("is failed, and something is in doubt: true", liveUnknown().ends("failed")),
        lie(
            "the last that the history tells of it is published",
            Told.queued().sent(1).ends("failed")),
        lie("begins with [drafted, attempted]", Told.well().without("scheduled")));
  }

  private static Arguments lie(String caught, Told told) {
    return Arguments.of(caught, told);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lies")
  void a_lie_is_caught(String caught, Told told) {
    assertThat(JudgeStory.faultsOf(told.story())).anySatisfy(f -> assertThat(f).contains(caught));
  }

  private static Told liveUnknown() {
    return Told.queued()
        .attempted(1, 1)
        .live(1, Told.id(1), null)
        .row(1, 1, "unconfirmed")
        .told("unconfirmed", 1, 1);
  }

  /** The delivery is in doubt, but not about what is live. */
  private static Told secondIsLiveBesideADoubtAboutTheFirst() {
    return Told.queued()
        .attempted(1, 1)
        .row(1, 1, "unconfirmed")
        .told("unconfirmed", 1, 1)
        .live(2, Told.id(2), null)
        .ends("unconfirmed");
  }

  private static Told deferredTwice() {
    return Told.queued()
        .attempted(1, 1)
        .row(1, 1, "deferred")
        .told("deferred", 1, 1)
        .told("deferred", 1, 1);
  }

  private static Told againAtOnce() {
    return Told.queued()
        .attempted(1, 1)
        .attempted(1, 2)
        .row(1, 1, "deferred")
        .told("deferred", 1, 1)
        .live(1, Told.id(1), null)
        .posted(1, 2)
        .sent(2);
  }

  private static Told refused(String words) {
    return Told.queued()
        .attempted(1, 1)
        .row(1, 1, "refused")
        .event("failed", 1, 1, words, null)
        .ends("failed");
  }
}
