package dev.belfry.cli;

import java.util.List;

/** Every command, in the order of the overview. */
final class Commands {
  /** The runner itself answers it, since it needs no object: {@code help X} is {@code X --help}. */
  static final String HELP = "help";

  private Commands() {}

  static List<CommandEntry> all() {
    return List.of(
        CommandEntry.of("demo", Goal.START, "show the whole story, in dry-run", DemoCommand::new)
            .asEssential(),
        CommandEntry.of("draft", Goal.WRITE, "write a post", DraftCommand::new).asEssential(),
        CommandEntry.of(
                "thread",
                Goal.WRITE,
                "write a thread, or split a text into one",
                ThreadCommand::new)
            .asEssential(),
        CommandEntry.of(
            "delete", Goal.WRITE, "delete a post that is not published", DeleteCommand::new),
        CommandEntry.of(
            "retract", Goal.WRITE, "delete what is published of a post", RetractCommand::new),
        CommandEntry.of(
            "import", Goal.WRITE, "take in the posts of a JSON Lines file", ImportCommand::new),
        CommandEntry.of("edit", Goal.WRITE, "rewrite a post in your editor", EditCommand::new),
        CommandEntry.of(
            "sync", Goal.WRITE, "keep a folder of post files in step", SyncCommand::new),
        CommandEntry.of(
            "export", Goal.WRITE, "write every post to a JSON Lines file", ExportCommand::new),
        CommandEntry.of("schedule", Goal.SCHEDULE, "give a post a time", ScheduleCommand::new)
            .asEssential(),
        CommandEntry.of("hold", Goal.SCHEDULE, "stop a post, an account, all", HoldCommand::new),
        CommandEntry.of("resume", Goal.SCHEDULE, "let it go on", ResumeCommand::new),
        CommandEntry.of(
            "retry", Goal.SCHEDULE, "send again what failed or was put off", RetryCommand::new),
        CommandEntry.of(
            "resolve", Goal.SCHEDULE, "say whether a post in doubt is live", ResolveCommand::new),
        CommandEntry.of(
            "unschedule", Goal.SCHEDULE, "make it a draft again", UnscheduleCommand::new),
        schedules(),
        evergreen(),
        CommandEntry.of("run", Goal.SCHEDULE, "release posts when they are due", RunCommand::new)
            .asEssential(),
        CommandEntry.of(
            "rehearse",
            Goal.SCHEDULE,
            "play the days to come in seconds, and send nothing",
            RehearseCommand::new),
        queue(),
        CommandEntry.of("list", Goal.LOOK, "show every post", ListCommand::new),
        CommandEntry.of("show", Goal.LOOK, "show one post and where it stands", ShowCommand::new),
        CommandEntry.of(
                "preview",
                Goal.LOOK,
                "draw a post as each network will get it",
                PreviewCommand::new)
            .asEssential(),
        history(),
        CommandEntry.of("cost", Goal.LOOK, "show what X charges", CostCommand::new),
        CommandEntry.of("nodes", Goal.LOOK, "show who releases posts", NodesCommand::new),
        CommandEntry.of("count", Goal.LOOK, "measure a text as a network does", CountCommand::new),
        media(),
        account(),
        db(),
        CommandEntry.of(
            "doctor",
            Goal.SET_UP,
            "check that all is well, and say what to do",
            DoctorCommand::new),
        CommandEntry.group(HELP, Goal.SET_UP, "explain a command, with an example"),
        CommandEntry.of(
                "completion",
                Goal.SET_UP,
                "let the shell complete commands",
                CompletionCommand::new)
            .seeingAll(),
        CommandEntry.of("version", Goal.SET_UP, "tell which Belfry this is", VersionCommand::new));
  }

  private static CommandEntry queue() {
    return CommandEntry.of("queue", Goal.LOOK, "show what goes out next", QueueCommand::new)
        .holding(
            CommandEntry.of(
                "move", Goal.SCHEDULE, "let a post go out before another", QueueMoveCommand::new),
            CommandEntry.of(
                "compact", Goal.SCHEDULE, "close the gaps in slots", QueueCompactCommand::new))
        .asEssential();
  }

  private static CommandEntry schedules() {
    return CommandEntry.group(
        "schedules",
        Goal.SCHEDULE,
        "look after named times to queue into",
        CommandEntry.of("check", Goal.SCHEDULE, "check schedule files", SchedulesCheckCommand::new),
        CommandEntry.of(
            "apply", Goal.SCHEDULE, "take schedule files in", SchedulesApplyCommand::new),
        CommandEntry.of("next", Goal.SCHEDULE, "tell the next slots", SchedulesNextCommand::new),
        CommandEntry.of("show", Goal.SCHEDULE, "draw a week of slots", SchedulesShowCommand::new),
        CommandEntry.of("list", Goal.SCHEDULE, "list the schedules", SchedulesListCommand::new),
        CommandEntry.of(
            "remove", Goal.SCHEDULE, "take a schedule out", SchedulesRemoveCommand::new));
  }

  private static CommandEntry evergreen() {
    return CommandEntry.group(
        "evergreen",
        Goal.SCHEDULE,
        "let posts that stay true take turns",
        CommandEntry.of("create", Goal.SCHEDULE, "make a set", EvergreenCreateCommand::new),
        CommandEntry.of("add", Goal.SCHEDULE, "put posts into a set", EvergreenAddCommand::new),
        CommandEntry.of(
            "show", Goal.SCHEDULE, "show a set and what comes next", EvergreenShowCommand::new),
        CommandEntry.of("list", Goal.SCHEDULE, "list the sets", EvergreenListCommand::new),
        CommandEntry.of(
            "remove", Goal.SCHEDULE, "take posts out of a set", EvergreenRemoveCommand::new),
        CommandEntry.of("change", Goal.SCHEDULE, "change a set", EvergreenChangeCommand::new),
        CommandEntry.of(
            "hold", Goal.SCHEDULE, "show nothing of a set for now", EvergreenHoldCommand::new),
        CommandEntry.of("resume", Goal.SCHEDULE, "let a set go on", EvergreenResumeCommand::new),
        CommandEntry.of("delete", Goal.SCHEDULE, "end a set", EvergreenDeleteCommand::new));
  }

  private static CommandEntry history() {
    return CommandEntry.of(
            "history", Goal.LOOK, "show everything that happened", HistoryCommand::new)
        .holding(
            CommandEntry.of(
                "verify",
                Goal.LOOK,
                "prove that it is as it was sealed",
                HistoryVerifyCommand::new),
            CommandEntry.of(
                "anchor",
                Goal.LOOK,
                "print the newest seal, to keep elsewhere",
                HistoryAnchorCommand::new),
            CommandEntry.of(
                "export", Goal.LOOK, "write it all to a file", HistoryExportCommand::new))
        .asEssential();
  }

  private static CommandEntry media() {
    return CommandEntry.group(
        "media",
        Goal.LOOK,
        "list the images and videos, clear out unused ones",
        CommandEntry.of("list", Goal.LOOK, "list what is stored", MediaListCommand::new),
        CommandEntry.of("gc", Goal.SET_UP, "delete what no post carries", MediaGcCommand::new));
  }

  private static CommandEntry account() {
    return CommandEntry.group(
            "account",
            Goal.SET_UP,
            "add, log in to and look at accounts",
            CommandEntry.of("add", Goal.SET_UP, "make an account known", AccountAddCommand::new),
            CommandEntry.of("set", Goal.SET_UP, "change an account", AccountSetCommand::new),
            CommandEntry.of(
                "login", Goal.SET_UP, "let Belfry post as an account", AccountLoginCommand::new),
            CommandEntry.of(
                "logout", Goal.SET_UP, "forget what lets it", AccountLogoutCommand::new),
            CommandEntry.of("list", Goal.SET_UP, "list the accounts", AccountListCommand::new),
            CommandEntry.of("show", Goal.SET_UP, "show one account", AccountShowCommand::new),
            CommandEntry.of(
                "remove", Goal.SET_UP, "take an account out of use", AccountRemoveCommand::new),
            CommandEntry.of(
                "rekey", Goal.SET_UP, "seal every log-in anew", AccountRekeyCommand::new))
        .asEssential();
  }

  private static CommandEntry db() {
    return CommandEntry.group(
        "db",
        Goal.SET_UP,
        "start, stop and look at the database",
        CommandEntry.of("start", Goal.SET_UP, "start the embedded Postgres", DbStartCommand::new),
        CommandEntry.of("stop", Goal.SET_UP, "stop the embedded Postgres", DbStopCommand::new),
        CommandEntry.of("status", Goal.SET_UP, "tell how it stands", DbStatusCommand::new),
        CommandEntry.of(
            "migrate", Goal.SET_UP, "bring the schema up to date", DbMigrateCommand::new),
        CommandEntry.of("url", Goal.SET_UP, "print where it is", DbUrlCommand::new));
  }
}
