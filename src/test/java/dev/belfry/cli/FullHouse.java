package dev.belfry.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.cli.TestWorkplace.Ran;
import dev.belfry.media.Images;
import dev.belfry.media.MadeMp4;
import dev.belfry.networks.Networks;
import dev.belfry.publish.Outcome;
import dev.belfry.testing.QueueFixture;
import dev.belfry.testing.ScriptedNode;
import dev.belfry.testing.ScriptedPublishers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;

/** A Belfry with something of everything in it, as people make it by commands. */
final class FullHouse {
  static final String X = "dry-run:x:demo";
  static final String LIVE = "x:me";
  static final String BLUESKY = "dry-run:bluesky:demo.example";
  static final String MASTODON = "dry-run:mastodon:demo@example.social";

  private final ScriptedPublishers network = new ScriptedPublishers();
  private final TestWorkplace here;
  private final QueueFixture queue;
  private final ScriptedNode node;
  private final Path folder;

  FullHouse(DataSource source, Path folder) {
    this.here = TestWorkplace.onTime(source);
    this.queue = new QueueFixture(source);
    this.node = new ScriptedNode(queue, network, here.clock());
    this.folder = folder;
  }

  TestWorkplace workplace() {
    return here;
  }

  /** Fills it. */
  void fill() throws IOException {
    accounts();
    ended();
    words();
    media();
    times();
    slots();
    repeats();
    folder();
    sets();
    restored();
    stopped();
  }

  private void accounts() {
    fine("account", "add", X, "--zone", "America/New_York");
    fine("account", "add", LIVE, "--spacing", "0s", "--when-absent", "resend", "--premium");
    fine("account", "set", LIVE, "--monthly-cap", "12.50", "--late", "skip", "--late-after", "2h");
    fine("account", "add", BLUESKY, "--zone", "Asia/Tokyo", "--cards", "off", "--late", "post");
    fine("account", "add", MASTODON, "--spacing", "90s");
    fine("account", "add", "dry-run:x:gone");
    fine("draft", "For one that is gone", "--to", "dry-run:x:gone");
    fine("account", "remove", "dry-run:x:gone");
  }

  /** Each way in which a delivery can be over, or in doubt; the live parts of post 2 stay. */
  private void ended() {
    fine("thread", "-c", "Live", "-c", "too", "--to", LIVE, "--now", "--key", "live");
    node.pass();
    fine("draft", "Taken back", "--to", LIVE, "--now");
    node.pass();
    takeBack("3");
    fine("draft", "Refused", "--to", LIVE, "--now");
    network.then(new Outcome.Refused("no such thing", false));
    node.pass();
    fine("thread", "-c", "Half", "-c", "a", "-c", "thread", "--to", LIVE, "--now");
    network.then(ScriptedPublishers.posted(4, 1)).then(new Outcome.Refused("not this", false));
    node.pass();
    fine("thread", "-c", "Half", "-c", "cancelled", "--to", LIVE, "--now");
    network.then(ScriptedPublishers.posted(5, 1)).then(new Outcome.Refused("not that", false));
    node.pass();
    takeBack("6");
    fine("draft", "In doubt", "--to", LIVE, "--now");
    network.then(new Outcome.Unconfirmed("no answer"));
    node.pass();
  }

  private void takeBack(String post) {
    here.on(network);
    fine("retract", post, "--yes");
    here.on(new Networks());
  }

  private void words() {
    fine("draft", "Gone", "--key", "gone");
    fine("delete", "8");
    fine("draft", "A draft, “quoted” 日本 👨‍👩‍👧\n\n ", "--to", X, "--key", "mine");
    fine("draft", "For nobody yet");
    String[] thread = {"thread", "-c", "one", "--text-for", "bluesky", "one, at length", "-c"};
    fine(concat(thread, "two", "--to", X, "--to", BLUESKY, "--at", "2027-12-01 09:00"));
    String[] shown = {"draft", "How it appears", "--to", MASTODON, "--visibility", "unlisted"};
    fine(
        concat(
            shown,
            "--language",
            "pt-BR",
            "--warning",
            "Loud bells",
            "--quote",
            "https://x.com/bells/status/20",
            "--in",
            "3d"));
  }

  private void media() throws IOException {
    String png = Images.png(folder, "a.png").toString();
    String jpeg = write("b.jpg", Images.draw("jpeg", 20, 10));
    String webp = write("c.webp", Images.webp());
    String gif = write("d.gif", Images.draw("gif", 9, 9));
    String film = write("e.mp4", new MadeMp4().bytes());
    String[] three = {"draft", "Three", "--to", MASTODON, "--in", "2d", "--media", png, "--alt"};
    String[] more = {"A bell,\nringing", "--media", jpeg, "--alt", "Another \"bell\""};
    fine(concat(concat(three, more), "--media", webp, "--alt", "A third"));
    fine("draft", "Moving", "--media", gif, "--alt", "It swings");
    fine("draft", "Film", "--media", film, "--no-alt", "--to", X, "--in", "2d");
  }

  private void times() {
    fine("draft", "The second hour", "--to", X, "--at", "2027-11-07 01:30", "--later");
    // The accounts' zones differ, so that this is two instants.
    fine("draft", "By the clock there", "--to", X, "--to", BLUESKY, "--at", "2027-01-15 09:00");
    fine("draft", "Planned for one, a draft for the other", "--to", X, "--to", BLUESKY);
    fine("schedule", "18", "--to", X, "--in", "2h");
    fine("draft", "With seconds", "--to", X, "--at", "2027-01-15 09:00:30", "--zone", "Asia/Tokyo");
    fine("draft", "With an offset", "--to", X, "--at", "2027-01-15T09:00+05:45");
  }

  private void slots() throws IOException {
    String schedule =
        "name: sundays\naccounts: [%s, %s]\nzone: America/New_York\njitter: 7\nslots:\n  - days: sun\n    times: [\"02:30\", \"18:00\"]\n"
            .formatted(X, BLUESKY);
    fine("schedules", "apply", write("sundays.yaml", schedule.getBytes(UTF_8)));
    fine("draft", "In whichever slot", "--to", X, "--to", BLUESKY, "--next");
    fine("draft", "In this one's", "--to", X, "--slot", "sundays");
  }

  private void repeats() {
    fine("draft", "Every day", "--to", X, "--to", BLUESKY, "--key", "daily");
    fine("schedule", "23", "--every", "0 0 9 * * ?", "--zone", "Europe/Paris", "--times", "4");
    fine("delete", "25");
    fine("draft", "Every month, once", "--to", X);
    String monthly = newest();
    fine("schedule", monthly, "--every", "0 0 9 1 * ?", "--until", "2027-12-31");
    fine("unschedule", monthly);
  }

  private void folder() throws IOException {
    Path posts = Files.createDirectories(folder.resolve("posts"));
    Files.writeString(posts.resolve("kept.md"), "---\nto: " + X + "\n---\n\nOf a file\n");
    Files.writeString(posts.resolve("out.md"), "---\n---\n\nOf another, deleted by hand\n");
    fine("sync", posts.toString(), "--name", "team");
    String listed = fine("list", "--json").out();
    String before = listed.substring(0, listed.indexOf("Of another, deleted by hand"));
    String post = before.substring(before.lastIndexOf("\"post\":") + 7);
    fine("delete", post.substring(0, post.indexOf(',')));
  }

  private void sets() throws IOException {
    String schedule =
        "name: rotation\naccounts: %s\nzone: UTC\nslots:\n  - times: [\"05:30\", \"11:30\", \"17:30\", \"23:30\"]\n"
            .formatted(X);
    fine("schedules", "apply", write("rotation.yaml", schedule.getBytes(UTF_8)));
    fine("draft", "A fact");
    String fact = newest();
    fine("draft", "The same in other words");
    String other = newest();
    fine("evergreen", "create", "facts", "--schedule", "rotation");
    fine("evergreen", "add", "facts", fact);
    fine("evergreen", "add", "facts", fact, "--variation", other);
    // The one that is in a person's hands stays when the set is held; the others go.
    fine("hold", newest(), "--reason", "not this one");
    fine("evergreen", "hold", "facts", "--reason", "launch week");
  }

  /** It failed, is known to have been sent all the same, and nobody has looked at it yet. */
  private void restored() {
    queue.execute(
        """
        INSERT INTO restores (node, epoch, sent_until, resumed_at, actor, deliveries)
        SELECT 'n1', 0, now() - interval '1 day', now(), 'ann@lab', array_agg(id)
        FROM deliveries WHERE post_id = 4
        """);
  }

  private void stopped() {
    fine("draft", "Held", "--to", X, "--in", "1h");
    fine("hold", newest(), "--reason", "wait for the figures");
    fine("hold", "--account", MASTODON, "--reason", "a \"storm\"");
    fine("hold", "--all", "--reason", "we move");
  }

  /** The number of the newest post. */
  private String newest() {
    String listed = fine("list", "--json").out();
    String post = listed.substring(listed.lastIndexOf("\"post\":") + 7);
    return post.substring(0, post.indexOf(','));
  }

  private String write(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content).toString();
  }

  private static String[] concat(String[] first, String... rest) {
    String[] all = Arrays.copyOf(first, first.length + rest.length);
    System.arraycopy(rest, 0, all, first.length, rest.length);
    return all;
  }

  private Ran fine(String... args) {
    Ran ran = here.run(args);
    assertThat(ran.exit()).as("%s: %s", List.of(args), ran.err()).isZero();
    return ran;
  }
}
