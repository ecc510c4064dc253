package dev.belfry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.cli.TestWorkplace.Ran;
import dev.belfry.networks.Networks;
import dev.belfry.post.AccountName;
import dev.belfry.post.CheckName;
import dev.belfry.post.Network;
import dev.belfry.publish.AskLinks;
import dev.belfry.publish.LogIn;
import dev.belfry.publish.LookUp;
import dev.belfry.publish.PostUrls;
import dev.belfry.publish.Publisher;
import dev.belfry.publish.Publishers;
import dev.belfry.publish.Renderer;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What commands look up on the Internet, how often, and what becomes of it. */
@ExtendWith(PostgresExtension.class)
final class LookUpFirstTest {
  private static final String ANN = "dry-run:bluesky:ann.example";
  private static final String DID = "did:plc:bob";

  private final DataSource source;
  private final QueueFixture database;
  private final TestWorkplace workplace;
  private final Internet internet = new Internet();

  LookUpFirstTest(DataSource source) {
    this.source = source;
    this.database = new QueueFixture(source);
    this.workplace = new TestWorkplace(source);
  }

  @BeforeEach
  void connect() {
    workplace.on(internet);
    workplace.run("account", "add", ANN);
  }

  @Test
  void a_mention_is_looked_up_once_and_is_in_the_request_from_then_on() {
    assertThat(workplace.run("draft", "Hello @bob.example", "--to", ANN).exit()).isZero();
    assertThat(internet.asked).containsExactly("mention bob.example");

    assertThat(request(1)).contains(DID);
    assertThat(workplace.run("schedule", "1", "--in", "30m").exit()).isZero();
    workplace.run("draft", "Again, @bob.example", "--to", ANN);
    assertThat(request(2)).contains(DID);
    assertThat(internet.asked).hasSize(1);
  }

  @Test
  void what_is_not_found_is_told_and_done_without() {
    Ran ran = workplace.run("draft", "Hello @nobody.example", "--to", ANN);

    assertThat(ran.exit()).isZero();
    assertThat(ran.err()).contains("belfry: mention nobody.example was not found");
    assertThat(request(1)).contains("Hello @nobody.example").doesNotContain("facets");
  }

  @Test
  void a_mention_of_nobody_keeps_a_post_out_of_the_queue_unless_it_is_meant() {
    Ran ran = workplace.run("draft", "Hello @gone.example", "--to", ANN, "--in", "1h");
    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err())
        .isEqualTo(
            "belfry: nobody on Bluesky is @gone.example; correct it, or say --skip-check mention"
                + " if it is meant\n");

    ran = workplace.run("draft", "Hello @gone.example", "--to", ANN);
    assertThat(ran.exit()).isZero();
    assertThat(ran.err()).isEqualTo("belfry: nobody has that name\n");
    assertThat(workplace.run("schedule", "1", "--in", "1h").exit()).isEqualTo(3);
    ran = workplace.run("schedule", "1", "--in", "1h", "--skip-check", "mention");
    assertThat(ran.exit()).isZero();
    assertThat(ran.err()).contains("nobody has that name");
    assertThat(
            workplace
                .run("thread", "-c", "a", "-c", "@gone.example", "--to", ANN, "--in", "1h")
                .err())
        .startsWith("belfry: part 2: nobody on Bluesky is @gone.example");
  }

  @Test
  void links_are_asked_about_where_somebody_says_so_and_good_ones_once_a_day() {
    String good = "See https://good.example.org/a";
    workplace.run("draft", good, "--to", ANN, "--in", "1h");
    assertThat(internet.links).isEmpty();

    Ran ran =
        workplace.run(
            "draft",
            "No https://gone.example.org/a",
            "--to",
            ANN,
            "--in",
            "1h",
            "--check",
            "links");
    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err())
        .contains(
            "belfry: https://gone.example.org/a leads nowhere: gone.example.org answered 404; correct it,"
                + " or say --skip-check links if it is meant");
    ran =
        workplace.run(
            "draft", "A https://slow.example.org/a", "--to", ANN, "--in", "1h", "--check", "links");
    assertThat(ran.exit()).isZero();
    assertThat(ran.err())
        .contains("nobody can tell where https://slow.example.org/a leads: it took too long");

    workplace.check(new CheckSettings(Set.of(), Set.of(CheckName.LINKS), 30));
    internet.links.clear();
    for (int i = 1; i <= 2; i++) {
      assertThat(workplace.run("draft", good + " " + i, "--to", ANN, "--in", "1h").exit()).isZero();
    }
    assertThat(internet.links).containsExactly("https://good.example.org/a");
    assertThat(
            workplace
                .run("draft", "https://gone.example.org", "--to", ANN, "--skip-check", "links")
                .err())
        .doesNotContain("leads nowhere");
  }

  @Test
  void who_imports_into_a_set_keeps_nobody_from_it_while_links_are_asked(@TempDir Path folder)
      throws IOException {
    Path file = intoASet(folder);
    internet.meanwhile =
        () -> {
          database.execute("SELECT 1 FROM evergreen_sets FOR UPDATE NOWAIT");
          database.execute("SELECT 1 FROM accounts FOR NO KEY UPDATE NOWAIT");
        };

    Ran ran = workplace.run("import", file.toString(), "--evergreen", "tips", "--check", "links");

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(internet.links).hasSize(1);
  }

  @Test
  void what_somebody_put_into_the_set_meanwhile_is_not_there_twice(@TempDir Path folder)
      throws IOException {
    Path file = intoASet(folder);
    TestWorkplace other = new TestWorkplace(source);
    other.run("draft", "See https://good.example.org/a");
    internet.meanwhile =
        () ->
            assertThat(
                    CompletableFuture.supplyAsync(() -> other.run("evergreen", "add", "tips", "1")))
                .succeedsWithin(Duration.ofSeconds(20))
                .matches(added -> added.exit() == 0);

    Ran ran = workplace.run("import", file.toString(), "--evergreen", "tips", "--check", "links");

    assertThat(ran.exit()).isEqualTo(4);
    assertThat(ran.err())
        .isEqualTo(
            "belfry: the set tips was changed by somebody else meanwhile, and nothing was saved; say"
                + " it again\n");
    internet.meanwhile = () -> {};
    assertThat(
            workplace
                .run("import", file.toString(), "--evergreen", "tips", "--check", "links")
                .err())
        .contains("line 1: tips has the same text already (post 1)");
  }

  private Path intoASet(Path folder) throws IOException {
    Path schedule = folder.resolve("daily.yaml");
    Files.writeString(
        schedule,
        "name: daily\naccounts: %s\nzone: UTC\nslots:\n  - times: \"09:00\"\n".formatted(ANN));
    assertThat(workplace.run("schedules", "apply", schedule.toString()).exit()).isZero();
    assertThat(workplace.run("evergreen", "create", "tips", "--schedule", "daily").exit()).isZero();
    return Files.writeString(
        folder.resolve("posts.jsonl"), "{\"text\": \"See https://good.example.org/a\"}\n");
  }

  @Test
  void an_import_asks_all_links_at_its_end_where_somebody_says_so(@TempDir Path folder)
      throws IOException {
    String line = "{\"text\": \"%s\", \"to\": [\"%s\"], \"at\": \"2026-12-01T09:00:00Z\"}%n";
    Path file =
        Files.writeString(
            folder.resolve("posts.jsonl"),
            line.formatted("See https://good.example.org/a", ANN)
                + line.formatted("See https://gone.example.org/a", ANN));

    Ran ran = workplace.run("import", file.toString(), "--check", "links");
    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err()).startsWith("belfry: line 2: https://gone.example.org/a leads nowhere");
    assertThat(workplace.run("list").out()).doesNotContain("good");
  }

  @Test
  void a_post_for_other_networks_only_asks_nothing() {
    workplace.run("account", "add", "dry-run:x:ann");
    workplace.run("draft", "Hello @bob.example, see example.org", "--to", "dry-run:x:ann");

    assertThat(internet.asked).isEmpty();
  }

  @Test
  void an_account_may_go_without_cards() {
    workplace.run("draft", "See example.org", "--to", ANN);
    assertThat(request(1)).contains("app.bsky.embed.external").contains("A page");

    workplace.run("account", "add", "dry-run:bluesky:plain.example", "--cards", "off");
    workplace.run("draft", "See example.org/b", "--to", "dry-run:bluesky:plain.example");
    assertThat(request(2)).contains("example.org/b").doesNotContain("embed");
    assertThat(internet.asked).containsExactly("card https://example.org");
    assertThat(workplace.run("account", "show", "dry-run:bluesky:plain.example").out())
        .contains("cards    off");

    workplace.run("account", "set", "dry-run:bluesky:plain.example", "--cards", "on");
    assertThat(workplace.run("account", "show", "dry-run:bluesky:plain.example").out())
        .doesNotContain("cards");
  }

  @Test
  void it_can_be_switched_off() {
    workplace.set("BELFRY_LOOK_UPS", "off");
    workplace.run("draft", "Hello @bob.example", "--to", ANN);

    assertThat(internet.asked).isEmpty();
  }

  @Test
  void an_import_asks_of_each_mention_once_whether_it_is_somebody_and_nothing_else(
      @TempDir Path folder) throws IOException {
    Path file = folder.resolve("posts.jsonl");
    Files.writeString(
        file,
        line("Hello @bob.example, see example.org")
            + line("Hello again, @bob.example and @dave.example")
            + line("Hello @gone.example")
            + line("Hello again, @gone.example")
            + "{\"text\": \"A draft for @erin.example\", \"to\": [\"%s\"]}%n".formatted(ANN));

    Ran ran = workplace.run("import", file.toString());
    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err())
        .isEqualTo(
            "belfry: mention dave.example was not found\n"
                + "belfry: line 3: nobody on Bluesky is @gone.example; correct it, or say"
                + " --skip-check mention if it is meant\n");
    assertThat(internet.asked)
        .containsExactlyInAnyOrder(
            "mention bob.example", "mention dave.example", "mention gone.example");
    assertThat(workplace.run("list").out()).doesNotContain("Hello");
    internet.asked.clear();
    assertThat(workplace.run("import", "--dry-run", file.toString()).err()).isEqualTo(ran.err());
    assertThat(internet.asked).as("who is somebody is so for a day").hasSize(2);
    internet.asked.clear();

    Ran skipped = workplace.run("import", file.toString(), "--skip-check", "mention");
    assertThat(skipped.exit()).as(skipped.err()).isZero();
    assertThat(skipped.err()).contains("belfry: nobody has that name\n");
    assertThat(request(1)).as("known since the first try").contains(DID);
    assertThat(request(2)).contains(DID).contains("@dave.example");
    assertThat(request(3)).contains("@gone.example").doesNotContain("facets");
    assertThat(workplace.run("list").out()).contains("Hello again, @gone.example");
  }

  @Test
  void an_import_asks_five_hundred_at_the_most_and_says_so(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("posts.jsonl");
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 501; i++) {
      lines.append(line("Hello @b%d.example".formatted(i)));
    }
    Files.writeString(file, lines);

    Ran ran = workplace.run("import", file.toString());

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(internet.asked).hasSize(500);
    assertThat(ran.err())
        .contains("belfry: and so with 490 more\n")
        .contains("belfry: only the first 500 names that are mentioned were looked up\n");
  }

  @Test
  void an_import_into_an_evergreen_set_asks_for_the_accounts_of_the_set(@TempDir Path folder)
      throws IOException {
    Path daily = folder.resolve("daily.yaml");
    Files.writeString(
        daily,
        "name: daily\naccounts: [%s]\nzone: UTC\nslots: [{times: '14:00'}]\n".formatted(ANN));
    workplace.run("schedules", "apply", daily.toString());
    workplace.run("evergreen", "create", "tips", "--schedule", "daily");
    Path file =
        Files.writeString(
            folder.resolve("posts.jsonl"),
            "{\"text\": \"Hello @gone.example\"}\n{\"text\": \"https://gone.example.org\"}\n");

    Ran ran = workplace.run("import", file.toString(), "--evergreen", "tips", "--check", "links");

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err())
        .contains("line 1: nobody on Bluesky is @gone.example", "line 2: https://gone.example.org");

    Files.writeString(
        file,
        "{\"id\": \"a\", \"text\": \"Hello @gone.example\"}\n{\"id\": \"b\", \"text\": \"https://gone.example.org\"}\n");
    assertThat(workplace.run("import", file.toString()).exit()).isZero();
    Ran known = workplace.run("import", file.toString(), "--evergreen", "tips", "--check", "links");
    assertThat(known.exit()).isEqualTo(3);
    assertThat(known.err())
        .contains("post 1: nobody on Bluesky is @gone.example", "post 2: https://gone.example.org");
  }

  @Test
  void a_sync_asks_each_thing_once_also_where_it_changes_nothing(@TempDir Path folder)
      throws IOException {
    for (String name : List.of("a", "b")) {
      Files.writeString(
          folder.resolve(name + ".md"),
          "---\nto: %s\nat: 2026-12-01T09:00Z\n---\n%s @gone.example https://gone.example.org\n"
              .formatted(ANN, name));
    }

    Ran dry = workplace.run("sync", folder.toString(), "--dry-run", "--check", "links");

    assertThat(dry.exit()).isEqualTo(3);
    assertThat(dry.err())
        .contains("a.md, line 5, column 1: nobody on Bluesky is @gone.example")
        .contains("b.md, line 5, column 1: nobody on Bluesky is @gone.example")
        .contains("a.md, line 5, column 1: https://gone.example.org leads nowhere");
    assertThat(internet.asked.stream().filter("mention gone.example"::equals)).hasSize(1);
    assertThat(workplace.run("sync", folder.toString(), "--check", "links")).isEqualTo(dry);
  }

  private static String line(String text) {
    return "{\"text\": \"%s\", \"to\": [\"%s\"], \"at\": \"2026-12-01T09:00:00Z\"}%n"
        .formatted(text, ANN);
  }

  private String request(int post) {
    return workplace.run("preview", Integer.toString(post), "--json").out();
  }

  /** Knows one person, and shows the same page everywhere. */
  private static final class Internet implements Publishers {
    private final Networks networks = new Networks();
    private final List<String> asked = new ArrayList<>();
    private final List<String> links = new ArrayList<>();
    private Runnable meanwhile = () -> {};

    @Override
    public AskLinks links() {
      return (wanted, within) -> {
        meanwhile.run();
        links.addAll(wanted);
        return wanted.stream().collect(Collectors.toMap(link -> link, Internet::answer));
      };
    }

    private static AskLinks.Answer answer(String link) {
      return link.contains("gone")
          ? new AskLinks.Answer(AskLinks.Leads.NOWHERE, "gone.example.org answered 404")
          : link.contains("slow")
              ? new AskLinks.Answer(AskLinks.Leads.UNKNOWN, "it took too long")
              : AskLinks.Answer.GOOD;
    }

    @Override
    public LookUp lookUp(Network network) {
      return (account, wanted, within) -> {
        asked.addAll(wanted);
        Map<String, String> found =
            wanted.stream()
                .filter(name -> LookUp.isCard(name) || name.endsWith(" bob.example"))
                .collect(Collectors.toMap(name -> name, Internet::value));
        return new LookUp.Looked(
            found,
            wanted.contains("mention gone.example")
                ? Map.of("@gone.example", "nobody has that name")
                : Map.of(),
            wanted.stream()
                .filter(name -> !found.containsKey(name) && !name.endsWith(" gone.example"))
                .map(name -> name + " was not found")
                .toList());
      };
    }

    private static String value(String name) {
      return LookUp.isCard(name) ? "{\"title\":\"A page\",\"description\":\"\"}" : DID;
    }

    @Override
    public Renderer renderer(Network network) {
      return networks.renderer(network);
    }

    @Override
    public Publisher publisher(AccountName account) {
      return networks.publisher(account);
    }

    @Override
    public PostUrls urls(AccountName account) {
      return networks.urls(account);
    }

    @Override
    public LogIn logIn(Network network) {
      return networks.logIn(network);
    }

    @Override
    public Publisher dryRun() {
      return networks.dryRun();
    }

    @Override
    public Set<Network> live() {
      return networks.live();
    }
  }
}
