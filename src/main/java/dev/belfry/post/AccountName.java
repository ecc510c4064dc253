package dev.belfry.post;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of an account, as it is written on the command line: {@code x:handle}, {@code
 * bluesky:handle}, {@code mastodon:handle@host}, or one of these behind {@code dry-run:}.
 *
 * <p>Names are compared in lower case: no network tells handles apart by case. On a dry-run account
 * the host of a Mastodon handle may be left out.
 *
 * @param dryRun whether posts stop short of the network's door
 * @param handle without the {@code @} in front
 * @param host the Mastodon instance, else null
 */
public record AccountName(boolean dryRun, Network network, String handle, @Nullable String host) {

  private static final String DRY_RUN = "dry-run:";
  private static final Pattern HANDLE = Pattern.compile("[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?");
  private static final Pattern HOST =
      Pattern.compile("[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]{1,5})?");
  private static final int LONGEST = 253;

  /**
   * Reads a name.
   *
   * @throws InvalidInput where it is not one; the message says what one looks like
   */
  public static AccountName parse(String written) {
    String name = written.strip().toLowerCase(Locale.ROOT);
    boolean dryRun = name.startsWith(DRY_RUN);
    String rest = dryRun ? name.substring(DRY_RUN.length()) : name;
    int colon = rest.indexOf(':');
    Network network =
        Network.of(colon < 0 ? rest : rest.substring(0, colon))
            .filter(n -> colon > 0)
            .orElseThrow(() -> notAName(written));
    String whole = rest.substring(colon + 1);
    String bare = whole.startsWith("@") ? whole.substring(1) : whole;
    int at = bare.indexOf('@');
    String handle = at < 0 ? bare : bare.substring(0, at);
    String host = at < 0 ? null : bare.substring(at + 1);
    boolean hostFits =
        network == Network.MASTODON
            ? host == null ? dryRun : HOST.matcher(host).matches()
            : host == null;
    if (!HANDLE.matcher(handle).matches() || handle.length() > LONGEST || !hostFits) {
      throw notAName(written);
    }
    return new AccountName(dryRun, network, handle, host);
  }

  private static InvalidInput notAName(String written) {
    return new InvalidInput(
        "account \"" + written + "\"",
        "not an account name; write x:handle, bluesky:handle.bsky.social or mastodon:handle@host,"
            + " or one of these behind dry-run: for a rehearsal");
  }

  @Override
  public String toString() {
    return (dryRun ? DRY_RUN : "") + network.word() + ":" + address();
  }

  /** The handle, with the host where there is one: {@code me@example.social}. */
  public String address() {
    return host == null ? handle : handle + "@" + host;
  }
}
