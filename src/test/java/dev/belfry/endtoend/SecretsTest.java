package dev.belfry.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.account.Credential;
import dev.belfry.account.Credentials.Renewed;
import dev.belfry.app.Program;
import dev.belfry.app.postgres.DbAddress;
import dev.belfry.cli.terminal.Screen;
import dev.belfry.publish.Attempt;
import dev.belfry.publish.LogIn.Standing;
import dev.belfry.publish.Outcome;
import dev.belfry.testing.HeardLogs;
import dev.belfry.testing.LoggedInNetworks;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.ScriptedLogIn;
import dev.belfry.testing.ScriptedPublishers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Secrets that can be told from anything else are led through all that Belfry does with them, and
 * looked for afterwards in all that it leaves behind.
 */
@ExtendWith(PostgresExtension.class)
final class SecretsTest {
  private static final String PIN = "pin-5e1f0a93";
  private static final String PASSWORD = "app-password-c0ffee41";
  private static final String ACCESS = "access-token-9b2d77e0";
  private static final String REFRESH = "refresh-token-31aa64fd";
  private static final Pattern KEY = Pattern.compile("\"value\": ?\"([^\"]+)\"");

  private final DbAddress address;
  private final DataSource source;
  private final Path folder;
  private final Path keyFile;
  private final ScriptedLogIn logIn = new ScriptedLogIn();
  private final Queue<BiFunction<Attempt, Credential, Outcome>> script =
      new ConcurrentLinkedQueue<>();
  private final Queue<LoggedInNetworks> vaults = new ConcurrentLinkedQueue<>();
  private final Map<String, String> said = new LinkedHashMap<>();
  private final List<String> secrets = new ArrayList<>(List.of(PIN, PASSWORD, ACCESS, REFRESH));

  SecretsTest(DbAddress address, DataSource source, @TempDir Path folder) {
    this.address = address;
    this.source = source;
    this.folder = folder;
    this.keyFile = folder.resolve("key");
  }

  @Test
  void no_secret_is_in_anything_that_belfry_leaves_behind() throws IOException {
    try (HeardLogs logs = new HeardLogs()) {
      liveThroughEverything();
      assertThat(Leaks.of(secrets, everything(logs))).isEmpty();

      // The same search finds each of them where somebody has put it.
      for (String secret : secrets) {
        run("draft", "I should not have told " + secret);
        LoggerFactory.getLogger("dev.belfry").warn("Nor should a log: {}", secret);
      }
      run("list", "--json");
      run("export", file("later.jsonl"));
      assertThat(Leaks.of(secrets, everything(logs)))
          .hasSizeGreaterThanOrEqualTo(secrets.size() * 4)
          .anyMatch(leak -> leak.contains("a log"))
          .anyMatch(leak -> leak.contains("table parts"))
          .anyMatch(leak -> leak.contains("list --json"))
          .anyMatch(leak -> leak.contains("later.jsonl"));
    }
  }

  private void liveThroughEverything() throws IOException {
    List<BiFunction<Attempt, Credential, Outcome>> troubles = troubles();
    for (int i = 0; i < troubles.size(); i++) {
      String account = "x:a" + i;
      assertThat(run("account", "login", account)).isZero();
      assertThat(run("draft", "Hello from " + account, "--to", account, "--now")).isZero();
    }
    rememberKeys();
    script.addAll(troubles);
    assertThat(run("run", "--once")).isZero();
    assertThat(script).isEmpty();
    assertThat(run("account", "rekey")).isZero();
    rememberKeys();
    assertThat(secrets).hasSize(6);
    look();
    goWrong();
  }

  /** One for each account, in whichever order. */
  private List<BiFunction<Attempt, Credential, Outcome>> troubles() {
    return List.of(
        (attempt, credential) -> ScriptedPublishers.posted(attempt),
        (attempt, credential) -> new Outcome.Refused("400 bad", false),
        (attempt, credential) -> new Outcome.Refused("503 later", true),
        (attempt, credential) -> new Outcome.NotSent("connection refused"),
        (attempt, credential) -> new Outcome.Unconfirmed("timed out"),
        (attempt, credential) -> new Outcome.AccountRefused("402 pay first"),
        (attempt, credential) ->
            new Outcome.Deferred(Instant.parse("2100-01-01T00:00:00Z"), "429 slow down"),
        (attempt, credential) -> {
          throw new IllegalStateException("a defect, with " + credential);
        },
        (attempt, credential) -> renews(attempt, credential, new Renewed.NotNow("503")),
        (attempt, credential) -> renews(attempt, credential, new Renewed.NeedsLogIn("revoked")),
        (attempt, credential) ->
            renews(
                attempt,
                credential,
                new Renewed.Fresh(
                    credential.renewed(
                        "{\"access\":\"%s\",\"refresh\":\"%s\"}".formatted(ACCESS, REFRESH),
                        Instant.parse("2100-01-01T00:00:00Z")))));
  }

  private Outcome renews(Attempt attempt, Credential credential, Renewed renewed) {
    return vaults
        .element()
        .credentials()
        .renew(credential, current -> renewed)
        .fold(
            new Renewed.Cases<Outcome>() {
              @Override
              public Outcome fresh(Renewed.Fresh fresh) {
                assertThat(fresh.credential().secret()).contains(ACCESS);
                return ScriptedPublishers.posted(attempt);
              }

              @Override
              public Outcome needsLogIn(Renewed.NeedsLogIn refused) {
                return new Outcome.AccountRefused(refused.toString());
              }

              @Override
              public Outcome notNow(Renewed.NotNow unclear) {
                return new Outcome.NotSent(unclear.toString());
              }
            });
  }

  private void look() {
    for (String command :
        List.of(
            "history",
            "history --json",
            "history verify",
            "queue",
            "queue --json",
            "list",
            "list --json",
            "account list",
            "account list --json",
            "account list --check --json",
            "account show x:a1",
            "account show x:a1 --json",
            "show 1",
            "show 1 --json",
            "preview 1 --json",
            "doctor",
            "doctor --json",
            "doctor -v",
            "nodes",
            "db status",
            "db url")) {
      run(command.split(" "));
    }
    run("history", "export", file("history.jsonl"));
    run("export", file("export.jsonl"));
  }

  /** With the stack trace, each. */
  private void goWrong() throws IOException {
    logIn.thenSays(new Standing.Works("somebody-else"));
    assertThat(run("-v", "account", "login", "x:wrong")).isEqualTo(1);
    logIn.thenSays(new Standing.Refused("no"));
    assertThat(run("-v", "account", "login", "x:wrong")).isEqualTo(1);
    String whole = Files.readString(keyFile);
    Files.writeString(keyFile, whole.substring(0, whole.length() / 2));
    assertThat(run("-v", "account", "login", "x:wrong")).isEqualTo(1);
    assertThat(run("-v", "account", "rekey")).isEqualTo(1);
    run("-v", "retry", "2");
    run("-v", "run", "--once");
    run("-v", "account", "list", "--check");
    run("-v", "doctor");
    Files.writeString(keyFile, whole);
    assertThat(run("account", "logout", "x:a1")).isZero();
  }

  /** The bytes of each key, in base64 as the file has them. */
  private void rememberKeys() throws IOException {
    Matcher key = KEY.matcher(Files.readString(keyFile));
    while (key.find()) {
      // What the keys have in common is how they begin: a word of the format.
      secrets.add(key.group(1).substring(8));
    }
  }

  private Map<String, String> everything(HeardLogs logs) throws IOException {
    Map<String, String> all = new LinkedHashMap<>(said);
    all.put("a log", logs.text());
    all.putAll(Leaks.tables(source));
    for (String name : List.of("history.jsonl", "export.jsonl", "later.jsonl")) {
      Path file = folder.resolve(name);
      all.put(name, Files.exists(file) ? Files.readString(file) : "");
    }
    assertThat(all).hasSizeGreaterThan(50);
    return all;
  }

  private int run(String... args) {
    Map<String, String> environment = new HashMap<>();
    environment.put("BELFRY_HOME", folder.resolve("home").toString());
    environment.put("BELFRY_KEY_FILE", keyFile.toString());
    environment.put("BELFRY_DB_URL", address.url());
    environment.put("BELFRY_DB_USER", address.user());
    environment.put("BELFRY_DB_PASSWORD", address.password());
    environment.put(ScriptedLogIn.VARIABLE, PASSWORD);
    Screen screen = Screen.files((PIN + "\n").getBytes(UTF_8));
    int exit =
        new Program(
                environment,
                screen.console(),
                tools -> {
                  LoggedInNetworks made = new LoggedInNetworks(tools.credentials(), logIn, script);
                  vaults.clear();
                  vaults.add(made);
                  return made;
                })
            .run(args);
    said.put(said.size() + " " + String.join(" ", args), screen.out() + screen.err());
    return exit;
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }
}
