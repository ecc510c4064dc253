package dev.belfry.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.belfry.audit.HistoryUnreadable;
import dev.belfry.audit.SealHistory;
import dev.belfry.cli.TestWorkplace.Ran;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(PostgresExtension.class)
class SealedHistoryCommandsTest {
  private static final String X = "dry-run:x:demo";
  private static final String HASH =
      "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

  private final TestWorkplace workplace;
  private final QueueFixture queue;
  private final Path folder;
  private final Path file;

  SealedHistoryCommandsTest(DataSource source, @TempDir Path folder) {
    this.workplace = TestWorkplace.onTime(source);
    this.queue = new QueueFixture(source);
    this.folder = folder;
    this.file = folder.resolve("history.jsonl");
    run("account", "add", X);
    run("draft", "Ding, \"dong\"\r\n日本 👍 \\ e\u0301", "--to", X, "--now");
    run("draft", "Dong");
    run("run", "--once");
    run("draft", "not sealed yet");
  }

  @Test
  void run_once_seals_at_its_end_also_what_others_did() {
    run("run", "--once");

    assertThat(run("history", "verify").out()).contains("Every row is sealed.");
  }

  @Test
  void a_history_that_fits_is_said_to_with_what_is_not_sealed_yet() {
    Ran ran = run("history", "verify", "--anchor", anchor());

    assertThat(ran.lines().get(0))
        .isEqualTo("All 5 rows that are sealed are as they were, and the anchor holds.");
    assertThat(ran.lines().get(1)).isEqualTo("The newest seal: " + anchor());
    assertThat(ran.lines().get(2)).startsWith("The newest row, of 20").endsWith("sealed yet.");
  }

  @Test
  void the_answer_as_json_has_its_documented_fields() {
    JsonNode fits = json(workplace.run("history", "verify", "--json"));
    assertThat(fits.propertyNames())
        .containsExactly("fits", "newest", "unsealed", "unsealedSince", "misfit");
    assertThat(fits.get("fits").asBoolean()).isTrue();
    assertThat(fits.at("/newest/rows").asInt()).isEqualTo(5);
    assertThat(fits.get("unsealed").asInt()).isEqualTo(1);

    tamper();
    Ran ran = workplace.run("history", "verify", "--json");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(json(ran).get("fits").asBoolean()).isFalse();
    assertThat(json(ran).get("misfit").toString())
        .isEqualTo("{\"what\":\"changed\",\"row\":3,\"seal\":1,\"says\":\"row 3 was changed\"}");
  }

  @Test
  void a_history_that_does_not_fit_fails_and_names_the_row() {
    tamper();

    Ran ran = workplace.run("history", "verify");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.lines())
        .containsExactly("The history is not as it was sealed: row 3 was changed.");
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void an_anchor_is_one_line_and_the_same_in_json() {
    assertThat(run("history", "anchor").lines())
        .singleElement()
        .asString()
        .matches("1:[0-9a-f]{64} {2}5 rows, sealed 20\\S+Z");
    JsonNode json = json(run("history", "anchor", "--json"));
    assertThat(json.propertyNames()).containsExactly("seal", "sha256", "rows", "at");
    assertThat(anchor()).startsWith("1:" + json.get("sha256").asString());
  }

  @Test
  void without_a_seal_there_is_no_anchor(DataSource source) {
    queue.execute("ALTER TABLE seals DISABLE TRIGGER ALL; TRUNCATE seals");

    Ran ran = workplace.run("history", "anchor");

    assertThat(ran.exit()).isEqualTo(4);
    assertThat(ran.err()).startsWith("belfry: nothing is sealed yet; belfry run seals every");
    assertThat(run("history", "verify").lines())
        .singleElement()
        .asString()
        .startsWith("The newest 6 rows, since ");
  }

  /** Regression: seal 0 was compared with nothing, and so its anchor held. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "12:abc",
        "0:" + HASH,
        "000:" + HASH,
        "-1:" + HASH,
        "1:" + HASH + "0",
        "1:0" + HASH,
        "۱:" + HASH,
        "9223372036854775808:" + HASH,
        "99999999999999999999999999:" + HASH
      })
  void what_is_no_anchor_is_refused(String written) {
    Ran ran = workplace.run("history", "verify", "--anchor", written);

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err())
        .isEqualTo(
            ("belfry: --anchor takes the number of a seal, from 1, and its 64 digits, as belfry"
                    + " history anchor printed them, not \"%s\"; see belfry history verify --help%n")
                .formatted(written));
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void an_anchor_of_a_seal_that_is_far_away_does_not_hold() {
    Ran ran = workplace.run("history", "verify", "--anchor", "999999999999999999:" + HASH);

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).contains("is not there and the newest is 1: rows from 6 on were cut off");
  }

  @Test
  void an_anchor_may_be_written_with_zeros_before_it_and_in_capitals() {
    String anchor = "  00" + anchor().toUpperCase(Locale.ROOT);

    assertThat(run("history", "verify", "--anchor", anchor).out()).contains("the anchor holds");
  }

  @Test
  void what_belongs_to_a_command_below_stands_behind_it() {
    for (String[] args :
        List.of(
            new String[] {"history", "--json", "verify"},
            new String[] {"history", "1", "anchor"})) {
      Ran ran = workplace.run(args);
      assertThat(ran.exit()).isEqualTo(2);
      assertThat(ran.err()).contains("what belongs to " + args[2] + " stands behind it");
    }
  }

  @Test
  void the_export_has_each_line_of_the_history_as_json_prints_it_and_the_seals()
      throws IOException {
    export();

    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(7);
    assertThat(lines.get(5)).startsWith("{\"seal\":1,\"at\":\"20").contains("\"rows\":5,");
    assertThat(lines.stream().filter(line -> !line.startsWith("{\"seal\"")))
        .containsExactlyElementsOf(run("history", "--json").lines());
    assertThat(run("history", "export", "-").out()).isEqualTo(Files.readString(file));
    assertThat(run("history", "export", "--csv", "-").out())
        .isEqualTo(run("history", "--csv").out());
  }

  @Test
  void an_export_that_breaks_off_leaves_the_older_one() throws IOException {
    export();
    String before = Files.readString(file);
    queue.execute("ALTER TABLE seals RENAME TO hidden");

    assertThat(workplace.run("history", "export", file.toString()).exit()).isEqualTo(1);

    assertThat(Files.readString(file)).isEqualTo(before);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  /** Regression: each of them ended with "something went wrong inside Belfry". */
  @Test
  void a_row_that_can_not_be_read_is_named_and_nothing_is_exported() {
    own("ALTER TABLE history ALTER at DROP NOT NULL; UPDATE history SET at = NULL WHERE seq = 3");

    Ran ran = workplace.run("history", "verify");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.lines())
        .containsExactly("The history is not as it was sealed: row 3 was changed.");

    for (String[] command :
        List.of(
            new String[] {"history", "export", file.toString()},
            new String[] {"history", "export", "--csv", file.toString()},
            new String[] {"history"})) {
      assertFails("row 3", workplace.run(command));
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void a_seal_that_can_not_be_read_is_named_and_nothing_is_exported() {
    own("ALTER TABLE seals ALTER sealed_at DROP NOT NULL; UPDATE seals SET sealed_at = NULL");

    Ran ran = workplace.run("history", "verify");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.lines())
        .containsExactly(
            "The history is not as it was sealed:"
                + " seal 1, which covered row 1 and others, can't be read: it was rewritten.");

    assertFails("seal 1", workplace.run("history", "export", file.toString()));
    assertFails("seal 1", workplace.run("history", "anchor"));
    assertFails("seal 1", workplace.run("run", "--once"));
    assertThat(file).doesNotExist();
  }

  /** Regression: each of them ended with "something went wrong inside Belfry". */
  @Test
  void a_column_that_was_renamed_is_said_to_be_tampering_and_nothing_is_exported() {
    queue.execute("ALTER TABLE history RENAME detail TO words");

    Ran ran = workplace.run("history", "verify");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.lines())
        .containsExactly(
            "The history is not as it was sealed: the column detail of the table history was"
                + " dropped or renamed.");
    assertThat(ran.err()).isEmpty();
    assertThat(json(workplace.run("history", "verify", "--json")).at("/misfit/what").asString())
        .isEqualTo("table_altered");

    String table = "the table history";
    assertCannotBeRead(table, workplace.run("history"));
    assertCannotBeRead(table, workplace.run("history", "export", file.toString()));
    assertCannotBeRead(table, workplace.run("history", "export", "--csv", file.toString()));
    assertThat(file).doesNotExist();
  }

  /** Regression: they told it in the database's own words, and the doctor told nothing else. */
  @ParameterizedTest
  @CsvSource({
    "history RENAME seq TO n, the table history, run --once",
    "history RENAME TO hidden, the table history, ''",
    "seals RENAME below TO b, the table seals, history anchor",
    "seals RENAME TO hidden, the table seals, history anchor",
    "history RENAME detail TO words, the table history, run --once",
  })
  void a_table_that_was_altered_is_named_by_who_seals_and_who_asks_of_seals(
      String alteration, String table, String command) {
    queue.execute("ALTER TABLE " + alteration);

    if (!command.isEmpty()) {
      assertCannotBeRead(table, workplace.run(command.split(" ")));
    }
    assertThatThrownBy(() -> SealHistory.seal(queue.database()))
        .isInstanceOf(HistoryUnreadable.class)
        .hasMessageStartingWith(table + " can't be read");
    Check check = new CheckSeals(workplace).check();
    assertThat(check.isBad()).isTrue();
    assertThat(check.says()).startsWith(table + " can't be read");
  }

  @Test
  void a_seal_that_can_not_be_read_is_told_by_the_doctor() {
    own("ALTER TABLE seals ALTER sealed_at DROP NOT NULL; UPDATE seals SET sealed_at = NULL");

    assertThat(new CheckSeals(workplace).check().says())
        .startsWith("seal 1 of the history can't be read");
  }

  private static void assertFails(String what, Ran ran) {
    assertCannotBeRead(what + " of the history", ran);
  }

  private static void assertCannotBeRead(String what, Ran ran) {
    assertThat(ran.err())
        .isEqualTo(
            ("belfry: %s can't be read, for somebody has changed it behind Belfry's"
                    + " back; belfry history verify names the first change%n")
                .formatted(what));
    assertThat(ran.exit()).isEqualTo(1);
  }

  /** What an export has of it is its line, which says nothing of the rows' hashes. */
  @Test
  void a_seal_whose_leaves_can_not_be_read_is_exported_and_proves_its_rows() throws Exception {
    own("UPDATE seals SET seqs[1] = NULL");

    assertThat(workplace.run("history", "verify").exit()).isEqualTo(1);
    export();
    assertThat(execute(List.of("sh", documented("sh").toString(), file.toString())))
        .startsWith("0 everything fits 1 seals");
  }

  @Test
  void what_was_put_beside_an_image_shows_in_an_export() throws Exception {
    own("UPDATE history SET media = '{\"hidden\": \"words\"}' WHERE seq = 3");

    export();
    assertThat(Files.readAllLines(file).get(2))
        .contains("\"media\":\"{\\\"hidden\\\": \\\"words\\\"}\",");
    assertThat(execute(List.of("sh", documented("sh").toString(), file.toString())))
        .startsWith("1 seal 1 does not fit");
    assertThat(run("history", "export", "--csv", "-").out())
        .contains(",\"{\"\"hidden\"\": \"\"words\"\"}\",");
  }

  @ParameterizedTest
  @CsvSource({"python, python3", "sh, sh"})
  void the_documented_script_says_what_fits_and_what_does_not(String language, String program)
      throws Exception {
    Path script = documented(language);
    List<String> command = List.of(program, script.toString(), file.toString());
    export();
    assumeTrue(runs(program), program + " is not installed; the script was not tried");
    run("run", "--once");
    run("draft", "the tail");
    export();

    assertThat(execute(command)).startsWith("0 ").contains("2");

    String whole = Files.readString(file);
    for (String tampered :
        List.of(
            whole.replace("Dong", "Dung"),
            whole.replace("\"rows\":5", "\"rows\":6"),
            whole.replaceFirst("(?m)^.*Dong.*\n", ""),
            whole.replaceFirst("(?m)^(.*Dong.*\n)", "$1$1"),
            whole.replaceFirst("(?m)^(.*Dong.*\n)", "").replaceFirst("^", line(whole, "Dong")),
            whole.replaceFirst("\"sha256\":\"[0-9a-f]", "\"sha256\":\"g"))) {
      assertThat(tampered).isNotEqualTo(whole);
      Files.writeString(file, tampered);
      assertThat(execute(command)).startsWith("1 ").contains("does not fit");
    }
  }

  @Test
  void the_documented_script_holds_an_export_to_anchors() throws Exception {
    assumeTrue(runs("python3"), "python3 is not installed; the script was not tried");
    String anchor = anchor();
    String script = documented("python").toString();
    export();
    String whole = Files.readString(file);
    assertThat(execute(List.of("python3", script, file.toString(), anchor))).startsWith("0 5 rows");

    Files.writeString(file, whole.replaceFirst("(?m)^\\{\"seal.*\n", ""));
    assertThat(execute(List.of("python3", script, file.toString(), anchor)))
        .startsWith("1 the end was cut off");

    queue.execute(
        "ALTER TABLE seals DISABLE TRIGGER ALL; TRUNCATE seals;"
            + " ALTER TABLE history DISABLE TRIGGER ALL; UPDATE history SET actor = 'eve'");
    seal();
    export();
    assertThat(execute(List.of("python3", script, file.toString(), anchor)))
        .startsWith("1 seal 1 is not that of the anchor");
  }

  private static String line(String whole, String text) {
    Matcher line = Pattern.compile("(?m)^.*" + text + ".*\n").matcher(whole);
    assertThat(line.find()).isTrue();
    return Matcher.quoteReplacement(line.group());
  }

  private Path documented(String language) throws IOException {
    String page = Files.readString(Path.of("docs", "verify-history.md"));
    Matcher block = Pattern.compile("(?ms)^```" + language + "\n(.*?)^```$").matcher(page);
    assertThat(block.find()).isTrue();
    assertThat(block.group(1).lines().count()).isLessThanOrEqualTo(30);
    return Files.writeString(folder.resolve("verify." + language), block.group(1));
  }

  private static boolean runs(String program) {
    try {
      return execute(List.of(program, "-c", "exit()")).startsWith("0")
          || execute(List.of(program, "-c", "exit")).startsWith("0");
    } catch (IOException | InterruptedException e) {
      return false;
    }
  }

  /** The exit code and what was said. */
  private static String execute(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(new ArrayList<>(command)).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return process.exitValue() + " " + said;
  }

  private void tamper() {
    own("UPDATE history SET actor = 'eve' WHERE seq >= 3");
  }

  /** What only the tables' owner can do. */
  private void own(String sql) {
    queue.execute(
        "ALTER TABLE history DISABLE TRIGGER ALL; ALTER TABLE seals DISABLE TRIGGER ALL; " + sql);
  }

  private void seal() {
    assertThat(SealHistory.seal(queue.database())).isPositive();
  }

  private void export() {
    run("history", "export", file.toString());
  }

  private String anchor() {
    return run("history", "anchor").out().strip();
  }

  private static JsonNode json(Ran ran) {
    return JsonMapper.shared().readTree(ran.out());
  }

  private Ran run(String... args) {
    Ran ran = workplace.run(args);
    assertThat(ran.exit()).as(ran.err()).isZero();
    return ran;
  }
}
