package dev.belfry.networks.bluesky;

import dev.belfry.networks.http.BaseUrl;
import dev.belfry.networks.http.Call;
import dev.belfry.networks.http.Content;
import dev.belfry.networks.http.Reply.Answer;
import java.util.Map;

/**
 * The calls of <a href="https://atproto.com/specs/xrpc">XRPC</a>, as atproto speaks over HTTP: each
 * method has a name, which is its path.
 */
final class Xrpc {
  private Xrpc() {}

  /** A question. */
  static Call query(BaseUrl server, String method, Map<String, String> parameters) {
    return Call.get(server, path(method) + "?" + Call.encoded(parameters));
  }

  /** Something that changes what is there. */
  static Call procedure(BaseUrl server, String method, String json) {
    return Call.postJson(server, path(method), json);
  }

  /** Something that takes a file. */
  static Call procedure(BaseUrl server, String method, Content file) {
    return Call.post(server, path(method), file);
  }

  /** Something that takes nothing: a body would be refused. */
  static Call procedure(BaseUrl server, String method) {
    return Call.post(server, path(method));
  }

  /** The same in the name of whoever the token was given to. */
  static Call as(String token, Call call) {
    return call.with("Authorization", "Bearer " + token);
  }

  /** The name of the error that an answer tells of; empty where it has none. */
  static String error(Answer answer) {
    return answer.json().path("error").stringValue("");
  }

  /** Why it was not done, in the server's own words; else the name of the error. */
  static String words(Answer answer) {
    String message = answer.json().path("message").stringValue("");
    return message.isEmpty() ? error(answer) : message;
  }

  private static String path(String method) {
    return "/xrpc/" + method;
  }
}
