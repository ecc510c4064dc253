package dev.belfry.endtoend.chaos;

import dev.belfry.endtoend.Belfry;
import dev.belfry.sql.Database;
import dev.belfry.testing.network.Behaviour;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The networks that everything goes to, as well or as badly as they are told to take it. */
interface Receivers extends AutoCloseable {

  /** Every way to misbehave, some more than others. */
  String POSTS =
      "WELL=76,LATE=2,DONE_LATE=2,DONE_MUCH_LATER=2,DONE_AND_DROPPED=3,DROPPED=3,DONE_AND_500=3,ERROR_500=3,"
          + "RATE_LIMITED=2,REFUSED=1,UNAUTHORIZED=1,DONE_AND_GARBAGE=1,GARBAGE=1,"
          + "DONE_AND_NONSENSE=1,SLOW=1,HUGE=1";

  String LOOKS =
      "WELL=64,LATE=4,DROPPED=6,ERROR_500=8,RATE_LIMITED=6,REFUSED=2,UNAUTHORIZED=2,GARBAGE=3,"
          + "DONE_AND_NONSENSE=3,SLOW=1,HUGE=1";

  String WELL = "WELL=1";

  /** The behaviours that the shares speak of. */
  static List<Behaviour> behavioursOf(String shares) {
    return Stream.of(shares.split(",", -1))
        .map(share -> Behaviour.valueOf(share.split("=", -1)[0]))
        .toList();
  }

  /** Whether the account's network has keys that guard against doubles. */
  static boolean hasKeys(String account) {
    return !account.startsWith("x:");
  }

  /** Whom posts go to: half of them on X, the rest on the two that have keys. */
  List<String> accounts(int count);

  /** From now on what Belfry sends for these accounts arrives here. */
  void receiveFrom(Belfry belfry, Database database, List<String> accounts);

  /**
   * Logs in again where the network takes the log-in no more: a node that is killed between a
   * network's answer and its own commit has lost a token that was good for a single use.
   *
   * @return how many accounts it was
   */
  default int logInAgain() {
    return 0;
  }

  /** How long whoever looks has to wait for what was posted. */
  default Duration showsAfter() {
    return Duration.ZERO;
  }

  /** From now on each request is treated as chance decides. */
  void misbehave();

  /** From now on every request is treated well. */
  void behave();

  /**
   * What all of them show, each in the order in which it was accepted: also what they accept
   * although nobody waits for it any more. Nobody is sending now.
   */
  List<Shown> live();

  /**
   * How many requests met which behaviour.
   *
   * @param kind {@code posts} or {@code looks}
   */
  Map<Behaviour, Integer> met(String kind);

  @Override
  void close();
}
