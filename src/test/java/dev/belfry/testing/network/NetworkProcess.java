package dev.belfry.testing.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import dev.belfry.networks.http.BaseUrl;
import dev.belfry.networks.http.Call;
import dev.belfry.networks.http.Exchange;
import dev.belfry.networks.http.Reply.Answer;
import dev.belfry.testing.TestClassPath;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A {@link FakeNetwork} in a JVM of its own, for tests whose nodes are processes. */
public final class NetworkProcess implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final Guarantee guarantee;
  private final Path file;
  private final BaseUrl base;

  private NetworkProcess(Process process, Guarantee guarantee, Path file, String url) {
    this.process = process;
    this.guarantee = guarantee;
    this.file = file;
    this.base = BaseUrl.parse("the fake network", url);
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "end the network"));
  }

  /**
   * Starts one that does everything well; returns when it answers.
   *
   * @param folder where its record is kept
   * @param seed of its moods, once it has any
   */
  public static NetworkProcess start(Path folder, Guarantee guarantee, long seed) {
    Path file = folder.resolve("network-%s-%d.jsonl".formatted(guarantee, System.nanoTime()));
    try {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xlog:disable",
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-Xmx256m",
                  "-cp",
                  TestClassPath.get(),
                  FakeNetworkProcess.class.getName(),
                  guarantee.name(),
                  Long.toString(seed),
                  file.toString())
              .redirectError(file.resolveSibling(file.getFileName() + ".err").toFile())
              .start();
      BufferedReader said =
          new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
      String url = requireNonNull(said.readLine(), "the network did not start");
      return new NetworkProcess(process, guarantee, file, url);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String url() {
    return base.uri().toString();
  }

  public Guarantee guarantee() {
    return guarantee;
  }

  /**
   * From now on chance decides how posts and looks are treated.
   *
   * @param posts as {@link Behaviours#byChance} takes it
   * @param looks likewise
   */
  public void behave(String posts, String looks) {
    String moods = JSON.createObjectNode().put("posts", posts).put("looks", looks).toString();
    Answer unused = answer(Call.postJson(base, "/behave", moods));
  }

  /**
   * Returns when it has done whatever was asked of it. A request may be accepted seconds after
   * whoever sent it is gone; before that nobody can say what is live.
   */
  public void awaitStragglers() {
    await("nobody is left to be served by the network")
        .until(
            () ->
                JSON.readTree(answer(Call.get(base, "/met")).body()).path("callers").intValue()
                    == 0);
  }

  /** Every post that it accepted, in order; also once it is stopped. */
  public List<Accepted> record() {
    try {
      return Accepted.read(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * How many requests met which behaviour so far.
   *
   * @param kind {@code posts} or {@code looks}
   */
  public Map<Behaviour, Integer> met(String kind) {
    Map<Behaviour, Integer> met = new EnumMap<>(Behaviour.class);
    JSON.readTree(answer(Call.get(base, "/met")).body())
        .path(kind)
        .forEachEntry((name, times) -> met.put(Behaviour.valueOf(name), times.intValue()));
    return met;
  }

  /** The same, as it says so itself. */
  List<Accepted> recordItTells() {
    return Accepted.read(answer(Call.get(base, "/record")).body());
  }

  private static Answer answer(Call call) {
    if (Exchange.make(call, PATIENCE) instanceof Answer answer && answer.isSuccess()) {
      return answer;
    }
    throw new AssertionError("the network did not do " + call);
  }

  /** SIGTERM; returns when it has ended. */
  void stop() {
    process.destroy();
    process.onExit().join();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
