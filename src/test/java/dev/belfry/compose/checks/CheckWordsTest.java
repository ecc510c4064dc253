package dev.belfry.compose.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.compose.Shared;
import dev.belfry.post.Attachment;
import dev.belfry.post.CheckName;
import dev.belfry.post.Language;
import dev.belfry.post.Media;
import dev.belfry.post.MediaType;
import dev.belfry.post.Network;
import dev.belfry.post.Part;
import dev.belfry.post.Post;
import dev.belfry.post.Presentation;
import dev.belfry.post.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class CheckWordsTest {
  private static final List<Network> ALL = List.of(Network.values());
  private static final String SHOUTED = "THE BELLS ARE RINGING IN THE TOWER TONIGHT";

  @ParameterizedTest
  @ValueSource(
      strings = {
        SHOUTED,
        "КОЛОКОЛА ЗВОНЯТ СЕГОДНЯ ВЕЧЕРОМ",
        "ΟΙ ΚΑΜΠΑΝΕΣ ΧΤΥΠΟΥΝ ΑΠΟΨΕ ΕΔΩ",
        "İSTANBUL'DA ÇANLAR BU GECE ÇALIYOR",
        "WE’RE RINGING ALL OF TODAY! https://example.org/small/letters @ann #bells",
        "𝐓𝐇𝐄 𝐁𝐄𝐋𝐋𝐒 𝐀𝐑𝐄 𝐑𝐈𝐍𝐆𝐈𝐍𝐆 𝐓𝐎𝐍𝐈𝐆𝐇𝐓"
      })
  void a_text_in_capitals_is_found(String text) {
    assertThat(AllCapitals.are(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \n",
        "GREAT NEWS TODAY!",
        "NASA, ESA, JAXA, CSA, ISRO, CNSA: all of them",
        "NASA ESA JAXA CSA ISRO CNSA DLR CNES ASI",
        "鐘が鳴る。今日は三回、明日は四回。종이 울린다 الجرس يدق",
        "鐘が鳴る。今日は三回、明日は四回 THE BELLS ARE RINGING TONIGHT 鐘が鳴る。今日は三回、明日は四回",
        "ᲖᲐᲠᲘ და ზარები რეკავს დღეს საღამოს",
        "2026-12-01 09:00 +++ 100 % +++ 🔔🔔🔔🔔🔔🔔🔔🔔🔔🔔🔔🔔🔔🔔🔔🔔🔔🔔🔔🔔🔔",
        "THE BELLS ARE RINGING IN THE TOWER tonight",
        "https://example.org/BELLS/ARE/RINGING/IN/THE/TOWER/TONIGHT"
      })
  void a_short_one_acronyms_and_scripts_without_case_are_not(String text) {
    assertThat(AllCapitals.are(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TODO: the date",
        "We meet on TBD.",
        "Join us at XX:XX in the hall",
        "Only €XX!",
        "On XX/XX/2026",
        "Dear {name}, come",
        "Dear {{first_name}}, come",
        "Dear [YOUR NAME], come",
        "Dear [Name], come",
        "See you in <city>",
        "See [insert link here]",
        "Lorem ipsum dolor sit amet",
        "Καλημέρα {όνομα}"
      })
  void what_was_to_be_filled_in_is_found(String text) {
    assertThat(Placeholders.first(text, null)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "My TODO list is long",
        "todo el mundo",
        "TODOS and AUTODOC",
        "The XX-100 and the XXL and the EXXON and a-XX",
        "El siglo XX, el siglo XX-XXI, il XX secolo, w XX wieku, в XX веке",
        "1/2 {1} [1] [A] <3 {} [] <> f(x) { return 1; }",
        "[BREAKING] and [VIDEO]: the <title> of it",
        "Write `{name}` and `TODO` there",
        "https://example.org/TODO/XX?x={name} @XX #TODO",
        "a < b and c > d",
        "ipsum"
      })
  void numbers_labels_code_and_links_are_not(String text) {
    assertThat(Placeholders.first(text, null)).isEmpty();
  }

  @Test
  void where_todo_is_a_word_it_may_stand_in_capitals() {
    assertThat(Placeholders.first("TODO el mundo", "es-MX")).isEmpty();
    assertThat(Placeholders.first("TODO el mundo", "en")).contains("TODO");
    assertThat(Placeholders.first("TODO el mundo, {nombre}", "es")).contains("{nombre}");
  }

  @Test
  void each_part_is_told_by_its_number_and_each_network_by_its_name() {
    Post post =
        new Post(
            List.of(
                Part.of("Fine"),
                new Part(SHOUTED, Map.of(Network.BLUESKY, "Dear {name}"), List.of()),
                new Part("Also fine", Map.of(Network.X, "TBD"), List.of())));

    assertThat(check(post, ALL))
        .containsExactlyInAnyOrder(
            new Problem(
                "part 2",
                "the text is all in capitals; write it in small letters, or say --skip-check"
                    + " all-caps if it is meant"),
            new Problem(
                "part 2",
                "the text for Bluesky has \"{name}\" in it, which looks left over; fill it in, or"
                    + " say --skip-check placeholder if it is meant"),
            new Problem(
                "part 3",
                "the text for X has \"TBD\" in it, which looks left over; fill it in, or say"
                    + " --skip-check placeholder if it is meant"));
    assertThat(check(post, List.of(Network.MASTODON))).extracting(Problem::where).hasSize(1);
  }

  @Test
  void alt_texts_and_the_content_warning_are_looked_at() {
    Media bell = new Media("0".repeat(64), MediaType.PNG, 1, 1, 1);
    Post post =
        new Post(
            List.of(new Part("A bell", Map.of(), List.of(new Attachment(bell, "TODO")))),
            new Presentation(Map.of(), null, Language.of("en").orElseThrow(), "TBD"));

    assertThat(check(post, List.of(Network.X)))
        .extracting(Problem::message)
        .satisfiesExactly(
            alt -> assertThat(alt).startsWith("the alt text has \"TODO\""),
            warning -> assertThat(warning).startsWith("the content warning has \"TBD\""));
  }

  @Test
  void what_is_turned_off_finds_nothing() {
    Post post = new Post(List.of(Part.of(SHOUTED + " {name}")));

    assertThat(CheckWords.of(post, ALL, check -> check == CheckName.ALL_CAPS)).isEmpty();
    assertThat(CheckWords.of(post, ALL, check -> check == CheckName.PLACEHOLDER)).hasSize(1);
    assertThat(CheckWords.of(post, ALL, check -> false)).isEmpty();
  }

  @Test
  void in_what_people_really_wrote_nothing_is_found() throws IOException {
    for (String file : List.of("corpus/posts.jsonl", "corpus/threads.jsonl")) {
      for (String line : Files.readAllLines(Shared.path(file))) {
        JsonNode json = new JsonMapper().readTree(line);
        List<String> texts = json.findValuesAsString("text");
        Post post = new Post(texts.stream().map(Part::of).toList());
        assertThat(check(post, ALL)).as(line).isEmpty();
      }
    }
  }

  private static List<Problem> check(Post post, List<Network> networks) {
    return CheckWords.of(post, networks, check -> true);
  }
}
