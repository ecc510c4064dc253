package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.cli.SaveEdit.Edit;
import dev.belfry.cli.SaveEdit.Saved;
import dev.belfry.compose.ComposePost;
import dev.belfry.compose.Composed;
import dev.belfry.compose.PostFile;
import dev.belfry.compose.RawPost;
import dev.belfry.media.Fit;
import dev.belfry.media.MediaStore;
import dev.belfry.post.Media;
import dev.belfry.post.NotPossible;
import dev.belfry.post.Post;
import dev.belfry.post.PostId;
import dev.belfry.post.Problem;
import dev.belfry.post.Terms;
import dev.belfry.queue.ReadPost;
import dev.belfry.queue.StoredPost;
import dev.belfry.queue.StoredPost.StoredDelivery;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** {@code belfry edit 42 [-f FILE | -]}: rewrites a post, in the editor or by a file. */
final class EditCommand implements Command {
  private final Workplace workplace;

  EditCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(Takes.parameter(0, "1", "POST", "Which post."));
    spec.addOption(
        Takes.one("-f", "FILE", "The new post file; - reads standard input. No editor opens."));
    TakeMedia.addTo(spec);
    AskedChecks.addTo(spec);
    spec.usageMessage()
        .description(
            "Rewrite a post in your editor ($VISUAL, else $EDITOR, else vi).",
            "What the file does not say (to, at) stays as it is.");
    Takes.examples(spec, "belfry edit 42", "belfry edit 42 -f post.md");
  }

  @Override
  public ExitCode run(ParseResult given) throws IOException, InterruptedException {
    PostId post = TakesPost.of(given);
    @Nullable String file = given.matchedOptionValue("-f", null);
    RunEditor editor = RunEditor.of(workplace);
    if (file == null && editor.isLastResort() && !workplace.console().terminals().in()) {
      throw new ParameterException(
          given.commandSpec().commandLine(),
          "there is no terminal to edit on; give the new post file with -f");
    }
    StoredPost seen = workplace.database().lend(connection -> ReadPost.read(connection, post));
    refuseBegun(seen);
    RawPost before = AsWritten.of(seen);
    AskedChecks asked = AskedChecks.of(given, workplace);
    TakeMedia media = TakeMedia.of(given, asked);
    BeforeQueueing checks = new BeforeQueueing(workplace, asked);
    if (file != null) {
      save(seen, before, ReadPostFile.read(workplace, file), media, checks);
      return ExitCode.FINE;
    }
    if (AsWritten.hasSeveralTimes(seen)) {
      workplace
          .console()
          .err()
          .printf(
              "belfry: its accounts have different times, which stay unless you write an at:"
                  + " line%n");
    }
    return new EditSession(workplace, editor, after -> save(seen, before, after, media, checks))
        .edit("post-" + post, PostFile.write(before, EditSession.FOLDER));
  }

  /** Before anybody types in vain; what begins meanwhile is refused on saving. */
  private static void refuseBegun(StoredPost seen) {
    boolean isAwaited = seen.deliveries().stream().anyMatch(StoredDelivery::isAwaited);
    if (isAwaited && seen.deliveries().stream().noneMatch(StoredDelivery::isLive)) {
      throw new NotPossible(
          ("post %s was sent within the hour and not found, and may still arrive, so it stays as it"
                  + " is; edit it later, belfry history %s tells when it was sent")
              .formatted(seen.id(), seen.id()));
    }
    if (seen.isBegun()) {
      throw new NotPossible(
          "post %s is sent or about to be, so it stays as it is; belfry show %s tells where it stands"
              .formatted(seen.id(), seen.id()));
    }
  }

  private void save(
      StoredPost seen, RawPost before, RawPost after, TakeMedia media, BeforeQueueing checks) {
    Composed composed =
        new ComposePost(media.altText(), this::stored)
            .compose(after, fit(seen, after, media))
            .on(terms(seen, after));
    composed.notes().forEach(workplace.console().err()::println);
    Edit edit = new Edit(seen, before, after, composed);
    new FreshLimits(workplace).of(after.to());
    boolean isQueued = after.at() != null || !seen.waiting().isEmpty();
    List<Problem> outside =
        new LookOutside(workplace, checks)
            .look(
                composed.post(),
                Stream.concat(before.to().stream(), after.to().stream()).distinct().toList(),
                isQueued);
    SaveEdit save = new SaveEdit(workplace, new CheckEdit(checks, outside, /* oneOfMany= */ false));
    Saved saved = workplace.database().inTransaction(connection -> save.save(connection, edit));
    tell(seen.id(), saved, composed.post());
    TellCaveats.tell(workplace, composed.post(), saved.targets());
    if (!isQueued) {
      checks.tellOfDraft(composed.post(), saved.targets());
    }
  }

  private Terms terms(StoredPost seen, RawPost after) {
    List<Account> accounts =
        after.to().isEmpty()
            ? AsWritten.deliveries(seen).stream().map(StoredDelivery::account).toList()
            : workplace.database().lend(connection -> FindAccounts.named(connection, after.to()));
    return new ReadTerms(workplace).of(after.terms(), "not-before", after.zone(), accounts);
  }

  /** To where it goes already and where it is to go from now on. */
  private Fit fit(StoredPost seen, RawPost after, TakeMedia media) {
    if (!media.fit()) {
      return Fit.NOTHING;
    }
    Set<Account> accounts = new LinkedHashSet<>();
    AsWritten.deliveries(seen).forEach(delivery -> accounts.add(delivery.account()));
    accounts.addAll(
        workplace.database().lend(connection -> FindAccounts.named(connection, after.to())));
    return media.to(List.copyOf(accounts), workplace.publishers());
  }

  private Optional<Media> stored(String sha256) {
    return workplace.database().lend(connection -> MediaStore.find(connection, sha256));
  }

  private void tell(PostId post, Saved saved, Post wording) {
    PrintWriter out = workplace.console().out();
    if (saved.isNothing()) {
      out.printf("Post %s says that already; nothing has changed.%n", post);
      return;
    }
    out.printf(saved.reworded() ? "Post %s is rewritten.%n" : "Post %s is changed.%n", post);
    saved.added().stream()
        .filter(each -> saved.scheduled().stream().noneMatch(t -> t.account().equals(each)))
        .forEach(each -> out.printf("  %s  is one of its accounts now%n", each.name()));
    saved
        .off()
        .forEach(each -> out.printf("  %s  is none of its accounts any more%n", each.name()));
    saved.scheduled().forEach(target -> SayWhen.say(workplace, target, wording));
    TellUnheld.tell(workplace, post, saved.unheld());
  }
}
