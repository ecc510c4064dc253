package dev.belfry.networks.bluesky;

import dev.belfry.account.Credentials;
import dev.belfry.networks.http.BaseUrl;
import dev.belfry.networks.http.Deadline;
import dev.belfry.networks.http.Exchange;
import dev.belfry.networks.http.Reply;
import dev.belfry.networks.http.Reply.Answer;
import dev.belfry.networks.page.PageUnreadable;
import dev.belfry.networks.page.ReadPage;
import dev.belfry.post.AccountName;
import dev.belfry.publish.LookUp;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks up whom mentions mean, on the account's own server where somebody has logged in, else on
 * Bluesky's; and what links lead to, there.
 */
public final class BlueskyLookUp implements LookUp {
  private static final String RESOLVE = "com.atproto.identity.resolveHandle";

  private static final String NOBODY = "nobody there has that name";
  private static final String NOT_ASKED = "it could not be asked whose it is";

  /** The longest that one thing may take, so that the others come to their turn. */
  private static final Duration EACH = Duration.ofSeconds(4);

  private final Credentials credentials;
  private final ReadPage pages;
  private final BaseUrl resolver;
  private final InstantSource clock;

  /**
   * @param resolver a server that resolves anybody's handle
   */
  BlueskyLookUp(Credentials credentials, ReadPage pages, BaseUrl resolver, InstantSource clock) {
    this.credentials = credentials;
    this.pages = pages;
    this.resolver = resolver;
    this.clock = clock;
  }

  /** On the open Internet. */
  public BlueskyLookUp(Credentials credentials, InstantSource clock) {
    this(credentials, new ReadPage(), BlueskyLogIn.RESOLVER, clock);
  }

  @Override
  public Looked find(AccountName account, Set<String> wanted, Duration within) {
    Deadline deadline = new Deadline(within, clock);
    BaseUrl server = credentials.server(account).map(BaseUrl::new).orElse(resolver);
    Map<String, String> found = new HashMap<>();
    Map<String, String> absent = new LinkedHashMap<>();
    List<String> warnings = new ArrayList<>();
    for (String name : wanted) {
      Deadline each = new Deadline(deadline.atMost(EACH), clock);
      if (each.left().isZero()) {
        warnings.add("not everything was looked up for Bluesky, which took too long");
        break;
      } else if (Mentions.isName(name)) {
        switch (findOwner(server, name, each, found)) {
          case NOBODY -> absent.put("@" + Mentions.handle(name), plain(name, NOBODY));
          case UNKNOWN -> warnings.add(plain(name, NOT_ASKED));
          case SOMEBODY -> {}
        }
      } else if (LookUp.isCard(name)) {
        findPage(name, each, found, warnings);
      }
    }
    return new Looked(found, absent, warnings);
  }

  private enum Owner {
    SOMEBODY,
    NOBODY,
    UNKNOWN
  }

  private static Owner findOwner(
      BaseUrl server, String name, Deadline deadline, Map<String, String> found) {
    Reply reply =
        Exchange.make(
            Xrpc.query(server, RESOLVE, Map.of("handle", Mentions.handle(name))), deadline.left());
    String did =
        reply instanceof Answer answer && answer.isSuccess()
            ? answer.json().path("did").stringValue("")
            : "";
    if (did.startsWith("did:")) {
      found.put(name, did);
      return Owner.SOMEBODY;
    }
    boolean isNobody = reply instanceof Answer answer && answer.status() == 400;
    return isNobody ? Owner.NOBODY : Owner.UNKNOWN;
  }

  private static String plain(String name, String why) {
    return "@%s stays plain text on Bluesky: %s".formatted(Mentions.handle(name), why);
  }

  private void findPage(
      String name, Deadline deadline, Map<String, String> found, List<String> warnings) {
    String uri = LinkCard.uriOf(name);
    try {
      found.put(name, LinkCard.write(pages.read(uri, deadline)));
    } catch (PageUnreadable e) {
      warnings.add("%s goes out on Bluesky without a card: %s".formatted(uri, e.getMessage()));
    }
  }
}
