package dev.belfry.cli;

import dev.belfry.audit.Retractions.PostedPart;
import dev.belfry.cli.RetractCommand.Wanted;
import dev.belfry.cli.terminal.VisibleText;
import dev.belfry.post.Network;
import dev.belfry.post.PartState;
import dev.belfry.queue.StoredPost.StoredDelivery;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Shows what is about to be deleted and where, and asks whether it is meant. */
final class ConfirmRetraction {
  private static final Set<String> YES = Set.of("y", "yes");

  private final Workplace workplace;
  private final PrintWriter err;

  ConfirmRetraction(Workplace workplace) {
    this.workplace = workplace;
    this.err = workplace.console().err();
  }

  /** Whether the person says yes; whoever says nothing says no. */
  boolean ask(Wanted wanted) {
    err.println("This is deleted, and does not come back:");
    for (PostedPart each : wanted.live()) {
      err.printf(
          "  %s  %s%s%n",
          each.account(), number(wanted, each.part()), VisibleText.oneLine(each.url()));
    }
    wanted.deliveries().stream()
        .filter(ConfirmRetraction::hasRest)
        .forEach(
            each ->
                err.printf(
                    "What is not sent to %s yet is taken out of the queue for good.%n",
                    each.account().name()));
    @Nullable Integer part = wanted.part();
    if (part != null) {
      wanted.deliveries().stream()
          .filter(each -> isAnswered(each, part))
          .forEach(each -> err.println(whatStays(each, part)));
    }
    int posts = wanted.live().size();
    err.print(posts == 1 ? "Delete it? [y/N] " : "Delete these %d posts? [y/N] ".formatted(posts));
    err.flush();
    return YES.contains(answer().strip().toLowerCase(Locale.ROOT));
  }

  private static String number(Wanted wanted, int part) {
    int parts = wanted.post().post().parts().size();
    return parts > 1 ? "%d/%d  ".formatted(part, parts) : "";
  }

  private static boolean hasRest(StoredDelivery delivery) {
    return switch (delivery.state()) {
      case SCHEDULED, HELD, CLAIMED, FAILED -> delivery.isLive();
      default -> false;
    };
  }

  /** Whether a later part of the thread stays that is live. */
  private static boolean isAnswered(StoredDelivery delivery, int part) {
    return delivery.parts().stream()
        .anyMatch(each -> each.position() > part && each.state() == PartState.PUBLISHED);
  }

  private static String whatStays(StoredDelivery delivery, int part) {
    return "The parts after it stay on %s, %s."
        .formatted(delivery.account().name(), how(delivery.account().network(), part));
  }

  private static String how(Network network, int part) {
    return switch (network) {
      case X, BLUESKY -> "below a note that part %d was deleted".formatted(part);
      case MASTODON ->
          "where they no longer hang together with what was before part %d".formatted(part);
    };
  }

  private String answer() {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(workplace.console().in(), StandardCharsets.UTF_8));
    try {
      @Nullable String line = in.readLine();
      return line == null ? "" : line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
