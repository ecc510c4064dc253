package dev.belfry.networks.http;

import java.net.http.HttpHeaders;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** What is known after a call. What differs in what may have happened differs in type. */
public sealed interface Reply {

  /** Does what is right for what is known. */
  <T> T fold(Cases<T> cases);

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

    public boolean isSuccess() {
      return status >= 200 && status < 300;
    }

    /** The body; a {@linkplain MissingNode missing node}, which has no fields, where it's none. */
    public JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (JacksonException e) {
        return MissingNode.getInstance();
      }
    }

    @Override
    public <T> T fold(Cases<T> cases) {
      return cases.answered(this);
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
