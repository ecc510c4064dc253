package dev.belfry.post;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

final class ClosestNameTest {
  private static final List<String> FIELDS = List.of("key", "to", "at", "zone", "media");

  @Test
  void a_slip_of_the_finger_finds_the_name() {
    assertThat(ClosestName.to("zoen", FIELDS)).contains("zone");
    assertThat(ClosestName.to("medai", FIELDS)).contains("media");
    assertThat(ClosestName.to("MEDIA", FIELDS)).contains("media");
    assertThat(ClosestName.to("keys", FIELDS)).contains("key");
  }

  @Test
  void a_word_of_its_own_finds_nothing() {
    assertThat(ClosestName.to("visibility", FIELDS)).isEmpty();
    assertThat(ClosestName.hint("visibility", FIELDS)).isEmpty();
  }

  @Test
  void the_closest_come_first() {
    assertThat(ClosestName.to("tower", List.of("towel", "power", "tower.", "flower"), 2))
        .containsExactly("power", "towel");
  }

  @Property
  void slips_are_symmetric_and_none_between_equals(
      @ForAll @AlphaChars @StringLength(max = 12) String a,
      @ForAll @AlphaChars @StringLength(max = 12) String b) {
    assertThat(ClosestName.slips(a, b)).isEqualTo(ClosestName.slips(b, a));
    assertThat(ClosestName.slips(a, b) == 0).isEqualTo(a.equals(b));
  }
}
