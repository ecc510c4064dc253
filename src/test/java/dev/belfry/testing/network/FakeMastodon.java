package dev.belfry.testing.network;

import dev.belfry.account.Credential;
import dev.belfry.post.AccountName;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A server on loopback that speaks <a href="https://docs.joinmastodon.org/api/">Mastodon's API</a>
 * for one account, {@code @ann}, in the way of its kind.
 */
public final class FakeMastodon implements FakeApi {
  static final String ACCOUNT_ID = "109300000000000001";

  private final Behaviours posts = new Behaviours(1);
  private final Behaviours looks = new Behaviours(2);
  private final Behaviours uploads = new Behaviours(3);
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final AtomicBoolean mistake = new AtomicBoolean();
  private final StatusBook book = new StatusBook();
  private final MastodonDoor door;
  private final MastodonDesk desk;
  private final RawServer server;

  private FakeMastodon(ServerKind kind) {
    this.door = new MastodonDoor(kind);
    this.desk = new MastodonDesk(kind, book, mistake);
    this.server = RawServer.start(this::serve);
  }

  public static FakeMastodon start(ServerKind kind) {
    return new FakeMastodon(kind);
  }

  /** What {@code @ann} was given when she logged in. */
  public Credential credential(AccountName account) {
    return door.credential(account, URI.create(url()));
  }

  /** Lets Belfry in as a browser does, by the page that a person is shown; gives the code. */
  public String letIn(URI page) {
    return door.letIn(page);
  }

  /** Who is logged in to the browser; {@code ann} unless it is said. */
  public void browsesAs(String username) {
    door.browsesAs(username);
  }

  /** The next upload is worked on until it was asked for so often. */
  public void worksOnNextUpload(int asks) {
    desk.worksOnNextUpload(asks, /* breaksDown= */ false);
  }

  /** The same, and nothing comes of the work. */
  public void breaksNextUpload(int asks) {
    desk.worksOnNextUpload(asks, /* breaksDown= */ true);
  }

  /** Somebody posts by other means. */
  public String postedElsewhere(String text) {
    return book.add(text, "", null, List.of(), Instant.now()).id();
  }

  /** Somebody deletes a post by other means. */
  public void deletedElsewhere(String id) {
    if (!book.delete(id)) {
      throw new IllegalArgumentException("no post " + id);
    }
  }

  @Override
  public String url() {
    return server.url();
  }

  @Override
  public Behaviours posts() {
    return posts;
  }

  @Override
  public Behaviours looks() {
    return looks;
  }

  @Override
  public Behaviours uploads() {
    return uploads;
  }

  @Override
  public List<Live> live() {
    return book.live();
  }

  @Override
  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  @Override
  public void expireTokens() {
    door.expireTokens();
  }

  @Override
  public void mistakeNextParent() {
    mistake.set(true);
  }

  @Override
  public void close() {
    server.close();
  }

  private void serve(Caller caller) throws IOException {
    Optional<Asked> request = caller.next();
    while (request.isPresent()) {
      asked.add(request.get());
      answer(request.get(), caller);
      request = caller.isGone() ? Optional.empty() : caller.next();
    }
  }

  /**
   * A question is the last on its connection: what is sent after this network is gone must not meet
   * one that seems to be there.
   */
  private void answer(Asked request, Caller caller) throws IOException {
    if (request.method().equals("GET")) {
      caller.closeAfterNext();
    }
    Optional<Misbehave.Answer> open = door.answer(request, url());
    if (open.isPresent()) {
      say(open.get(), caller);
    } else if (desk.isUpload(request)) {
      treat(uploads, () -> desk.upload(request), caller);
    } else if (request.method().equals("POST") && request.path().equals("/api/v1/statuses")) {
      treat(posts, () -> desk.post(request, Instant.now(), url()), caller);
    } else if (desk.isLook(request)) {
      treat(looks, () -> desk.look(request, url()), caller);
    } else {
      say(desk.other(request), caller);
    }
  }

  private void treat(Behaviours how, Misbehave.Act act, Caller caller) throws IOException {
    new Misbehave(caller, Instant.now().plusSeconds(30)).answer(how.next(), act);
  }

  private static void say(Misbehave.Answer answer, Caller caller) throws IOException {
    caller.answer(answer.status(), answer.json());
  }
}
