package dev.belfry.networks.x;

import dev.belfry.account.Credential;
import dev.belfry.networks.http.Call;
import dev.belfry.networks.http.Deadline;
import dev.belfry.networks.http.EarlierWords;
import dev.belfry.networks.http.ReadReply;
import dev.belfry.networks.http.Reply;
import dev.belfry.networks.http.Reply.Answer;
import dev.belfry.post.AccountName;
import dev.belfry.publish.Attempt;
import dev.belfry.publish.Look;
import dev.belfry.publish.OpenAttempt;
import dev.belfry.publish.Outcome;
import dev.belfry.queue.AbsentTries;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Looks for a post among <a href="https://docs.x.com/x-api/users/get-posts">those of its
 * account</a> since the first try at it.
 */
final class XLook {
  /** Clocks differ, a laptop's by minutes. */
  private static final Duration CLOCKS_APART = Duration.ofMinutes(10);

  private static final String PAGE = "100";
  private static final int MOST_PAGES = 5;
  private static final int BAD_REQUEST = 400;

  /** What is to be shown of each post, and how it was asked for until lately. */
  private static final Map<String, String> FIELDS =
      Map.of(
          "post.fields",
          "attachments,created_at,entities,note_post",
          "expansions",
          "referenced_posts,attachments.media_keys");

  private static final Map<String, String> FIELDS_BEFORE =
      Map.of("tweet.fields", "attachments,created_at,entities,note_tweet,referenced_tweets");

  private final XDoor door;
  private final ReadReply reader;

  XLook(XDoor door, InstantSource clock) {
    this.door = door;
    this.reader = new ReadReply(new XWordsOnly(), clock);
  }

  /**
   * Looks for what the attempt sent, or an earlier try at its part that was not found: one look
   * finds whichever arrived.
   */
  Look look(OpenAttempt attempt, Deadline deadline) {
    AbsentTries absent = attempt.absent();
    return new Search(
            attempt.account(),
            sought(attempt.body(), absent),
            FirstTry.of(attempt.correlation(), attempt.openedAt()),
            deadline)
        .page("", MOST_PAGES);
  }

  /** The same for what earlier tries may have sent at what is about to be sent. */
  Look lookForEarlier(Attempt attempt, AbsentTries absent, Deadline deadline) {
    return new Search(
            attempt.claim().account(),
            sought(attempt.request().body(), absent),
            FirstTry.of(attempt.request().correlation(), absent.since()),
            deadline)
        .page("", MOST_PAGES);
  }

  private static List<SoughtPost> sought(String body, @Nullable AbsentTries absent) {
    List<String> others = absent == null ? List.of() : absent.bodies();
    return Stream.concat(Stream.of(body), others.stream()).map(SoughtPost::of).distinct().toList();
  }

  /** One look, page by page. */
  private final class Search {
    private final AccountName account;
    private final List<SoughtPost> sought;
    private final Instant first;
    private final Deadline deadline;
    private final Credential me;

    /**
     * @param sought first what is to be there
     * @param first when the part was first tried
     */
    Search(AccountName account, List<SoughtPost> sought, Instant first, Deadline deadline) {
      this.account = account;
      this.sought = sought;
      this.first = first;
      this.deadline = deadline;
      this.me = door.credential(account);
    }

    /**
     * @param token where the page begins; empty: at the newest post
     * @param pages how many may be read, this one included
     */
    Look page(String token, int pages) {
      Reply reply = list(token, FIELDS);
      if (reply instanceof Answer answer && answer.status() == BAD_REQUEST) {
        reply = list(token, FIELDS_BEFORE);
      }
      return reader.look(reply, answer -> seen(answer, pages));
    }

    private Reply list(String token, Map<String, String> fields) {
      Map<String, String> query = new LinkedHashMap<>();
      query.put("max_results", PAGE);
      query.put("start_time", since().toString());
      query.putAll(fields);
      if (!token.isEmpty()) {
        query.put("pagination_token", token);
      }
      String path = "/2/users/%s/tweets?%s".formatted(me.remoteId(), Call.encoded(query));
      return door.ask(account, base -> Call.get(base, path), deadline);
    }

    private Instant since() {
      return first.minus(CLOCKS_APART).truncatedTo(ChronoUnit.SECONDS);
    }

    private Optional<Look> seen(Answer answer, int pages) {
      JsonNode page = answer.json();
      if (!answer.isSuccess() || !page.path("meta").isObject()) {
        return Optional.empty();
      }
      List<ListedPost> posts =
          StreamSupport.stream(page.path("data").spliterator(), false)
              .map(ListedPost::new)
              .filter(post -> post.id().matches("[0-9]{1,19}"))
              .toList();
      return Optional.of(
          posts.stream()
              .flatMap(post -> is(post).stream())
              .findFirst()
              .or(() -> posts.stream().filter(this::mayBe).findFirst().map(this::open))
              .orElseGet(() -> further(page.at("/meta/next_token").stringValue(""), pages)));
    }

    private Optional<Look> is(ListedPost post) {
      return sought.stream()
          .filter(each -> each.is(post))
          .findFirst()
          .map(each -> each.readsAs(sought.get(0)) ? found(post) : before(post));
    }

    private boolean mayBe(ListedPost post) {
      return sought.stream().anyMatch(each -> each.mayBe(post));
    }

    private Look found(ListedPost post) {
      return new Look.Found(new Outcome.Posted(post.id(), /* cid= */ null, address(post)));
    }

    private Look before(ListedPost post) {
      return new Look.Unclear(EarlierWords.at(address(post)));
    }

    private Look open(ListedPost post) {
      return new Look.Unclear(
          "%s may be it, but does not show it clearly".formatted(address(post)));
    }

    private String address(ListedPost post) {
      return XUrls.address(account.handle(), post.id());
    }

    private Look further(String token, int pages) {
      if (token.isEmpty()) {
        return new Look.Absent("X does not list it among the account's posts");
      }
      return pages > 1
          ? page(token, pages - 1)
          : new Look.Unclear("the account has more new posts than are looked through for it");
    }
  }
}
