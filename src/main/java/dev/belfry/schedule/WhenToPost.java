package dev.belfry.schedule;

import dev.belfry.post.InvalidInput;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a person said about when to post, in one place, unchecked: on the command line, or in a file
 * that is imported. It is resolved for each account by itself, for accounts have zones of their
 * own.
 *
 * @param prefix what stands before the names in problems: {@code --} on the command line
 * @param at a date and time, or null
 * @param in an amount of time from now, or null
 * @param now whether to post at once
 * @param zone the name of a zone, or null
 * @param later whether the later one is taken of a time that comes twice
 * @param slot the slot that is wanted, or null
 */
public record WhenToPost(
    String prefix,
    @Nullable String at,
    @Nullable String in,
    boolean now,
    @Nullable String zone,
    boolean later,
    @Nullable SlotWish slot) {

  /**
   * What was said by {@code --at}, {@code --in}, {@code --now}, {@code --zone}, {@code --later}.
   */
  public static WhenToPost byOptions(
      @Nullable String at, @Nullable String in, boolean now, @Nullable String zone, boolean later) {
    return new WhenToPost("--", at, in, now, zone, later, null);
  }

  /** The same, and a slot is wanted. */
  public WhenToPost in(SlotWish wish) {
    return new WhenToPost(prefix, at, in, now, zone, later, wish);
  }

  /** What was said by the fields {@code at} and {@code zone} of a post in a file. */
  public static WhenToPost byFields(@Nullable String at, @Nullable String zone) {
    return new WhenToPost("", at, null, false, zone, false, null);
  }

  /** Whether a time was said at all. */
  public boolean isSaid() {
    return at != null || in != null || now || slot != null;
  }

  /**
   * The moment that is meant for an account; empty where no time was said, or a slot is wanted,
   * which only the queue can tell.
   *
   * @param accounts the account's zone, or null where it has none: understood where none was said
   * @param machines the zone for where the account has none either
   * @throws InvalidInput where several times were said, or the one is not good, or the zone
   */
  public Optional<Moment> resolve(ParseMoment parse, @Nullable ZoneId accounts, ZoneId machines) {
    refuseSeveral();
    ZoneId meant = meant(accounts, machines);
    if (at != null) {
      return Optional.of(parse.at(prefix + "at", at, meant, later));
    }
    if (in != null) {
      return Optional.of(parse.in(prefix + "in", in, meant));
    }
    return now ? Optional.of(parse.now(meant)) : Optional.empty();
  }

  private ZoneId meant(@Nullable ZoneId accounts, ZoneId machines) {
    if (zone != null) {
      return ParseZone.parse(prefix + "zone", zone);
    }
    return accounts == null ? machines : accounts;
  }

  /**
   * Does nothing where one time was said, or none.
   *
   * @throws InvalidInput where several were
   */
  public void refuseSeveral() {
    List<String> said =
        Stream.of(
                at == null ? "" : "at",
                in == null ? "" : "in",
                now ? "now" : "",
                slot == null ? "" : slot.option())
            .filter(name -> !name.isEmpty())
            .map(prefix::concat)
            .toList();
    if (said.size() > 1) {
      throw new InvalidInput(
          said.get(1), "there is a time by %s already; keep one of them".formatted(said.get(0)));
    }
  }
}
