package dev.belfry.compose.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.post.AccountName;
import dev.belfry.post.Network;
import dev.belfry.post.Part;
import dev.belfry.post.Post;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class TextDigestTest {
  private static final AccountName X = AccountName.parse("x:ann");
  private static final AccountName BLUESKY = AccountName.parse("bluesky:ann.example");

  @Test
  void white_space_and_how_letters_are_composed_do_not_matter() {
    assertThat(of(X, " Ding\n\ndong\u00a0café ")).isEqualTo(of(X, "Ding dong cafe\u0301"));
    String korean = "종이 울린다";
    assertThat(of(X, Normalizer.normalize(korean, Normalizer.Form.NFD))).isEqualTo(of(X, korean));
  }

  @Test
  void letters_their_order_and_the_account_do() {
    assertThat(of(X, "Ding")).isNotEqualTo(of(X, "ding")).isNotEqualTo(of(BLUESKY, "Ding"));
    assertThat(of(X, "Ding dong")).isNotEqualTo(of(X, "dong Ding")).isNotEqualTo(of(X, "Dingdong"));
  }

  @Test
  void a_thread_is_another_text_than_its_parts() {
    assertThat(of(X, "one", "two"))
        .isNotEqualTo(of(X, "one two"))
        .isNotEqualTo(of(X, "two", "one"));
  }

  @Test
  void a_network_is_told_apart_by_the_words_that_it_gets() {
    Post post =
        new Post(List.of(new Part("Ding", Map.of(Network.BLUESKY, "Ding dong"), List.of())));

    assertThat(TextDigest.of(post, X)).isEqualTo(of(X, "Ding"));
    assertThat(TextDigest.of(post, BLUESKY)).isEqualTo(of(BLUESKY, "Ding dong"));
  }

  @Test
  void a_post_without_text_has_none() {
    assertThat(of(X, "")).isNull();
    assertThat(of(X, " ", "\n")).isNull();
    assertThat(of(X, "", "a")).isNotNull();
  }

  @Test
  void many_texts_have_many_digests() {
    Set<@Nullable Long> digests = new HashSet<>();
    for (int i = 0; i < 100_000; i++) {
      digests.add(of(X, "Post number " + i));
    }
    assertThat(digests).hasSize(100_000);
  }

  private static @Nullable Long of(AccountName account, String... parts) {
    return TextDigest.of(new Post(Stream.of(parts).map(Part::of).toList()), account);
  }
}
