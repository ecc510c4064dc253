package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.cli.terminal.Card;
import dev.belfry.cli.terminal.DrawCards;
import dev.belfry.cli.terminal.Look;
import dev.belfry.cli.terminal.Styled;
import dev.belfry.compose.XPrices;
import dev.belfry.post.Attachment;
import dev.belfry.post.DeliveryState;
import dev.belfry.post.Network;
import dev.belfry.post.Post;
import dev.belfry.post.PostId;
import dev.belfry.post.Problem;
import dev.belfry.publish.Findings;
import dev.belfry.publish.Publishers;
import dev.belfry.publish.RenderedPart;
import dev.belfry.queue.ReadPost;
import dev.belfry.queue.StoredPost;
import dev.belfry.queue.StoredPost.StoredDelivery;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * {@code belfry preview 42}: the post as each of its accounts' networks will get it; as all of them
 * would where it has no account. What a network would refuse is part of the picture and no failure:
 * {@code draft} and {@code schedule} are what refuses it.
 */
final class PreviewCommand implements Command {
  private final Workplace workplace;

  PreviewCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(Takes.parameter(0, "1", "POST", "Which post."));
    spec.addOption(
            Takes.many("--to", "ACCOUNT", "As this account's network gets it; default: its own."))
        .addOption(
            Takes.one(
                SavePage.OPTION,
                "FILE",
                "Draw it as one page for a browser; the file is replaced. - writes to standard"
                    + " output."))
        .addOption(
            Takes.flag(
                "--json",
                "Write {post, targets: [{account, network, quote, visibility, language, warning,"
                    + " caveats, cost, pricesOf, parts: [{position, text, media, length, limit,"
                    + " unit, problems, cost, request}]}]} as JSON; cost is X's alone, in US"
                    + " dollars."));
    Takes.examples(
        spec,
        "belfry preview 42",
        "belfry preview 42 --html preview.html",
        "belfry preview 42 --to bluesky:me.example --json");
  }

  @Override
  public ExitCode run(ParseResult given) throws IOException {
    boolean html = given.hasMatchedOption(SavePage.OPTION);
    boolean json = given.hasMatchedOption("--json");
    if (html && json) {
      throw new ParameterException(
          given.commandSpec().commandLine(), "--html and --json don't go together; give one");
    }
    PostId id = TakesPost.of(given);
    StoredPost stored = workplace.database().lend(connection -> ReadPost.read(connection, id));
    Post post = stored.post();
    List<Preview> previews = previews(post, accounts(stored, given));
    if (html) {
      new SavePage(workplace)
          .save(id, post, previews, given.matchedOptionValue(SavePage.OPTION, ""));
    } else if (json) {
      new Json(workplace.console()).write(PreviewView.of(id, previews, workplace.xPrices()));
    } else {
      draw(previews);
    }
    return ExitCode.FINE;
  }

  /** A post that is for nobody yet is shown as each network would get it from anybody. */
  private List<Preview> previews(Post post, List<Account> accounts) {
    List<Account> shown =
        accounts.isEmpty() ? Stream.of(Network.values()).map(Preview::anybody).toList() : accounts;
    new LookUpFirst(workplace).forAccounts(post, shown.stream().map(Account::name).toList());
    Publishers publishers = workplace.publishers();
    Findings findings =
        workplace
            .database()
            .lend(connection -> Findings.known(connection, publishers, post, shown));
    return accounts.isEmpty()
        ? Stream.of(Network.values())
            .map(each -> Preview.of(publishers, each, post, findings))
            .toList()
        : accounts.stream().map(each -> Preview.of(publishers, each, post, findings)).toList();
  }

  private List<Account> accounts(StoredPost stored, ParseResult given) {
    List<String> to = given.matchedOptionValue("--to", List.of());
    return to.isEmpty()
        ? accounts(stored)
        : workplace.database().lend(connection -> FindAccounts.named(connection, to));
  }

  private static List<Account> accounts(StoredPost stored) {
    return stored.deliveries().stream()
        .filter(each -> each.state() != DeliveryState.CANCELLED)
        .map(StoredDelivery::account)
        .toList();
  }

  private void draw(List<Preview> previews) {
    DrawCards cards = new DrawCards(workplace.console());
    boolean first = true;
    for (Preview each : previews) {
      if (!first) {
        workplace.console().out().println();
      }
      cards.draw(each.parts().stream().map(part -> card(each, part)).toList());
      XPrices prices = workplace.xPrices();
      each.cost(prices)
          .ifPresent(cost -> workplace.console().out().println(Forecast.words(prices, cost)));
      first = false;
    }
  }

  private static Card card(Preview preview, RenderedPart part) {
    int parts = preview.parts().size();
    return new Card(
        preview.title(),
        parts > 1 ? "%d/%d".formatted(part.position(), parts) : "",
        part.part().text(),
        part.part().media().stream().map(PreviewCommand::picture).toList(),
        part.position() == 1 ? notes(preview) : List.of(),
        new Card.Tally(part.length(), part.limit(), part.unit()),
        part.problems().stream().map(Problem::toString).toList());
  }

  private static List<Styled> notes(Preview preview) {
    return Stream.concat(
            PresentationWords.of(preview.presentation()).stream()
                .map(words -> new Styled(words, Look.ACCENT)),
            preview.caveats().stream().map(caveat -> new Styled("! " + caveat, Look.WARNING)))
        .toList();
  }

  private static Card.Picture picture(Attachment on) {
    return new Card.Picture(
        on.media().type().name(), on.media().width(), on.media().height(), on.alt());
  }
}
