package dev.belfry.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.audit.HistoryEvent.HistoryMedia;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

final class CanonicalLineTest {
  /** A line that changes makes every seal that was ever made look broken. */
  @Test
  void the_line_is_what_it_always_was() {
    HistoryEvent event =
        new HistoryEvent(
            17,
            Instant.parse("2026-12-01T14:00:00.083112Z"),
            "published",
            42L,
            "dry-run:x:lab",
            1,
            2,
            "1.1",
            "https://example.org/1?a=b&c",
            "“Ding”\n\t\"\\\" \u0001\u007f\u009b 日本 👍 </script>",
            List.of(new HistoryMedia("ab", "A bell"), new HistoryMedia("cd", "")),
            null,
            "ef",
            Instant.parse("2026-12-01T14:00:00Z"),
            "fine",
            "ann@lab");

    assertThat(CanonicalLine.of(event))
        .isEqualTo(
            "{\"seq\":17,\"at\":\"2026-12-01T14:00:00.083112Z\",\"event\":\"published\","
                + "\"post\":42,\"account\":\"dry-run:x:lab\",\"part\":1,\"attempt\":2,"
                + "\"remoteId\":\"1.1\",\"url\":\"https://example.org/1?a=b&c\","
                + "\"text\":\"“Ding”\\n\\t\\\"\\\\\\\" \\u0001\\u007f\\u009b 日本 👍 </script>\","
                + "\"payloadSha256\":\"ef\",\"actor\":\"ann@lab\","
                + "\"media\":[{\"sha256\":\"ab\",\"alt\":\"A bell\"},{\"sha256\":\"cd\",\"alt\":\"\"}],"
                + "\"dueAt\":\"2026-12-01T14:00:00Z\",\"detail\":\"fine\"}");
  }

  @Test
  void what_is_null_is_written_so() {
    assertThat(CanonicalLine.of(event(null)))
        .isEqualTo(
            "{\"seq\":1,\"at\":\"1970-01-01T00:00:00Z\",\"event\":\"held\",\"post\":null,"
                + "\"account\":null,\"part\":null,\"attempt\":null,\"remoteId\":null,\"url\":null,"
                + "\"text\":null,\"payloadSha256\":null,\"actor\":\"me\",\"media\":[],"
                + "\"dueAt\":null,\"detail\":null}");
  }

  @Test
  void a_seal_is_what_it_always_was() {
    Seal first =
        Seal.NONE.then(
            Instant.parse("2026-12-01T14:00:31.5012Z"),
            3,
            List.of(new Leaf(1, "ab"), new Leaf(2, "cd")));
    Seal second = first.then(Instant.parse("2026-12-01T14:01:31Z"), 9, List.of(new Leaf(7, "ef")));

    // By printf '…"\n1 ab\n2 cd\n' | sha256sum.
    assertThat(first.line(Seal.NONE))
        .isEqualTo(
            "{\"seal\":1,\"at\":\"2026-12-01T14:00:31.501200Z\",\"rows\":2,\"below\":3,"
                + "\"previous\":\""
                + "0".repeat(64)
                + "\",\"sha256\":\"ac4e0aa816fd0a0fe1dfa35a15db8c5a9895f7927a2b2f48c900f90e9dbebb45\"}");
    assertThat(second.anchor())
        .isEqualTo("2:d246ec1cb117aea3b0bfe8ac21b8f895a8fccd34acb87a375dab00b0461c3b57");
    assertThat(second.rows()).isEqualTo(3);
  }

  @Property(tries = 500)
  void any_text_is_read_back_as_it_was_and_stays_on_its_line(@ForAll String any) {
    String text =
        any.codePoints()
            .filter(c -> !(c >= 0xd800 && c < 0xe000))
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();

    String line = CanonicalLine.of(event(text));

    assertThat(JsonMapper.shared().readTree(line).get("text").asString()).isEqualTo(text);
    assertThat(line.chars()).noneMatch(Character::isISOControl);
  }

  private static HistoryEvent event(@Nullable String text) {
    return new HistoryEvent(
        1,
        Instant.EPOCH,
        "held",
        null,
        null,
        null,
        null,
        null,
        null,
        text,
        List.of(),
        null,
        null,
        null,
        null,
        "me");
  }
}
