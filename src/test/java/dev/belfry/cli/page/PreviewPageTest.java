package dev.belfry.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.cli.page.PreviewPage.Tally;
import dev.belfry.compose.Entities;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PreviewPageTest {
  /** What may stand on a page, whatever a post says; nothing of it runs or fetches anything. */
  private static final Set<String> TAGS =
      Set.of(
          "#root",
          "html",
          "head",
          "meta",
          "title",
          "style",
          "body",
          "header",
          "main",
          "footer",
          "section",
          "article",
          "h1",
          "h2",
          "p",
          "ul",
          "ol",
          "li",
          "div",
          "span",
          "b",
          "strong",
          "mark",
          "a",
          "details",
          "summary",
          "figure",
          "figcaption",
          "img",
          "svg",
          "circle",
          "text");

  private static final Set<String> ATTRIBUTES =
      Set.of(
          "alt",
          "aria-hidden",
          "aria-label",
          "charset",
          "class",
          "content",
          "cx",
          "cy",
          "dir",
          "href",
          "http-equiv",
          "lang",
          "name",
          "open",
          "pathLength",
          "r",
          "rel",
          "src",
          "stroke-dasharray",
          "viewBox",
          "x",
          "y");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onmouseover='alert(1)",
        "</title></style></p><!-- ",
        "]]> &lt;b&gt; &amp;amp; &#60;",
        "https://a.example/?q=\"><script> javascript:alert(1)",
        "javascript:alert(1)",
        "%s %d %n",
      })
  void what_looks_like_markup_is_text(String words) {
    assertIsText(words);
  }

  @Property(tries = 300)
  void no_text_becomes_markup(@ForAll("hostile") String words) {
    assertIsText(words);
  }

  @Provide
  Arbitrary<String> hostile() {
    return Arbitraries.oneOf(
            Arbitraries.of(
                "<script>",
                "</",
                "<!--",
                "-->",
                "\"",
                "'",
                "&",
                "&lt;",
                ">",
                "\n",
                "\r",
                " ",
                "\t",
                "\u0000",
                "\u001b",
                "\u202e",
                "\u2066",
                "\u200b",
                "\u200d",
                "\ufeff",
                "\uffff",
                "\ud800",
                "\udc00",
                "👩‍👩‍👧",
                "שלום",
                "https://a.org/",
                "a.org",
                "@b",
                "#c",
                "$D",
                "javascript:",
                "data:text/html,",
                "`",
                "=",
                "style=",
                "]]>",
                "\\"),
            Arbitraries.strings().ofMaxLength(3))
        .list()
        .ofMaxSize(12)
        .map(pieces -> String.join("", pieces))
        .filter(words -> !words.isEmpty());
  }

  private static void assertIsText(String words) {
    Document page = parse(Pages.saying(words));

    assertThat(page.getAllElements()).allSatisfy(PreviewPageTest::assertIsHarmless);
    assertThat(page.select("style, title, img")).hasSize(4);
    assertThat(page.select("p.text"))
        .extracting(PreviewPageTest::read)
        .containsOnly(words.replace("\r\n", "\n"));
    assertThat(page.select("figcaption, .caveats, .problems, summary"))
        .allSatisfy(each -> assertThat(read(each)).contains(words.replace("\r\n", "\n")));
  }

  private static void assertIsHarmless(Element element) {
    assertThat(element.tagName()).isIn(TAGS);
    assertThat(element.attributes()).extracting(Attribute::getKey).isSubsetOf(ATTRIBUTES);
    assertThat(element.attr("href")).matches("(?s)|https?://.*");
    assertThat(element.attr("src")).matches("|data:image/[a-z]+;base64,[A-Za-z0-9+/=]+");
  }

  /** The text as it was written: what is named because nobody would see it, turned back. */
  private static String read(Element element) {
    Element copy = element.clone();
    copy.select(".sign")
        .forEach(
            sign ->
                sign.text(
                    new String(Character.toChars(Integer.parseInt(sign.text().substring(2), 16)))));
    return copy.wholeText();
  }

  @Test
  void the_page_is_valid_html() {
    Parser parser = Parser.htmlParser().setTrackErrors(10);

    Document unused = parser.parseInput(Pages.everyday().html(), "");

    assertThat(parser.getErrors()).isEmpty();
  }

  @Test
  void the_page_forbids_itself_whatever_it_does_not_need() {
    Document page = parse(Pages.everyday());

    String policy = page.select("meta[http-equiv=Content-Security-Policy]").attr("content");
    assertThat(policy)
        .startsWith("default-src 'none'; style-src 'sha256-")
        .contains("img-src data:");
    assertThat(page.select("[style], script, link, iframe, form")).isEmpty();
  }

  @Test
  void every_part_of_every_account_has_its_card() {
    Document page = parse(Pages.everyday());

    assertThat(page.select("section h2").eachText()).containsExactly("X", "Bluesky", "Mastodon");
    assertThat(page.select("section"))
        .allSatisfy(each -> assertThat(each.select("article")).hasSize(2));
    assertThat(page.expectFirst("section").select(".place").eachText())
        .containsExactly("1/2", "2/2");
  }

  @Test
  void links_mentions_and_hashtags_are_coloured_and_only_links_lead_somewhere() {
    Document page = parse(Pages.everyday());

    Element x = page.expectFirst("section.x");
    assertThat(x.select(".text .link").eachText())
        .contains("https://bells.example.org", "#bells", "@ringers");
    assertThat(x.select(".text a").eachAttr("href")).containsOnly("https://bells.example.org");
  }

  @Test
  void what_is_over_the_limit_is_marked_and_counted() {
    Element x = parse(Pages.everyday()).expectFirst("section.x");

    assertThat(x.select("mark").text()).endsWith("@ringers.");
    assertThat(x.select(".count.over").text()).matches("549 of 280 characters 269 over");
    assertThat(x.select(".count.fits")).hasSize(1);
  }

  @Test
  void a_warning_is_what_a_reader_meets_first_and_the_rest_stands_below_it() {
    Document page = parse(Pages.everyday());

    assertThat(page.select(".mastodon details > summary").eachText())
        .containsExactly("Content warning: Loud bells", "Content warning: Loud bells");
    assertThat(page.select(".mastodon details[open] .text")).hasSize(2);
    assertThat(page.select(".x details")).isEmpty();
  }

  @Test
  void an_image_has_its_alt_text_and_one_without_is_told_of() {
    Document page = parse(Pages.everyday());

    assertThat(page.select("section.x img").eachAttr("alt")).contains("A bell");
    assertThat(page.select("section.x figcaption").eachText())
        .containsExactly("alt A bell", "no alt text", "alt A bell", "no alt text");
    assertThat(page.select("section.bluesky .unshown").text()).contains("PNG 24×16");
  }

  @Test
  void the_words_of_the_post_are_said_to_be_in_its_language_and_the_page_to_be_in_english() {
    Document page = parse(Pages.everyday());

    assertThat(page.select("html").attr("lang")).isEqualTo("en");
    assertThat(page.select(".text").eachAttr("lang")).containsOnly("en");
    assertThat(
            parse(new PreviewPage("Post 1", null, Pages.everyday().feeds()))
                .select(".text[lang='']"))
        .hasSize(6);
  }

  @Test
  void a_text_of_25_000_characters_is_drawn_as_a_whole() {
    String text = "bell".repeat(6_250);

    assertThat(parse(Pages.saying(text)).expectFirst("p.text").wholeText()).isEqualTo(text);
  }

  @Test
  void a_bare_domain_leads_to_the_web() {
    assertThat(new LinkedText("see a.org", Entities.in("see a.org"), 9).html())
        .isEqualTo(
            "see <a class=\"link\" href=\"https://a.org\" rel=\"noopener noreferrer\">a.org</a>");
  }

  @Test
  void what_is_no_web_address_leads_nowhere() {
    assertThat(LinkedText.anchor("", "javascript:alert(1)", "x"))
        .isEqualTo("<span class=\"link\">x</span>");
  }

  @ParameterizedTest
  @CsvSource({"0, fits, 0.0", "140, fits, 50.0", "252, nearly, 90.0", "281, over, 100.0"})
  void the_ring_fills_and_turns_red_over_the_limit(int length, String state, String share) {
    assertThat(CountRing.html(new Tally(length, 280, "characters")))
        .contains("class=\"count " + state + "\"", "stroke-dasharray=\"" + share + " 100\"");
  }

  @ParameterizedTest
  @CsvSource({
    "city_lab, CL",
    "lab, L",
    "city-lab.bsky.social, CL",
    "lab@city.example, L",
    "_, ''",
  })
  void an_avatar_has_the_initials(String address, String initials) {
    assertThat(Avatar.html(address)).contains(">" + initials + "</text>");
  }

  @Test
  void the_same_name_has_the_same_colour_on_every_network() {
    assertThat(Avatar.html("city-lab.bsky.social")).isEqualTo(Avatar.html("city_lab@a.example"));
  }

  private static Document parse(PreviewPage page) {
    return Parser.htmlParser().parseInput(page.html(), "");
  }
}
