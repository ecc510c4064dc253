package dev.belfry.networks.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.networks.http.Reply.Answer;
import dev.belfry.networks.http.Reply.NoAnswer;
import dev.belfry.testing.network.Asked;
import dev.belfry.testing.network.RawServer;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What each kind of call looks like at the other end. */
final class CallTest {
  private static final Duration AMPLE = Duration.ofSeconds(20);

  private final List<Asked> arrived = new CopyOnWriteArrayList<>();
  private final RawServer server =
      RawServer.start(
          caller -> {
            Optional<Asked> asked = caller.next();
            if (asked.isPresent()) {
              arrived.add(asked.get());
              caller.answer(200, "{}");
            }
          });
  private final BaseUrl base = BaseUrl.parse("the server", server.url());

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_form_arrives_as_it_was_filled_in() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("grant_type", "refresh_token");
    fields.put("token", "a b&c=d+é%");

    make(Call.postForm(base, "/token", fields));

    assertThat(arrived.get(0).headers())
        .containsEntry("content-type", "application/x-www-form-urlencoded");
    assertThat(arrived.get(0).body())
        .isEqualTo("grant_type=refresh_token&token=a+b%26c%3Dd%2B%C3%A9%25");
  }

  /**
   * Found by the chaos test: a server that did not answer while a post was made ready, for which
   * there are ten minutes, held its account for all of them.
   */
  @Test
  void a_question_is_given_up_soon_and_a_video_when_it_would_have_arrived() {
    Content image = new Content("image/png", 1 << 20, InputStream::nullInputStream);
    Content video = new Content("video/mp4", 100 << 20, InputStream::nullInputStream);

    assertThat(Call.get(base, "/").patience()).isEqualTo(Duration.ofSeconds(20));
    assertThat(Call.post(base, "/", image).patience()).isEqualTo(Duration.ofSeconds(20 + 16));
    assertThat(Call.post(base, "/", video).patience()).isEqualTo(Duration.ofMinutes(27));
  }

  @Test
  void a_deletion_and_a_post_with_nothing_to_say_have_no_body() {
    make(Call.delete(base, "/posts/7"));
    make(Call.post(base, "/posts/7/finish"));

    assertThat(arrived).extracting(Asked::method).containsExactly("DELETE", "POST");
    assertThat(arrived).extracting(asked -> asked.bytes().length).containsOnly(0);
  }

  @Test
  void a_file_arrives_in_its_form_and_is_closed() {
    AtomicBoolean closed = new AtomicBoolean();
    byte[] image = {0, 1, -1, '\r', '\n', '-', '-'};
    Content file =
        new Content(
            "image/png",
            image.length,
            () ->
                new ByteArrayInputStream(image) {
                  @Override
                  public void close() {
                    closed.set(true);
                  }
                });

    make(Call.post(base, "/media", Multipart.form(Map.of("kind", "ü"), "media", file)));

    Asked asked = arrived.get(0);
    String boundary = asked.headers().getOrDefault("content-type", "").split("boundary=", 2)[1];
    byte[] head =
        """
        --%s
        Content-Disposition: form-data; name="kind"

        ü
        --%1$s
        Content-Disposition: form-data; name="media"; filename="media"
        Content-Type: image/png

        """
            .replace("\n", "\r\n")
            .formatted(boundary)
            .getBytes(UTF_8);
    byte[] tail = "\r\n--%s--\r\n".formatted(boundary).getBytes(UTF_8);
    assertThat(asked.bytes())
        .startsWith(head)
        .endsWith(tail)
        .hasSize(head.length + 7 + tail.length);
    assertThat(asked.bytes()).containsSequence(image);
    assertThat(closed).isTrue();
  }

  @Test
  void a_body_that_can_not_be_opened_ends_the_call_at_once() {
    Content gone =
        new Content(
            "video/mp4",
            1_000,
            () -> {
              throw new IllegalStateException("no such media");
            });

    assertThat(Exchange.make(Call.post(base, "/media", gone), AMPLE)).isInstanceOf(NoAnswer.class);
    assertThat(arrived).isEmpty();
  }

  @Test
  void a_body_that_is_shorter_than_it_said_never_arrives_whole() {
    Content half = new Content("video/mp4", 1_000, () -> InputStream.nullInputStream());

    assertThat(Exchange.make(Call.post(base, "/media", half), AMPLE)).isInstanceOf(NoAnswer.class);
    assertThat(arrived).isEmpty();
  }

  private void make(Call call) {
    assertThat(Exchange.make(call, AMPLE)).isInstanceOf(Answer.class);
  }
}
