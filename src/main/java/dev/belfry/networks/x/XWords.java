package dev.belfry.networks.x;

import dev.belfry.networks.http.Reply.Answer;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Why X did not do something, in its own words. */
final class XWords {
  /** Newest form first; an older one has its words in a list of errors, OAuth 2.0 in yet others. */
  private static final List<String> PLACES =
      List.of(
          "/detail",
          "/errors/0/detail",
          "/errors/0/message",
          "/message",
          "/error_description",
          "/title",
          "/error");

  private XWords() {}

  /** The words alone; empty where there are none. */
  static String of(Answer answer) {
    JsonNode json = answer.json();
    return PLACES.stream()
        .map(place -> json.at(place).stringValue(""))
        .filter(words -> !words.isBlank())
        .findFirst()
        .orElse("");
  }

  /** A sentence: {@code api.x.com answered 403: You are not allowed to …}. */
  static String sentence(Answer answer) {
    return answer.told(of(answer));
  }
}
