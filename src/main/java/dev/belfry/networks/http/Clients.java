package dev.belfry.networks.http;

import java.net.http.HttpClient;

/**
 * What every HTTP client of this process has in common. They are all begun here, for the first of
 * them decides for the whole process how long an idle connection is kept.
 *
 * <p>HTTP/1.1: some servers drop a connection that offers an upgrade to HTTP/2. A connection that
 * nothing went over for a while may be dead without a word (a laptop slept, a router forgot), and a
 * post that is sent over it would be in doubt for nothing: it is kept for one thread's parts, not
 * for the next post.
 */
public final class Clients {
  private static final String KEEP_ALIVE = "jdk.httpclient.keepalive.timeout";
  private static final String SECONDS = "3";

  private Clients() {}

  /** A client that follows no redirect. */
  public static HttpClient.Builder begin() {
    if (System.getProperty(KEEP_ALIVE) == null) {
      System.setProperty(KEEP_ALIVE, SECONDS);
    }
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER);
  }
}
