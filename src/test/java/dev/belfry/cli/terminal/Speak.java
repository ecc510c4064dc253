package dev.belfry.cli.terminal;

/** A program that says much on standard output, for tests to listen to. */
final class Speak {
  static final int READER_GONE = 7;

  private Speak() {}

  public static void main(String[] args) {
    Console console = Console.ofThisProcess();
    try {
      console.out().print("é日👍 " + console.terminals().out() + "\n");
      for (int i = 0; i < 100_000; i++) {
        console.out().print("another line of a long list\n");
      }
      console.flush();
    } catch (ReaderGone e) {
      System.exit(READER_GONE);
    }
  }
}
