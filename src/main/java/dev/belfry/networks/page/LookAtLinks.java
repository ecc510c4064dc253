package dev.belfry.networks.page;

import dev.belfry.networks.http.Deadline;
import dev.belfry.networks.page.FetchPage.Fetched;
import dev.belfry.publish.AskLinks;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Learns where links lead, in the bounds in which {@link ReadPage} looks at pages. Thread-safe.
 *
 * <p>A link leads nowhere where its server says so (404, 410), or where its host does not exist.
 * What a server says to a program (403, 429, its own failure) tells nothing of what people will
 * see.
 */
public final class LookAtLinks implements AskLinks {
  private static final int AT_ONCE = 8;

  /** The longest that one may take, so that the others come to their turn. */
  private static final Duration EACH = Duration.ofSeconds(5);

  private static final Set<Integer> GONE = Set.of(404, 410);

  /** It exists for ever (RFC 2606): where it is not found, nothing is. */
  private static final String ALWAYS_THERE = "example.com";

  private final FetchPage pages;
  private final BooleanSupplier isOnline;
  private final InstantSource clock;

  /** On the open Internet. */
  public LookAtLinks(InstantSource clock) {
    this(FetchPage.From.OPEN_INTERNET, LookAtLinks::isOnline, clock);
  }

  /**
   * @param isOnline whether names can be resolved at all
   */
  LookAtLinks(FetchPage.From from, BooleanSupplier isOnline, InstantSource clock) {
    this.pages = new FetchPage(from, "link check", /* mostBytes= */ 1);
    this.isOnline = isOnline;
    this.clock = clock;
  }

  @Override
  public Map<String, Answer> ask(Collection<String> links, Duration within) {
    Deadline deadline = new Deadline(within, clock);
    Queue<String> left = new ArrayDeque<>(new LinkedHashSet<>(links));
    Map<String, Answer> answers = new ConcurrentHashMap<>();
    int threads = Math.min(AT_ONCE, left.size());
    CountDownLatch done = new CountDownLatch(threads);
    for (int i = 0; i < threads; i++) {
      start(() -> askAll(left, answers, deadline, done));
    }
    try {
      boolean unused = done.await(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new LinkedHashMap<>(answers);
  }

  private void askAll(
      Queue<String> left, Map<String, Answer> answers, Deadline deadline, CountDownLatch done) {
    try {
      for (String link = next(left); link != null; link = next(left)) {
        Duration most = deadline.atMost(EACH);
        if (most.isZero()) {
          return;
        }
        answers.put(link, ask(link, new Deadline(most, clock)));
      }
    } finally {
      done.countDown();
    }
  }

  private static @Nullable String next(Queue<String> left) {
    synchronized (left) {
      return left.poll();
    }
  }

  private Answer ask(String link, Deadline deadline) {
    try {
      Fetched fetched = pages.fetch(link, deadline);
      int status = fetched.response().statusCode();
      String words = "%s answered %d".formatted(fetched.uri().getHost(), status);
      if (GONE.contains(status)) {
        return new Answer(Leads.NOWHERE, words);
      }
      return status < 400 ? Answer.GOOD : new Answer(Leads.UNKNOWN, words);
    } catch (PageUnreadable e) {
      return e.hasNoHost() && isOnline.getAsBoolean()
          ? new Answer(Leads.NOWHERE, "there is no such host")
          : new Answer(Leads.UNKNOWN, String.valueOf(e.getMessage()));
    }
  }

  private static boolean isOnline() {
    try {
      return InetAddress.getAllByName(ALWAYS_THERE).length > 0;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "belfry-links");
    thread.setDaemon(true);
    thread.start();
  }
}
