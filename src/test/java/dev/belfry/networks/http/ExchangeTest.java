package dev.belfry.networks.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import dev.belfry.networks.http.Reply.Answer;
import dev.belfry.networks.http.Reply.NoAnswer;
import dev.belfry.networks.http.Reply.NotSent;
import dev.belfry.testing.TestClassPath;
import dev.belfry.testing.network.Asked;
import dev.belfry.testing.network.Caller;
import dev.belfry.testing.network.RawServer;
import dev.belfry.testing.network.RawServer.Conversation;
import dev.belfry.testing.network.Servers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLServerSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One request and its response, against servers that do every byte of it themselves. */
final class ExchangeTest {
  private static final Duration AMPLE = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofSeconds(1);

  /** How much longer than its deadline a call may take on a busy machine. */
  private static final Duration GRACE = Duration.ofSeconds(3);

  private final List<Asked> arrived = new CopyOnWriteArrayList<>();
  private final List<AutoCloseable> started = new ArrayList<>();
  private final CountDownLatch hungUp = new CountDownLatch(1);

  @AfterEach
  void stopServers() throws Exception {
    for (AutoCloseable each : started) {
      each.close();
    }
  }

  @Test
  void an_answer_comes_back_whole() {
    RawServer server =
        serve(
            caller ->
                caller.answer(201, "X-Seen: yes\r\n", "{\"id\":\"7\",\"text\":\"Glöckchen\"}"));

    Reply reply =
        Exchange.make(
            Call.postJson(base(server), "/posts", "{\"text\":\"Glöckchen\"}")
                .with("Authorization", "Bearer secret"),
            AMPLE);

    assertThat(reply).isInstanceOf(Answer.class);
    Answer answer = (Answer) reply;
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.isSuccess()).isTrue();
    assertThat(answer.headers().firstValue("x-seen")).contains("yes");
    assertThat(answer.json().path("text").stringValue()).isEqualTo("Glöckchen");
    assertThat(arrived)
        .singleElement()
        .satisfies(
            asked -> {
              assertThat(asked.method()).isEqualTo("POST");
              assertThat(asked.path()).isEqualTo("/posts");
              assertThat(asked.body()).isEqualTo("{\"text\":\"Glöckchen\"}");
              assertThat(asked.headers())
                  .containsEntry("authorization", "Bearer secret")
                  .containsEntry("content-type", "application/json")
                  .doesNotContainKeys("upgrade", "http2-settings");
            });
  }

  /** What Java says of such a header repeats it, and would be in the log and in the history. */
  @ParameterizedTest
  @ValueSource(strings = {"secret\n", "secret\r\nX-More: secret", "secret ☃"})
  void a_token_that_no_header_can_hold_is_sent_nowhere_and_told_nobody(String token) {
    RawServer server = serve(caller -> caller.answer(200, "{}"));

    Reply reply =
        Exchange.make(
            Call.postJson(base(server), "/posts", "{}").with("Authorization", "Bearer " + token),
            AMPLE);

    assertThat(reply)
        .asInstanceOf(type(NotSent.class))
        .satisfies(kept -> assertThat(kept.words()).contains("can't be sent"))
        .satisfies(kept -> assertThat(kept.words()).doesNotContain("secret"));
    assertThat(server.connections()).isZero();
  }

  @Test
  void what_is_not_json_has_no_fields() {
    RawServer server = serve(caller -> caller.answer(200, "<html>"));

    assertThat(((Answer) post(server, AMPLE)).json().path("id").isMissingNode()).isTrue();
  }

  @Test
  void a_redirect_is_an_answer_and_nobody_is_asked_twice() {
    RawServer elsewhere = serve(caller -> caller.answer(200, "{}"));
    RawServer server =
        serve(caller -> caller.answer(307, "Location: " + elsewhere.url() + "\r\n", "{}"));

    assertThat(post(server, AMPLE)).asInstanceOf(type(Answer.class)).returns(307, Answer::status);
    assertThat(arrived).hasSize(1);
    assertThat(elsewhere.connections()).isZero();
  }

  @Test
  void a_name_that_nobody_has_is_certainly_not_sent_to() {
    Call call = Call.postJson(BaseUrl.parse("", "https://belfry.invalid"), "/", "1");

    assertThat(Exchange.make(call, AMPLE))
        .isEqualTo(new NotSent("there is no server belfry.invalid, or this machine is offline"));
  }

  @Test
  void a_port_that_nobody_listens_at_is_certainly_not_sent_to() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    BaseUrl nobody = BaseUrl.parse("", "http://127.0.0.1:" + port);

    assertThat(Exchange.make(Call.postJson(nobody, "/", "1"), AMPLE))
        .isEqualTo(new NotSent("127.0.0.1:%d takes no connections".formatted(port)));
    assertThat(Exchange.make(Call.get(nobody, "/"), AMPLE)).isInstanceOf(NoAnswer.class);
  }

  @Test
  void a_server_too_busy_to_connect_to_by_the_deadline_is_certainly_not_sent_to()
      throws IOException {
    ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    started.add(full);
    for (int i = 0; i < 2; i++) { // one more than its backlog: who comes now gets no answer
      started.add(new Socket(full.getInetAddress(), full.getLocalPort()));
    }

    assertThat(inTime(SHORT, "http://127.0.0.1:" + full.getLocalPort()))
        .isInstanceOf(NotSent.class);
  }

  @Test
  void a_server_that_can_not_prove_who_it_is_is_certainly_not_sent_to() throws IOException {
    ServerSocket nameless =
        SSLServerSocketFactory.getDefault()
            .createServerSocket(0, 9, InetAddress.getLoopbackAddress());
    started.add(nameless);
    daemon(
        () -> {
          try (Socket caller = nameless.accept()) {
            assertThat(caller.getInputStream().read()).isNegative();
          }
        });

    assertThat(inTime(AMPLE, "https://127.0.0.1:" + nameless.getLocalPort()))
        .isEqualTo(
            new NotSent(
                "no secure connection to 127.0.0.1:%d came about, or it broke"
                    .formatted(nameless.getLocalPort())));
  }

  @Test
  void a_server_that_vouches_for_itself_is_certainly_not_sent_to(@TempDir Path folder) {
    ServerSocket strange = Servers.secure(Servers.keyStore(folder));
    started.add(strange);

    assertThat(inTime(AMPLE, "https://127.0.0.1:" + strange.getLocalPort()))
        .isEqualTo(
            new NotSent(
                "127.0.0.1:%d has a certificate from nobody whom this machine trusts, so it may be anybody"
                    .formatted(strange.getLocalPort())));
  }

  /** On a machine that trusts whoever made the certificate: it is for another server. */
  @Test
  void a_certificate_for_another_name_is_told_as_that(@TempDir Path folder) throws Exception {
    Path store = Servers.keyStore(folder);
    ServerSocket other = Servers.secure(store);
    started.add(other);
    String url = "https://127.0.0.1:" + other.getLocalPort();

    assertThat(
            postTwice(
                folder,
                url,
                "-Djavax.net.ssl.trustStore=" + Servers.trusting(store),
                "-Djavax.net.ssl.trustStorePassword=" + Servers.PASSWORD))
        .startsWith(
            "NotSent NotSent 127.0.0.1:%d has a certificate for another name, so it may be another server"
                .formatted(other.getLocalPort()));
  }

  @Test
  void a_certificate_that_is_out_of_date_may_be_this_machine_s_clock() {
    for (CertificateException why :
        List.of(new CertificateExpiredException(), new CertificateNotYetValidException())) {
      assertThat(WhyNoAnswer.failed("e.org", new SSLHandshakeException("no").initCause(why)))
          .isEqualTo(
              "e.org has a certificate that is out of date, or this machine's clock is wrong");
    }
  }

  @Test
  void a_server_that_never_comes_to_a_secure_connection_is_certainly_not_sent_to() {
    RawServer mute = RawServer.start(Caller::awaitHangUp);
    started.add(mute);

    assertThat(inTime(SHORT, mute.url().replace("http:", "https:"))).isInstanceOf(NotSent.class);
  }

  @Test
  void no_answer_by_the_deadline_leaves_it_open_and_hangs_up() {
    RawServer server = serve(Caller::awaitHangUp);

    assertThat(inTime(SHORT, server.url()))
        .isEqualTo(
            new NoAnswer(
                "%s gave no whole answer within 1 s".formatted(server.url().substring(7))));
    awaitHangUp();
    assertThat(arrived).hasSize(1);
  }

  @Test
  void the_deadline_covers_headers_that_come_byte_by_byte() {
    RawServer server =
        serve(
            caller -> {
              caller.say("HTTP/1.1 200 OK\r\nX-Long: ");
              caller.sayForEver("a", Duration.ofMillis(10));
            });

    assertThat(inTime(SHORT, server.url())).isInstanceOf(NoAnswer.class);
    awaitHangUp();
  }

  @Test
  void the_deadline_covers_a_body_that_comes_byte_by_byte() {
    RawServer server =
        serve(
            caller -> {
              caller.say("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
              caller.sayForEver("a", Duration.ofMillis(10));
            });

    assertThat(inTime(SHORT, server.url())).isInstanceOf(NoAnswer.class);
    awaitHangUp();
  }

  @Test
  void a_body_that_stops_half_way_is_hung_up_on_at_the_deadline() {
    RawServer server =
        serve(
            caller -> {
              caller.say("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345");
              caller.awaitHangUp();
            });

    assertThat(inTime(SHORT, server.url())).isInstanceOf(NoAnswer.class);
    awaitHangUp();
  }

  @Test
  void a_body_of_a_mebibyte_is_read_and_of_a_longer_one_no_more() {
    RawServer server = serve(caller -> caller.answer(200, "a".repeat(Exchange.LONGEST)));
    assertThat(((Answer) post(server, AMPLE)).body()).hasSize(Exchange.LONGEST);

    RawServer endless =
        serve(
            caller -> {
              caller.say("HTTP/1.1 200 OK\r\n\r\n");
              caller.sayForEver("a".repeat(65_536), Duration.ZERO);
            });
    assertThat(inTime(AMPLE, endless.url()))
        .isEqualTo(
            new NoAnswer(
                "%s answered with more than 1048576 bytes".formatted(endless.url().substring(7))));
    awaitHangUp();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "220 mail.example ESMTP\r\n",
        "HTTP/1.1 2x0 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
      })
  void an_answer_that_can_not_be_read_leaves_it_open(String bytes) {
    RawServer server = serve(caller -> caller.say(bytes));

    assertThat(inTime(AMPLE, server.url()))
        .asInstanceOf(type(NoAnswer.class))
        .satisfies(
            reply -> assertThat(reply.words()).startsWith("127.0.0.1:").doesNotContain("many"));
    assertThat(arrived).hasSize(1);
  }

  @Test
  void a_post_that_is_dropped_on_a_new_connection_is_not_sent_again() {
    RawServer server = serve(Caller::drop);

    assertThat(post(server, AMPLE)).isInstanceOf(NoAnswer.class);
    assertThat(arrived).hasSize(1);
  }

  @Test
  void a_post_that_is_dropped_on_a_kept_connection_is_not_sent_again() {
    RawServer server = answersOnceThenDrops();

    assertThat(post(server, AMPLE)).isInstanceOf(Answer.class);
    assertThat(post(server, AMPLE)).isInstanceOf(NoAnswer.class);
    assertThat(arrived).hasSize(2);
    assertThat(server.connections()).as("the second went over the first's").isEqualTo(1);
  }

  /** A person may have switched it on for all of Java on the machine. */
  @Test
  void a_post_is_not_sent_again_where_the_jvm_is_told_to(@TempDir Path folder) throws Exception {
    RawServer server = answersOnceThenDrops();

    assertThat(postTwice(folder, server.url(), "-Djdk.httpclient.enableAllMethodRetry=true"))
        .startsWith("Answer NoAnswer");
    assertThat(arrived).hasSize(2);
  }

  @Test
  void a_connection_that_nothing_goes_over_is_let_go_before_it_dies() {
    RawServer server =
        serve(
            caller -> {
              caller.answer(200, "{}");
              caller.awaitHangUp();
            });

    assertThat(post(server, AMPLE)).isInstanceOf(Answer.class);
    awaitHangUp();
  }

  @Test
  void an_interrupt_ends_the_call_and_stays() throws InterruptedException {
    RawServer server = serve(Caller::awaitHangUp);
    AtomicReference<Reply> reply = new AtomicReference<>();
    AtomicBoolean stays = new AtomicBoolean();
    Thread caller =
        new Thread(
            () -> {
              reply.set(post(server, AMPLE));
              stays.set(Thread.currentThread().isInterrupted());
            });
    caller.start();
    await().until(() -> !arrived.isEmpty());

    caller.interrupt();
    caller.join();

    assertThat(reply.get()).isInstanceOf(NoAnswer.class);
    assertThat(stays).isTrue();
    awaitHangUp();
  }

  @Test
  void a_call_shows_neither_its_headers_nor_its_query() {
    Call call =
        Call.get(BaseUrl.parse("", "https://example.org/api"), "/me?token=secret")
            .with("Authorization", "Bearer secret");

    assertThat(call).hasToString("GET example.org/api/me");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Call.get(BaseUrl.parse("", "https://example.org"), "elsewhere.org/"));
  }

  /** What the two replies were, and the words of the second, in a JVM of its own. */
  private static String postTwice(Path folder, String url, String... options) throws Exception {
    Path said = folder.resolve("said");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.add("-cp");
    command.add(TestClassPath.get());
    command.add(PostTwice.class.getName());
    command.add(url);
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertThat(process.waitFor()).isZero();
    return Files.readString(said);
  }

  private RawServer answersOnceThenDrops() {
    return serve(
        caller -> {
          caller.answer(200, "{}");
          next(caller);
          caller.drop();
        });
  }

  /** A server that notes what arrives first on each connection, and then does this. */
  private RawServer serve(Conversation then) {
    RawServer server =
        RawServer.start(
            caller -> {
              if (next(caller).isPresent()) {
                then.hold(caller);
                hungUp.countDown();
              }
            });
    started.add(server);
    return server;
  }

  private Optional<Asked> next(Caller caller) throws IOException {
    Optional<Asked> asked = caller.next();
    asked.ifPresent(arrived::add);
    return asked;
  }

  private void awaitHangUp() {
    await("the connection is closed").until(() -> hungUp.getCount() == 0);
  }

  private static Reply post(RawServer server, Duration within) {
    return Exchange.make(Call.postJson(base(server), "/posts", "{\"text\":\"Ding\"}"), within);
  }

  private static Reply inTime(Duration within, String url) {
    long start = System.nanoTime();
    Reply reply =
        Exchange.make(Call.postJson(BaseUrl.parse("", url), "/posts", "{\"a\":1}"), within);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(within.plus(GRACE));
    return reply;
  }

  private static BaseUrl base(RawServer server) {
    return BaseUrl.parse("the server", server.url());
  }

  private interface Work {
    void run() throws Exception;
  }

  private static void daemon(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (Exception hungUp) {
                // The caller's side is what is looked at.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }
}
