package dev.belfry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.cli.TestWorkplace.Ran;
import dev.belfry.media.Images;
import dev.belfry.testing.PostgresExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresExtension.class)
final class PreviewHtmlTest {
  private static final String MASTODON = "dry-run:mastodon:demo@demo.example";

  private final TestWorkplace workplace;
  private final Path folder;

  PreviewHtmlTest(DataSource source, @TempDir Path folder) {
    this.folder = folder;
    workplace = new TestWorkplace(source);
    workplace.set("BELFRY_LOOK_UPS", "off");
  }

  @BeforeEach
  void add_accounts() {
    fine("account", "add", "dry-run:x:demo");
    fine("account", "add", MASTODON);
  }

  @Test
  void the_page_shows_what_each_account_gets() throws IOException {
    fine(
        "draft",
        "Ding <dong> #bells",
        "--text-for",
        "mastodon",
        "Ding @bob@bells.example",
        "--media",
        Images.png(folder, "bell.png").toString(),
        "--alt",
        "A \"bell\"",
        "--warning",
        "Loud",
        "--visibility",
        "unlisted",
        "--language",
        "en",
        "--to",
        "dry-run:x:demo",
        "--to",
        MASTODON);

    Path file = folder.resolve("preview.html");
    assertThat(fine("preview", "1", "--html", file.toString()).out())
        .isEqualTo(
            "Post 1 is drawn in %s; open it in a browser: %s%n".formatted(file, file.toUri()));

    Document page = Jsoup.parse(Files.readString(file));
    Element x = page.expectFirst("section.x");
    assertThat(x.select(".who").text()).isEqualTo("@demo");
    assertThat(x.select(".text").text()).isEqualTo("Ding <dong> #bells");
    assertThat(x.select(".text .link").eachText()).containsExactly("#bells");
    assertThat(x.select(".caveats li")).hasSize(2);
    assertThat(x.select(".foot").text()).startsWith("about $");
    assertThat(x.select("img").attr("src")).startsWith("data:image/png;base64,");
    Element mastodon = page.expectFirst("section.mastodon");
    assertThat(mastodon.select("summary").text()).isEqualTo("Content warning: Loud");
    assertThat(mastodon.select(".text .link").eachText()).containsExactly("@bob@bells.example");
    assertThat(mastodon.select(".pill").eachText())
        .containsExactly("dry-run", "visibility: unlisted", "language: en");
    assertThat(mastodon.select("img").attr("alt")).isEqualTo("A \"bell\"");
    assertThat(page.select("h1 + .verdict").text()).isEqualTo("Every network takes it as it is.");
  }

  @Test
  void what_a_network_would_refuse_is_told_and_is_no_failure() {
    fine("draft", "ding ".repeat(57).strip());

    Document page = Jsoup.parse(fine("preview", "1", "--html", "-").out());

    assertThat(page.select("section.x .problems").text()).contains("284");
    assertThat(page.select("section.x .who").text()).isEqualTo("Any account");
    assertThat(page.select("section.x mark").text()).endsWith("ding");
    assertThat(page.select("h1 + .verdict").text()).isEqualTo("One thing keeps it from going out.");
    assertThat(page.select("section > header .good")).hasSize(2);
  }

  @Test
  void a_page_that_was_there_is_replaced_and_nothing_else_is_left_beside_it() throws IOException {
    fine("draft", "Ding");
    Path file = Files.writeString(folder.resolve("preview.html"), "old");

    fine("preview", "1", "--html", file.toString());

    assertThat(file).content().startsWith("<!doctype html>").endsWith("</html>\n");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void what_a_link_leads_to_is_replaced_and_the_link_stays() throws IOException {
    fine("draft", "Ding");
    Path file = Files.writeString(folder.resolve("real.html"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link.html"), file);

    fine("preview", "1", "--html", link.toString());

    assertThat(link).isSymbolicLink();
    assertThat(file).content().startsWith("<!doctype html>");
  }

  @Test
  void where_no_page_can_be_is_told() {
    fine("draft", "Ding");

    assertRefused(folder.resolve("none/preview.html").toString(), "there is no folder");
    assertRefused(" ", "name a file, such as preview.html");
  }

  @Test
  void one_form_is_asked_for_at_a_time() {
    fine("draft", "Ding");

    assertThat(workplace.run("preview", "1", "--html", "-", "--json").exit()).isEqualTo(2);
  }

  private void assertRefused(String file, String why) {
    Ran ran = workplace.run("preview", "1", "--html", file);
    assertThat(ran.exit()).isEqualTo(ExitCode.INVALID_INPUT.code());
    assertThat(ran.err()).contains("--html", why);
  }

  private Ran fine(String... args) {
    Ran ran = workplace.run(args);
    assertThat(ran.exit()).as(ran.toString()).isZero();
    return ran;
  }
}
