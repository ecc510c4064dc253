package dev.belfry.compose.formats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class XArchiveKeyTest {
  @Test
  void an_id_tells_when_its_post_was_on_x() {
    assertThat(XArchiveKey.published(XArchiveKey.of(1_212_092_628_029_698_048L)))
        .hasValueSatisfying(at -> assertThat(at).hasToString("2019-12-31T19:26:16.771Z"));
    assertThat(XArchiveKey.published("x-archive:20"))
        .as("from before there were times in ids")
        .hasValueSatisfying(at -> assertThat(at).hasToString("2010-11-04T01:42:54.657Z"));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"mine", "x-archive:", "x-archive:x", "x-archive:99999999999999999999"})
  void other_keys_tell_nothing(String key) {
    assertThat(XArchiveKey.published(key)).isEmpty();
  }
}
