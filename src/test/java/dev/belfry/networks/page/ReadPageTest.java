package dev.belfry.networks.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.networks.http.Deadline;
import dev.belfry.testing.network.Caller;
import dev.belfry.testing.network.RawServer;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page says of itself, and what is not asked, waited for or read to learn it. */
final class ReadPageTest {
  /** Pages in the open, on this machine. */
  private final ReadPage anywhere = new ReadPage(address -> true, Set.of("http", "https"));

  @Test
  void what_a_page_says_for_cards_wins_over_its_title() throws PageUnreadable {
    assertThat(
            read(
                """
                <html><head><title>Plain</title>
                <meta property="og:title" content="For &amp; cards">
                <meta name="description" content="plain description">
                <meta property="og:description" content="  About
                  bells 🔔 "></head></html>
                """))
        .isEqualTo(new PageWords("For & cards", "About bells 🔔"));
  }

  @Test
  void a_title_and_a_description_do() throws PageUnreadable {
    assertThat(read("<title>Plain</title><meta name=\"description\" content=\"What it is\">"))
        .isEqualTo(new PageWords("Plain", "What it is"));
    assertThat(read("<title>Plain</title>")).isEqualTo(new PageWords("Plain", ""));
  }

  @Test
  void letters_are_read_as_the_answer_or_the_page_says() throws PageUnreadable {
    Charset latin = StandardCharsets.ISO_8859_1;
    assertThat(read("text/html; charset=iso-8859-1", "<title>Füße</title>".getBytes(latin)).title())
        .isEqualTo("Füße");
    assertThat(
            read("text/html", "<meta charset=windows-1252><title>Füße</title>".getBytes(latin))
                .title())
        .isEqualTo("Füße");
    assertThat(read("<title>鐘</title>").title()).isEqualTo("鐘");
  }

  @Test
  void a_long_title_is_cut() throws PageUnreadable {
    assertThat(read("<title>%s</title>".formatted("🔔".repeat(400))).title())
        .endsWith("…")
        .satisfies(title -> assertThat(title.codePointCount(0, title.length())).isEqualTo(300));
  }

  @Test
  void a_redirect_is_followed_and_a_ring_of_them_is_not() throws PageUnreadable {
    try (RawServer server =
        RawServer.start(
            caller -> {
              String path = caller.next().orElseThrow().path();
              if (path.equals("/there")) {
                page(caller, "text/html", "<title>There</title>".getBytes(StandardCharsets.UTF_8));
              } else {
                redirect(caller, path.equals("/ring") ? "/ring" : "/there");
              }
            })) {
      assertThat(read(anywhere, server.url() + "/here").title()).isEqualTo("There");
      assertThatThrownBy(() -> read(anywhere, server.url() + "/ring"))
          .isInstanceOf(PageUnreadable.class)
          .hasMessageContaining("comes to no end");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://127.0.0.1:%s/, is not on the open Internet",
    "https://localhost:%s/, is not on the open Internet",
    "https://[::1]:%s/, is a bare address"
  })
  void this_machine_is_not_even_connected_to(String address, String why) {
    try (RawServer server = RawServer.start(Caller::awaitHangUp)) {
      String port = server.url().substring(server.url().lastIndexOf(':') + 1);

      assertThatThrownBy(() -> read(new ReadPage(), address.formatted(port)))
          .isInstanceOf(PageUnreadable.class)
          .hasMessageContaining(why);
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void a_redirect_to_this_machine_is_not_followed() {
    try (RawServer inside = RawServer.start(Caller::awaitHangUp);
        RawServer outside =
            RawServer.start(
                caller -> {
                  caller.next();
                  redirect(caller, inside.url().replace("http:", "https:"));
                })) {
      ReadPage guarded = new ReadPage(PublicAddress::is, Set.of("http", "https"));

      assertThatThrownBy(() -> read(guarded, outside.url()))
          .isInstanceOf(PageUnreadable.class)
          .hasMessageContaining("is not on the open Internet");
      assertThat(inside.connections()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.org/",
        "file:///etc/passwd",
        "ftp://example.org/",
        "https://a:b@example.org/"
      })
  void nothing_but_https_is_looked_at(String address) {
    assertThatThrownBy(() -> read(new ReadPage(), address))
        .isInstanceOf(PageUnreadable.class)
        .hasMessageContaining("only https://");
  }

  @Test
  void what_is_no_page_is_not_read() {
    assertThatThrownBy(() -> read("image/png", new byte[] {1}))
        .hasMessageContaining("shows no page");
    assertThatThrownBy(() -> read("<p>no title</p>")).hasMessageContaining("no title");
    try (RawServer server =
        RawServer.start(
            caller -> {
              caller.next();
              caller.answer(404, "{}");
            })) {
      assertThatThrownBy(() -> read(anywhere, server.url())).hasMessageContaining("answered 404");
    }
  }

  @Test
  void of_a_page_without_an_end_the_beginning_is_read() throws PageUnreadable {
    try (RawServer server =
        RawServer.start(
            caller -> {
              caller.next();
              caller.say("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<title>Long</title>");
              caller.sayForEver(" ".repeat(65_536), Duration.ZERO);
            })) {
      assertThat(read(anywhere, server.url()).title()).isEqualTo("Long");
    }
  }

  @Test
  void a_page_that_comes_bit_by_bit_is_given_up() {
    try (RawServer server =
        RawServer.start(
            caller -> {
              caller.next();
              caller.say("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<title>Slow</title>");
              caller.sayForEver(" ", Duration.ofMillis(20));
            })) {
      Deadline soon = new Deadline(Duration.ofMillis(500), InstantSource.system());

      assertThatThrownBy(() -> anywhere.read(server.url(), soon))
          .isInstanceOf(PageUnreadable.class)
          .hasMessageContaining("took too long");
    }
  }

  private PageWords read(String html) throws PageUnreadable {
    return read("text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
  }

  private PageWords read(String type, byte[] body) throws PageUnreadable {
    try (RawServer server =
        RawServer.start(
            caller -> {
              caller.next();
              page(caller, type, body);
            })) {
      return read(anywhere, server.url());
    }
  }

  private static PageWords read(ReadPage read, String address) throws PageUnreadable {
    return read.read(address, new Deadline(Duration.ofSeconds(20), InstantSource.system()));
  }

  private static void redirect(Caller caller, String to) throws IOException {
    caller.answer(302, "Location: " + to + "\r\n", "{}");
  }

  private static void page(Caller caller, String type, byte[] body) throws IOException {
    caller.say(
        "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(type, body.length));
    caller.say(body);
  }
}
