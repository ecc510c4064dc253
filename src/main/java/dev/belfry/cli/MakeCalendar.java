package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.account.Accounts;
import dev.belfry.cli.RehearsalReport.Delivery;
import dev.belfry.cli.page.CalendarPage;
import dev.belfry.cli.page.CalendarPage.Entry;
import dev.belfry.cli.page.PreviewPage.Feed;
import dev.belfry.media.MediaStore;
import dev.belfry.post.AccountName;
import dev.belfry.post.Language;
import dev.belfry.post.Post;
import dev.belfry.post.PostId;
import dev.belfry.publish.Findings;
import dev.belfry.publish.Publishers;
import dev.belfry.queue.ReadPost;
import dev.belfry.sql.Database;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A rehearsal to what {@code rehearse --html} draws: each post as it was when it was played. */
final class MakeCalendar {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);

  /** An entry, with what it is sorted by. */
  private record Dated(Instant at, Entry entry) {}

  private final Workplace workplace;
  private final Database stage;
  private final MakePage pages;
  private final Map<PostId, Post> posts = new HashMap<>();
  private final Map<AccountName, Account> accounts;

  /**
   * @param stage where the rehearsal was played
   */
  MakeCalendar(Workplace workplace, Database stage) {
    this.workplace = workplace;
    this.stage = stage;
    this.pages =
        new MakePage(
            workplace.publishers(),
            workplace.xPrices(),
            new InlineImages(MediaStore.source(workplace.database())));
    this.accounts =
        stage.lend(Accounts::all).stream()
            .collect(Collectors.toMap(Account::name, Function.identity()));
  }

  CalendarPage of(RehearsalReport report, ZoneId zone, String summary) {
    List<Dated> entries = new ArrayList<>();
    report.releases().forEach(each -> add(entries, each.delivery(), each.at(), each.zone(), null));
    report
        .notSent()
        .forEach(
            each ->
                add(
                    entries,
                    each.delivery(),
                    each.plannedAt(),
                    each.zone(),
                    "%s: %s".formatted(each.what(), each.why())));
    report
        .stays()
        .forEach(each -> add(entries, each.delivery(), each.dueAt(), each.zone(), each.why()));
    entries.sort(Comparator.comparing((Dated each) -> each.entry().day()).thenComparing(Dated::at));
    LocalDate from = report.since().atZone(zone).toLocalDate();
    LocalDate to = report.until().atZone(zone).toLocalDate();
    List<LocalDate> days = entries.stream().map(each -> each.entry().day()).toList();
    return new CalendarPage(
        "Rehearsal " + report.number(),
        summary,
        Stream.concat(Stream.of(from), days.stream()).min(LocalDate::compareTo).orElse(from),
        Stream.concat(Stream.of(to), days.stream()).max(LocalDate::compareTo).orElse(to),
        entries.stream().map(Dated::entry).toList());
  }

  private void add(
      List<Dated> entries, Delivery delivery, Instant at, ZoneId zone, @Nullable String stays) {
    Account account = accounts.get(delivery.account());
    if (account == null) {
      return;
    }
    Post post = post(delivery);
    ZonedDateTime there = at.atZone(zone);
    Feed feed = feed(account, post, stays);
    @Nullable Language language = post.presentation().language();
    entries.add(
        new Dated(
            at,
            new Entry(
                there.toLocalDate(),
                TIME.format(there),
                name(delivery),
                feed.cards().get(0).text(),
                stays,
                feed,
                language == null ? null : language.tag())));
  }

  /** What no post is made for yet says what the one says that repeats. */
  private Post post(Delivery delivery) {
    PostId id =
        delivery.number() == null
            ? Objects.requireNonNull(delivery.repeating()).post()
            : delivery.number();
    return posts.computeIfAbsent(id, it -> stage.lend(c -> ReadPost.wording(c, it)));
  }

  private Feed feed(Account account, Post post, @Nullable String stays) {
    Publishers publishers = workplace.publishers();
    Findings findings = stage.lend(c -> Findings.known(c, publishers, post, List.of(account)));
    Feed feed = pages.feed(Preview.of(publishers, account, post, findings));
    return stays == null
        ? feed
        : new Feed(
            feed.who(),
            feed.warning(),
            feed.quotes(),
            feed.notes(),
            Stream.concat(Stream.of("It does not go out then: " + stays), feed.caveats().stream())
                .toList(),
            feed.cards(),
            feed.cost());
  }

  private static String name(Delivery delivery) {
    return delivery.number() == null
        ? "Post %s again".formatted(Objects.requireNonNull(delivery.repeating()).post())
        : "Post " + delivery.number();
  }
}
