package dev.belfry.cli;

import dev.belfry.cli.terminal.ProgressBar;
import dev.belfry.compose.ImportJsonLines.TakeHouse;
import dev.belfry.compose.ProblemList;
import dev.belfry.compose.RawPost;
import dev.belfry.media.ReadFile;
import dev.belfry.queue.ExpectManyRows;
import dev.belfry.sql.SqlWork;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code belfry import FILE | -}: the posts of a file, all of them or none. */
final class ImportCommand implements Command {
  private static final String STDIN = "-";
  private static final String EVERGREEN = "--evergreen";

  /** Reads the posts of a file, and hands on what else there is in it. */
  @FunctionalInterface
  private interface ReadFrom {
    Stream<RawPost> read(TakeHouse house, ProblemList problems);
  }

  private final Workplace workplace;

  ImportCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(
        Takes.parameter(
            0, "1", "FILE", "JSON Lines, or another program's file; - reads standard input."));
    spec.addOption(Takes.many("--to", "ACCOUNT", "Where posts go that name no account themselves."))
        .addOption(
            Takes.one(
                EVERGREEN,
                "SET",
                "Put all of it into this evergreen set, also what was here already."))
        .addOption(Takes.flag("--later", "Take the later one of a time that comes twice."))
        .addOption(Takes.flag("--past-as-draft", "Take posts whose time is past as drafts."))
        .addOption(
            Takes.flag("--dry-run", "Check it all and tell what would happen; save nothing."))
        .addOption(Takes.flag("--json", "Write {posts, isNew, known, scheduled, saved} as JSON."));
    ImportOptions.declare(spec);
    TakeMedia.addTo(spec);
    AskedChecks.addTo(spec);
    spec.usageMessage()
        .description(
            "Save the posts of a file: all of them, or none where one has a problem. A post whose"
                + " id was imported before stays as it is.",
            "",
            "{\"id\": \"a\", \"text\": \"Ding\", \"media\": [{\"file\": \"bell.png\", \"alt\": \"A"
                + " bell\"}]}",
            "{\"id\": \"b\", \"parts\": [{\"text\": \"one\"}, {\"text\": \"two\"}], \"to\": [\"x:me\"]}",
            "{\"text\": \"Dong\", \"at\": \"2026-12-01 09:00\", \"zone\": \"Europe/Paris\"}",
            "",
            "All but the text may be left out. Files are looked for beside the file that names"
                + " them. What Buffer and Hootsuite take, any CSV, Typefully's threads, .tweet files"
                + " and X's archive come in as well.");
    Takes.examples(
        spec,
        "belfry import posts.jsonl --to bluesky:me.example",
        "belfry import --dry-run posts.jsonl",
        "belfry import plan.csv --map text=Message --map at=When --to x:me",
        "belfry import twitter-2026-11-01/ --no-alt",
        "belfry import twitter-2026-11-01/ --no-alt --evergreen tips");
  }

  @Override
  public ExitCode run(ParseResult given) throws IOException {
    String file = given.matchedPositionalValue(0, "");
    new FreshLimits(workplace).ofAll();
    ImportOptions options = new ImportOptions(given, workplace.console().err()::println);
    Imported imported;
    Path path = Path.of(file).toAbsolutePath();
    if (file.equals(STDIN)) {
      InputStream in = workplace.console().in();
      imported =
          read(
              given,
              0,
              (house, problems) ->
                  options.read(in, "standard input", Path.of(""), house, problems));
    } else if (Files.isDirectory(path)) {
      imported = read(given, 0, (house, problems) -> options.readArchive(path, house, problems));
    } else {
      Path folder = path.resolveSibling("");
      try (InputStream in = ReadFile.open(Path.of(file))) {
        imported =
            read(
                given,
                lines(path),
                (house, problems) -> options.read(in, file, folder, house, problems));
      }
    }
    new TellImported(workplace, given.hasMatchedOption("--dry-run"))
        .tell(imported, given.hasMatchedOption("--json"));
    @Nullable String evergreen = given.matchedOptionValue(EVERGREEN, null);
    if (evergreen != null && !given.hasMatchedOption("--dry-run")) {
      fill(evergreen, given.hasMatchedOption("--json"));
    }
    return ExitCode.FINE;
  }

  private void fill(String evergreen, boolean json) {
    FillEvergreen fill = new FillEvergreen(workplace);
    if (json) {
      fill.fill(evergreen);
    } else {
      workplace.console().out().printf("All of it is in the evergreen set %s.%n", evergreen);
      fill.fillAndTell(evergreen);
    }
  }

  /**
   * @param lines how many there are, for the progress bar; 0 where nobody knows
   * @param posts reads them, and adds problems to the list
   */
  private Imported read(ParseResult given, long lines, ReadFrom posts) {
    try (ProgressBar bar =
        new ProgressBar(workplace.console(), workplace.clock(), "importing", lines)) {
      SqlWork<Imported> work = connection -> read(connection, posts, given, bar);
      return given.hasMatchedOption("--dry-run")
          ? workplace.database().rehearse(work)
          : workplace.database().inTransaction(work);
    }
  }

  private Imported read(Connection connection, ReadFrom source, ParseResult given, ProgressBar bar)
      throws SQLException {
    ExpectManyRows.inTransaction(connection);
    @Nullable String set = given.matchedOptionValue(EVERGREEN, null);
    @Nullable ImportEvergreen evergreen =
        set == null
            ? null
            : ImportEvergreen.into(
                connection,
                workplace,
                set,
                new BeforeQueueing(workplace, AskedChecks.of(given, workplace)));
    ImportPosts.Asked asked = asked(given, workplace, evergreen);
    try (ImportMentions mentions = new ImportMentions(workplace, asked.checks())) {
      Imported imported = read(connection, source, given, bar, asked, mentions);
      if (evergreen != null) {
        evergreen.put(connection, mentions);
      }
      return imported;
    }
  }

  private Imported read(
      Connection connection,
      ReadFrom source,
      ParseResult given,
      ProgressBar bar,
      ImportPosts.Asked asked,
      ImportMentions mentions)
      throws SQLException {
    ProblemList problems = new ProblemList();
    ImportAccounts accounts =
        new ImportAccounts(connection, given.matchedOptionValue("--to", List.of()));
    try (WriteBehind writer = new WriteBehind(connection)) {
      Arrival arrival = new Arrival();
      ImportPosts posts =
          new ImportPosts(writer, workplace, accounts, arrival, mentions, asked, problems);
      TakeHouseLines house =
          new TakeHouseLines(
              writer, workplace, arrival, posts, problems, given.hasMatchedOption("--dry-run"));
      Iterator<RawPost> each = source.read(house, problems).iterator();
      while (each.hasNext()) {
        bar.reached(posts.add(each.next()));
      }
      Imported imported = posts.finish();
      return imported.with(house.finish(), house.summary());
    }
  }

  private static ImportPosts.Asked asked(
      ParseResult given, Workplace workplace, @Nullable ImportEvergreen evergreen) {
    AskedChecks checks = AskedChecks.of(given, workplace);
    return new ImportPosts.Asked(
        TakeMedia.of(given, checks),
        checks,
        given.hasMatchedOption("--later"),
        given.hasMatchedOption("--past-as-draft"),
        given.hasMatchedOption("--dry-run"),
        evergreen);
  }

  /** Only a terminal shows how far it is; elsewhere the file is read once. */
  private long lines(Path file) throws IOException {
    if (!workplace.console().errMovesCursor()) {
      return 0;
    }
    long lines = 0;
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = ReadFile.open(file)) {
      for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
        for (int i = 0; i < read; i++) {
          lines += buffer[i] == '\n' ? 1 : 0;
        }
      }
    }
    return lines;
  }
}
