package dev.belfry.testing.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.belfry.networks.http.BaseUrl;
import dev.belfry.networks.http.Call;
import dev.belfry.networks.http.Exchange;
import dev.belfry.networks.http.Reply.Answer;
import dev.belfry.post.AccountName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The fake of X minds what X would mind. */
final class FakeXTest {

  /** The example of RFC 5849, section 1.2. */
  @Test
  void it_works_out_signatures_by_the_book() {
    Map<String, String> parameters =
        Map.of(
            "file", "vacation.jpg",
            "size", "original",
            "oauth_consumer_key", "dpf43f3p2l4k3l03",
            "oauth_token", "nnch734d00sl2jdk",
            "oauth_signature_method", "HMAC-SHA1",
            "oauth_timestamp", "137131202",
            "oauth_nonce", "chapoH");

    assertThat(
            XAuthority.signature(
                "kd94hf93k423kf44",
                "pfkkdhi9sl3r4s00",
                "GET http://photos.example.net/photos",
                parameters))
        .isEqualTo("MdpQcU8iPSUjWoN/UDMsK2sui9I=");
  }

  @Test
  void what_does_not_fit_the_description_of_the_api_is_told() {
    XDocument document = document();

    assertThat(document.request("POST", "/2/tweets", "{\"text\":\"a\"}")).isEmpty();
    assertThat(document.request("POST", "/2/tweets", "{\"status\":\"a\"}")).hasSize(1);
    assertThat(document.request("POST", "/2/tweets", "{\"media\":{\"media_ids\":[]}}")).hasSize(1);
    assertThat(document.query("GET", "/2/users/{id}/tweets", Map.of("post.fields", "entities,x")))
        .hasSize(1);
    assertThat(document.query("GET", "/2/users/{id}/tweets", Map.of("fields", "entities")))
        .hasSize(1);
    assertThat(document.response("POST", "/2/tweets", 201, "{\"data\":{\"id\":\"1\"}}")).hasSize(1);
    assertThat(document.response("POST", "/2/tweets", 200, "{}")).hasSize(1);
  }

  @Test
  void a_request_that_does_not_fit_fails_the_test_that_sent_it() {
    document();
    FakeX network = FakeX.start("ann");
    String token =
        JsonMapper.shared()
            .readTree(network.byBrowser(AccountName.parse("x:ann")).secret())
            .path("accessToken")
            .stringValue();

    assertThat(
            Exchange.make(
                Call.postJson(BaseUrl.parse("X", network.url()), "/2/tweets", "{\"txt\":\"a\"}")
                    .with("Authorization", "Bearer " + token),
                Duration.ofSeconds(20)))
        .isInstanceOf(Answer.class);

    assertThatThrownBy(network::close).hasMessageContaining("txt");
  }

  private static XDocument document() {
    Optional<XDocument> document = XDocument.atHand();
    assumeTrue(document.isPresent(), "skipped: X's description of its API is not at hand");
    return document.orElseThrow();
  }
}
