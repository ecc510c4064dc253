package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.compose.ReadMedia.AltText;
import dev.belfry.media.Fit;
import dev.belfry.post.CheckName;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.Terms;
import dev.belfry.publish.Publishers;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * How a command that makes posts takes their images and videos.
 *
 * @param altText whether each needs an alt text
 * @param fit whether images that are too large are scaled down
 */
record TakeMedia(AltText altText, boolean fit) {

  static void addTo(CommandSpec spec) {
    spec.addOption(Takes.flag("--no-alt", "Take images and videos without alt text."))
        .addOption(Takes.flag("--fit", "Scale images down to what the accounts' networks take."));
  }

  static TakeMedia of(ParseResult given, AskedChecks asked) {
    boolean isChecked = asked.make(CheckName.ALT_TEXT, Terms.NONE);
    return new TakeMedia(
        given.hasMatchedOption("--no-alt") || !isChecked ? AltText.OPTIONAL : AltText.REQUIRED,
        given.hasMatchedOption("--fit"));
  }

  /**
   * What images are scaled down to; nothing where that was not asked for.
   *
   * @param accounts where the post goes
   * @throws InvalidInput where it was asked for and there are none
   */
  Fit to(List<Account> accounts, Publishers publishers) {
    if (!fit) {
      return Fit.NOTHING;
    }
    if (accounts.isEmpty()) {
      throw new InvalidInput(
          "--fit", "what images must fit depends on where they go; name the accounts with --to");
    }
    return Fit.to(
        accounts.stream()
            .map(account -> publishers.renderer(account.network()).mediaLimits(account))
            .toList());
  }
}
