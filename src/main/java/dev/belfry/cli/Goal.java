package dev.belfry.cli;

/** What somebody wants to do: the headings of the overview, in its order. */
enum Goal {
  START("Start here"),
  WRITE("Write"),
  SCHEDULE("Schedule and release"),
  LOOK("Look"),
  SET_UP("Set up");

  private final String title;

  Goal(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
