package dev.belfry.testing.browser;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Asks a browser by the DevTools protocol, and hears what it tells by itself. Thread-safe. */
final class DevTools implements WebSocket.Listener, AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int PATIENCE_SECONDS = 30;

  private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();
  private final AtomicInteger last = new AtomicInteger();
  private final StringBuilder message = new StringBuilder();
  private final WebSocket socket;

  DevTools(URI address) {
    socket = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(address, this).join();
  }

  /** Asks the browser itself. */
  JsonNode ask(String method, Object... params) {
    return askIn(null, method, params);
  }

  /**
   * Asks a window.
   *
   * @param params names and values in turns
   */
  JsonNode askIn(@Nullable String session, String method, Object... params) {
    ObjectNode question = JSON.createObjectNode().put("id", last.incrementAndGet());
    question.put("method", method);
    if (session != null) {
      question.put("sessionId", session);
    }
    ObjectNode said = question.putObject("params");
    for (int i = 0; i < params.length; i += 2) {
      said.set((String) params[i], JSON.valueToTree(params[i + 1]));
    }
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    asked.put(last.get(), answer);
    socket.sendText(question.toString(), true).join();
    JsonNode told = answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    if (told.has("error")) {
      throw new AssertionError(method + ": " + told.get("error"));
    }
    return told.path("result");
  }

  /** What a window has told by itself, so far: the parameters of each event of the kind. */
  List<JsonNode> told(String session, String method) {
    return events.stream()
        .filter(each -> each.path("sessionId").asString("").equals(session))
        .filter(each -> each.path("method").asString("").equals(method))
        .map(each -> each.path("params"))
        .toList();
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean whole) {
    message.append(text);
    if (whole) {
      hear(JSON.readTree(message.toString()));
      message.setLength(0);
    }
    from.request(1);
    return null;
  }

  private void hear(JsonNode told) {
    CompletableFuture<JsonNode> answer = asked.remove(told.path("id").asInt(0));
    if (answer == null) {
      events.add(told);
    } else {
      answer.complete(told);
    }
  }

  @Override
  public void close() {
    socket.abort();
  }
}
