package dev.belfry.cli;

import dev.belfry.cli.terminal.Console;
import dev.belfry.cli.terminal.Look;
import dev.belfry.cli.terminal.Styled;
import dev.belfry.cli.terminal.VisibleText;
import dev.belfry.cli.terminal.Wrap;
import dev.belfry.post.Attachment;
import dev.belfry.post.CheckName;
import dev.belfry.post.DeliveryState;
import dev.belfry.post.Network;
import dev.belfry.post.Part;
import dev.belfry.post.PartState;
import dev.belfry.post.Post;
import dev.belfry.post.Terms;
import dev.belfry.queue.StoredPost;
import dev.belfry.queue.StoredPost.StoredDelivery;
import dev.belfry.queue.StoredPost.StoredPart;
import dev.belfry.schedule.SlotName;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;

/** A post for a person to read: what it says, then where it stands with each account. */
final class PrintPost {
  private static final String INDENT = "  ";
  private static final int WIDEST = 100;

  private final Workplace workplace;
  private final Console console;

  PrintPost(Workplace workplace) {
    this.workplace = workplace;
    this.console = workplace.console();
  }

  void print(StoredPost stored) {
    head(stored);
    parts(stored.post());
    console.out().println();
    if (stored.deliveries().isEmpty()) {
      console
          .out()
          .printf(
              "It has no account yet; belfry schedule %s --to ACCOUNT --at TIME gives it one.%n",
              stored.id());
    } else {
      deliveries(stored);
    }
  }

  private void head(StoredPost stored) {
    DeliveryState state =
        PostState.of(stored.deliveries().stream().map(StoredDelivery::state).toList());
    console
        .out()
        .printf(
            "%s  %s%n",
            console.paint(Look.STRONG, "Post " + stored.id()), painted(StateLook.of(state)));
    String key = stored.key() == null ? "" : ", key " + VisibleText.oneLine(stored.key());
    console
        .out()
        .println(
            console.paint(
                Look.FAINT,
                "written %s by %s%s"
                    .formatted(
                        Times.local(stored.createdAt(), workplace.zone()),
                        stored.createdBy(),
                        key)));
    PresentationWords.of(stored.post().presentation())
        .forEach(line -> console.out().println(VisibleText.oneLine(line)));
    terms(stored.post().terms());
  }

  private void terms(Terms terms) {
    if (terms.notBefore() != null) {
      console.out().println("not before " + Times.local(terms.notBefore(), workplace.zone()));
    }
    if (!terms.skips().isEmpty()) {
      console
          .out()
          .println(
              "checks left out: "
                  + terms.skips().stream().map(CheckName::word).collect(Collectors.joining(", ")));
    }
  }

  private void parts(Post post) {
    int position = 0;
    for (Part part : post.parts()) {
      position++;
      console.out().println();
      if (post.isThread()) {
        String number = "%d/%d".formatted(position, post.parts().size());
        console.out().println(console.paint(Look.STRONG, number));
      }
      Wrap.lines(VisibleText.lines(part.text()), width()).forEach(this::indented);
      part.media().forEach(on -> indented(console.paint(Look.ACCENT, describe(on))));
      part.wording().forEach(this::wording);
    }
  }

  private void wording(Network network, String text) {
    console.heading("on " + network.title());
    Wrap.lines(VisibleText.lines(text), width()).forEach(this::indented);
  }

  /** Text for a pipe is not broken: {@code grep} wants whole lines. */
  private int width() {
    return console.terminals().out()
        ? Math.max(20, Math.min(WIDEST, console.width()) - INDENT.length())
        : Integer.MAX_VALUE;
  }

  private void indented(String line) {
    console.out().println(line.isEmpty() ? "" : INDENT + line);
  }

  private static String describe(Attachment on) {
    String alt = on.alt().isBlank() ? "no alt text" : VisibleText.oneLine(on.alt());
    return "🖼 %s: %s".formatted(MediaWords.of(on.media()), alt);
  }

  private void deliveries(StoredPost stored) {
    int widest =
        stored.deliveries().stream()
            .mapToInt(each -> each.account().name().toString().length())
            .max()
            .orElse(0);
    for (StoredDelivery each : stored.deliveries()) {
      String account = each.account().name().toString();
      String gap = " ".repeat(widest - account.length());
      String state = painted(StateLook.of(each.state()));
      console.out().println((account + gap + INDENT + state + when(each)).stripTrailing());
      if (each.reason() != null) {
        indented(VisibleText.oneLine(each.reason()));
      }
      if (each.hold() != null) {
        indented(
            each.hold().equals(each.reason())
                ? "its account is held because of it"
                : "its account is held: " + VisibleText.oneLine(each.hold()));
      }
      NextStep.of(stored.id(), each, zone(each)).ifPresent(this::faint);
      sent(each.parts());
    }
  }

  private void faint(String line) {
    indented(console.paint(Look.FAINT, line));
  }

  private ZoneId zone(StoredDelivery delivery) {
    return delivery.zone() == null ? workplace.zone() : delivery.zone();
  }

  private String when(StoredDelivery delivery) {
    if (delivery.dueAt() == null) {
      return "";
    }
    ZoneId zone = zone(delivery);
    SlotName slot = delivery.slot();
    String in = slot == null ? "" : ", " + slot.words();
    return INDENT + Times.local(delivery.dueAt(), zone) + " " + zone.getId() + in;
  }

  /** Whole addresses, to be opened from here; and parts that wait need no word. */
  private void sent(List<StoredPart> parts) {
    for (StoredPart part : parts) {
      if (part.state() != PartState.WAITING) {
        String number = parts.size() > 1 ? "%d/%d  ".formatted(part.position(), parts.size()) : "";
        String where = where(part);
        indented(number + VisibleText.oneLine(where));
      }
    }
  }

  private static String where(StoredPart part) {
    if (part.url() == null) {
      return part.state().word();
    }
    return part.state() == PartState.RETRACTED ? "taken back, was " + part.url() : part.url();
  }

  private String painted(Styled styled) {
    return console.paint(styled.look(), styled.text());
  }
}
