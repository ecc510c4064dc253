package dev.belfry.networks.bluesky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is expected here was computed by the network's own libraries for JavaScript. */
final class DagCborTest {
  private static final String FILE = "bafkreiccldh766hwcnuxnf2wh6jgzepf2nlu2lvcllt63eww5p6chi4ity";

  @Test
  void keys_stand_by_their_length_and_then_by_their_bytes() {
    String json = "{\"b\":1,\"aa\":2,\"a\":3,\"\":null,\"é\":true,\"z\":false}";

    assertThat(hex(json)).isEqualTo("a660f6616103616201617af46261610262c3a9f5");
    assertThat(cid(json)).isEqualTo("bafyreihw53sywmqidymqspjlaasfuzcahbnsfcktd2cufcnwdfw3warcwu");
  }

  @Test
  void numbers_are_as_short_as_can_be() {
    String json =
        "{\"n\":[0,23,24,255,256,65535,65536,4294967295,4294967296,9007199254740991,"
            + "-1,-24,-25,-256,-257,-65537,-9007199254740991]}";

    assertThat(hex(json))
        .isEqualTo(
            "a1616e910017181818ff19010019ffff1a000100001affffffff1b00000001000000001b001fffffffffffff"
                + "2037381838ff3901003a000100003b001ffffffffffffe");
    assertThat(cid(json)).isEqualTo("bafyreien5kymd3q4ie5hl4x6tmfsvsya4zcdmgwqiajundjxh77vhvruda");
  }

  @Test
  void links_and_bytes_are_not_maps() {
    String json = "{\"image\":{\"$link\":\"%s\"},\"raw\":{\"$bytes\":\"aGVsbG8\"}}".formatted(FILE);

    assertThat(hex(json))
        .isEqualTo(
            "a2637261774568656c6c6f65696d616765d82a582500015512204258cfff78f613697697563f926c91e5d3574d"
                + "2ea25ae7ed92d6ebfc23a3889e");
    assertThat(cid(json)).isEqualTo("bafyreibrao6z5eqt67zkht627olhtrx4p34arxfykvyqrv7e4grjq23bqe");
  }

  @Test
  void a_post_has_the_hash_that_the_network_gives_it() {
    assertThat(
            cid(
                "{\"$type\":\"app.bsky.feed.post\",\"text\":\"Héllo 🔔\","
                    + "\"createdAt\":\"2026-12-01T14:00:00.123Z\",\"langs\":[\"en\"]}"))
        .isEqualTo("bafyreicm5cpa4lmbl6po4jqfzht5nnnzkdx6us26fcdhx4gyghvm3rww7e");
  }

  @Test
  void a_long_text_is_in_one_piece() {
    assertThat(
            cid(
                "{\"$type\":\"app.bsky.feed.post\",\"text\":\"%s\",".formatted("a".repeat(5_000))
                    + "\"createdAt\":\"2026-12-01T14:00:00.123Z\"}"))
        .isEqualTo("bafyreic5cgrigos3iofkcb2byaa553zhgknqf2h6pzxpl4oikfytk77p2e");
  }

  @ParameterizedTest
  @CsvSource({
    "9223372036854775807, 1b7fffffffffffffff",
    "-9223372036854775808, 3b7fffffffffffffff",
  })
  void whole_numbers_go_as_far_as_64_bits(String number, String encoded) {
    assertThat(hex(number)).isEqualTo(encoded);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "1.0", "1e3", "9223372036854775808", "{\"$link\":\"bafk\"}"})
  void what_no_record_holds_is_refused(String json) {
    assertThatThrownBy(() -> hex(json)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_files_hash_is_of_its_bytes() {
    String sha256 = "4258cfff78f613697697563f926c91e5d3574d2ea25ae7ed92d6ebfc23a3889e";

    assertThat(Cid.ofFile(sha256)).isEqualTo(FILE);
    assertThat(HexFormat.of().formatHex(Cid.binary(FILE))).isEqualTo("01551220" + sha256);
  }

  private static String hex(String json) {
    return HexFormat.of().formatHex(DagCbor.encode(read(json)));
  }

  private static String cid(String json) {
    return Cid.ofRecord(read(json));
  }

  private static JsonNode read(String json) {
    return JsonMapper.shared().readTree(json);
  }
}
