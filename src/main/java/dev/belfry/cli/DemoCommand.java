package dev.belfry.cli;

import dev.belfry.jobs.Node;
import dev.belfry.release.ReleaseWatcher;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code belfry demo}: the whole story in a scratch home, with the same commands that people use.
 */
final class DemoCommand implements Command {
  private static final String X = "dry-run:x:demo";
  private static final String BLUESKY = "dry-run:bluesky:demo.example";

  /** One post and a thread of three, each for two accounts. */
  private static final int PARTS = 8;

  private static final int PATIENCE_SECONDS = 25;

  private final Workplace workplace;

  DemoCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    Takes.examples(spec, "belfry demo");
  }

  @Override
  public ExitCode run(ParseResult given) throws IOException, InterruptedException {
    say("This is the whole story in a scratch home, in dry-run: nothing leaves this machine.");
    say("Each line that begins with $ is a command that you can type yourself.");
    try (ScratchWorkplace scratch = workplace.openScratch()) {
      Path thread = copy("thread.md", scratch.home());
      Path unused = copy("belfry.png", scratch.home());
      DemoSteps steps = new DemoSteps(scratch);

      title("Two accounts: as X and as Bluesky in everything but the call");
      steps.run("account", "add", X);
      steps.run("account", "add", BLUESKY, "--zone", "Europe/Paris");

      title("A post, and a thread with a picture, both with a time");
      steps.run(
          "draft",
          "Tomorrow at ten: what 41 cities do with their bridge inspections. https://example.org/bridges",
          "--to",
          X,
          "--to",
          BLUESKY,
          "--in",
          "4s");
      steps.run("draft", "-f", thread.toString(), "--to", X, "--to", BLUESKY, "--in", "6s");

      title("What each network will get, counted as it counts");
      steps.run("preview", "2");

      title("What goes out next");
      steps.run("queue");

      title("The release: Quartz fires at each moment");
      release(scratch, steps);

      title("Who did what when: nobody can change this afterwards");
      steps.run("history");
    }
    farewell();
    return ExitCode.FINE;
  }

  /** As {@code belfry run}, until everything is out. */
  private void release(ScratchWorkplace scratch, DemoSteps steps) throws InterruptedException {
    steps.show("run");
    CountDownLatch out = new CountDownLatch(PARTS);
    TellReleases tell = new TellReleases(scratch);
    ReleaseWatcher watcher =
        (attempt, settlement) -> {
          tell.settled(attempt, settlement);
          tell.runIsOver();
          IntStream.rangeClosed(0, settlement.further().size()).forEach(part -> out.countDown());
        };
    try (NodeEquipment equipment = scratch.equipNode("demo")) {
      RunNode run = new RunNode(scratch, equipment, "demo", watcher);
      run.live(
          pass -> {
            try (Node node = run.node(pass)) {
              node.start();
              await(out);
            }
          });
    }
  }

  private static void await(CountDownLatch out) throws InterruptedException {
    if (!out.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException(
          "%d of %d parts did not go out in %d s"
              .formatted(out.getCount(), PARTS, PATIENCE_SECONDS));
    }
  }

  private void farewell() {
    title("That was all of it; the scratch home is gone and nothing is left running. Try next");
    say("  belfry account add dry-run:x:me      an account of your own");
    say("  belfry draft \"Hello\" --to dry-run:x:me --in 1m");
    say("  belfry preview 1 --html post.html    draws it for your browser");
    say("  belfry run                           releases it when it is due");
    say("  belfry --help                        every command");
  }

  private void title(String title) {
    workplace.console().heading(title + ".");
  }

  private void say(String line) {
    PrintWriter out = workplace.console().out();
    out.println(line);
    out.flush();
  }

  private static Path copy(String name, Path folder) throws IOException {
    try (InputStream in = DemoCommand.class.getResourceAsStream("/demo/" + name)) {
      if (in == null) {
        throw new IOException("this Belfry was built without its demo: " + name + " is missing");
      }
      Path copy = folder.resolve(name);
      long unused = Files.copy(in, copy);
      return copy;
    }
  }
}
