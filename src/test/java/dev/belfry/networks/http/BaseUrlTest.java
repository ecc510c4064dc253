package dev.belfry.networks.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.post.InvalidInput;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BaseUrlTest {
  @ParameterizedTest
  @CsvSource({
    "https://api.x.com, https://api.x.com/2/tweets",
    "https://api.x.com/, https://api.x.com/2/tweets",
    "HTTPS://example.org:8443/social/, HTTPS://example.org:8443/social/2/tweets",
    "http://localhost:3000, http://localhost:3000/2/tweets",
    "http://127.0.0.1:3000, http://127.0.0.1:3000/2/tweets",
    "http://[::1]:3000, http://[::1]:3000/2/tweets"
  })
  void is_https_or_does_not_leave_the_machine(String written, String whole) {
    assertThat(BaseUrl.parse("--url", written).at("/2/tweets")).hasToString(whole);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.x.com",
        "http://127.0.0.1.example.org",
        "http://localhost.example.org",
        "http://127.example.org",
        "http://0.0.0.0",
        "http://[::2]"
      })
  void is_refused_where_credentials_would_travel_in_the_open(String written) {
    assertThatThrownBy(() -> BaseUrl.parse("--url", written))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("--url: credentials would travel in the open; write https://");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "api.x.com",
        "ftp://api.x.com",
        "https:",
        "https:///path",
        "file:///etc",
        "https://a b",
        "https://api.x.com:65536",
        "https://me@api.x.com",
        "https://api.x.com?q",
        "https://api.x.com#f"
      })
  void is_refused_where_it_is_no_address(String written) {
    assertThatThrownBy(() -> BaseUrl.parse("--url", written))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("--url: ");
  }
}
