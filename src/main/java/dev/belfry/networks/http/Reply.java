package dev.belfry.networks.http;

import java.net.http.HttpHeaders;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** What is known after a call. What differs in what may have happened differs in type. */
public sealed interface Reply {

  /** Does what is right for what is known. */
  <T> T fold(Cases<T> cases);

  /**
   * What it comes to where only an answer matters, and not whether the call may have arrived.
   *
   * @param unanswered is told why there is none, in a sentence without its full stop
   */
  default <T> T heard(Function<Answer, T> answered, Function<String, T> unanswered) {
    return fold(
        new Cases<>() {
          @Override
          public T answered(Answer answer) {
            return answered.apply(answer);
          }

          @Override
          public T notSent(NotSent reply) {
            return unanswered.apply(reply.words());
          }

          @Override
          public T noAnswer(NoAnswer reply) {
            return unanswered.apply(reply.words());
          }
        });
  }

  /** What to do for each thing that can be known. */
  interface Cases<T> {
    T answered(Answer answer);

    T notSent(NotSent reply);

    T noAnswer(NoAnswer reply);
  }

  /**
   * The whole answer came.
   *
   * @param host who answered, as a person would say it
   * @param body as UTF-8; what is malformed in it is replaced
   */
  record Answer(String host, int status, HttpHeaders headers, String body) implements Reply {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The escape of NUL in JSON, and before it escaped backslashes, which are none of it. */
    private static final Pattern NUL = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*+)\\\\u0000");

    /** Longer ones are no sentence. */
    private static final int LONGEST_WORDS = 300;

    public boolean isSuccess() {
      return status >= 200 && status < 300;
    }

    /**
     * Whether the API takes the call's credential no more. A page does not say so: a proxy, or
     * another server under the same name, knows nothing of it.
     */
    public boolean isUnauthorized() {
      return status == 401 && !isPage();
    }

    /** Whether it is a page for people, with which no API answers. */
    public boolean isPage() {
      String type = headers.firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
      String start = body.stripLeading().toLowerCase(Locale.ROOT);
      return type.startsWith("text/html")
          || start.startsWith("<!doctype html")
          || start.startsWith("<html");
    }

    /**
     * Whether the call was turned away before it came to an API: by a page, or by a proxy that
     * wants a log-in of its own. What is too large, or too much for now, is so whoever says it.
     */
    public boolean isTurnedAway() {
      return isOfProxy()
          || (isPage() && status >= 400 && status < 500 && status != 413 && status != 429);
    }

    private boolean isOfProxy() {
      return status == 407;
    }

    /** What came, in a sentence without its full stop: {@code example.social answered 404}. */
    public String told() {
      if (isOfProxy()) {
        return "a proxy on the way to %s wants a log-in of its own (407)".formatted(host);
      }
      return "%s answered %d%s"
          .formatted(
              host,
              status,
              isTurnedAway() || (isPage() && isSuccess())
                  ? " with a page for people, where its API should be"
                  : "");
    }

    /**
     * The same with the network's own words.
     *
     * @param words empty where it has none
     */
    public String told(String words) {
      String line = words.replaceAll("\\s+", " ").strip();
      return line.isEmpty() ? told() : told() + ": " + shortened(line);
    }

    private static String shortened(String words) {
      return words.codePointCount(0, words.length()) <= LONGEST_WORDS
          ? words
          : words.substring(0, words.offsetByCodePoints(0, LONGEST_WORDS)) + "…";
    }

    /**
     * The body; a {@linkplain MissingNode missing node}, which has no fields, where it's none. NUL
     * in its strings is replaced: no text in a database may have it, and what became of a post must
     * be written down, with whatever words and ids it was told.
     */
    public JsonNode json() {
      try {
        return JSON.readTree(
            body.contains("\\u0000") ? NUL.matcher(body).replaceAll("$1\\\\ufffd") : body);
      } catch (JacksonException e) {
        return MissingNode.getInstance();
      }
    }

    @Override
    public <T> T fold(Cases<T> cases) {
      return cases.answered(this);
    }

    /** Neither its body nor its headers, which may be a token and a cookie. */
    @Override
    public String toString() {
      return told();
    }
  }

  /**
   * Nothing of the call's body has left this machine. Never said of a call without one.
   *
   * @param words why, in a sentence without its full stop, and without secrets
   */
  record NotSent(String words) implements Reply {
    @Override
    public <T> T fold(Cases<T> cases) {
      return cases.notSent(this);
    }
  }

  /**
   * There is no answer that can be read; the call may have arrived, and it may still be on its way.
   *
   * @param words why, in a sentence without its full stop, and without secrets
   */
  record NoAnswer(String words) implements Reply {
    @Override
    public <T> T fold(Cases<T> cases) {
      return cases.noAnswer(this);
    }
  }
}
