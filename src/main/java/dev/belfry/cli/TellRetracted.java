package dev.belfry.cli;

import dev.belfry.audit.Retractions.PostedPart;
import dev.belfry.cli.RetractCommand.Wanted;
import dev.belfry.cli.terminal.VisibleText;
import dev.belfry.post.PostId;
import dev.belfry.publish.Retraction;
import dev.belfry.release.RetractPost.Asked;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what came of taking a post back, to a person or as JSON. */
final class TellRetracted {
  /** What {@code --json} writes. */
  record View(long post, List<Part> parts) {}

  /**
   * One post of a network.
   *
   * @param result {@code gone}, {@code not_now} or {@code refused}
   * @param until when the network wants to be asked again; null where it did not say
   */
  record Part(
      String account,
      int part,
      String remoteId,
      String url,
      String result,
      String detail,
      @Nullable Instant until) {}

  private final Workplace workplace;
  private final PostId post;
  private final boolean json;

  TellRetracted(Workplace workplace, PostId post, boolean json) {
    this.workplace = workplace;
    this.post = post;
    this.json = json;
  }

  /** Nothing is left to be taken back. */
  void goneAlready(Wanted wanted) {
    if (json) {
      new Json(workplace.console()).write(new View(post.number(), List.of()));
    } else {
      workplace
          .console()
          .out()
          .printf(
              "%s was taken back already; nothing of it is live.%n",
              wanted.part() == null
                  ? "Post " + post
                  : "Part %d of post %s".formatted(wanted.part(), post));
    }
  }

  /**
   * What the networks said.
   *
   * @return whether everything that was wanted is gone
   */
  boolean asked(Wanted wanted, List<Asked> asked) {
    if (json) {
      new Json(workplace.console())
          .write(new View(post.number(), asked.stream().map(TellRetracted::part).toList()));
    } else {
      asked.forEach(each -> print(wanted, each));
      if (asked.isEmpty()) {
        goneAlready(wanted);
      }
    }
    boolean isGone = asked.stream().allMatch(each -> isGone(each));
    if (!isGone) {
      workplace
          .console()
          .err()
          .printf("belfry: what is left goes when belfry retract %s is said again%n", post);
    }
    return isGone;
  }

  private static Part part(Asked asked) {
    PostedPart part = asked.part();
    Retraction came = asked.came();
    return new Part(
        part.account().toString(),
        part.part(),
        part.sent().remoteId(),
        part.url(),
        came.word(),
        came.words(),
        came.until());
  }

  private void print(Wanted wanted, Asked asked) {
    boolean isThread = wanted.post().post().isThread();
    PostedPart part = asked.part();
    String what = isThread ? "Part %d of post %s".formatted(part.part(), post) : "Post " + post;
    boolean isGone = isGone(asked);
    PrintWriter where = isGone ? workplace.console().out() : workplace.console().err();
    where.println(
        isGone
            ? "%s is gone from %s.".formatted(what, part.account())
            : "belfry: %s stays on %s for now, at %s: %s%s"
                .formatted(
                    what.replace("Part", "part").replace("Post", "post"),
                    part.account(),
                    VisibleText.oneLine(part.url()),
                    VisibleText.oneLine(asked.came().words()),
                    until(asked.came().until())));
  }

  private static boolean isGone(Asked asked) {
    return asked.came() instanceof Retraction.Gone;
  }

  private String until(@Nullable Instant until) {
    return until == null
        ? ""
        : "; it wants to be asked again at " + Times.local(until, workplace.zone());
  }
}
