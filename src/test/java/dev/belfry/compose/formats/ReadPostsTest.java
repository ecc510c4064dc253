package dev.belfry.compose.formats;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.compose.ProblemList;
import dev.belfry.compose.RawMedia;
import dev.belfry.compose.RawPart;
import dev.belfry.compose.RawPost;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as other programs write them, well and badly. */
final class ReadPostsTest {
  private static final String BUFFER = "Text,Image URL,Tags,Posting Time\n";
  private static final Path FOLDER = Path.of("letters");

  private final List<String> notes = new ArrayList<>();
  private @Nullable DateOrder dates;
  private Map<String, String> columns = Map.of();
  private boolean images = true;

  @Test
  void buffers_rows_are_posts_with_their_times() {
    assertThat(
            read(
                Format.BUFFER,
                BUFFER
                    + "\"Ding, \"\"dong\"\"\nsecond line\",bell.png,\"news,bells\",2026-12-01 09:00\n"
                    + "\n"
                    + "No time yet,,,\n"))
        .satisfiesExactly(
            post -> {
              assertThat(post.where()).isEqualTo("line 2");
              assertThat(texts(post)).containsExactly("Ding, \"dong\"\nsecond line");
              assertThat(post.parts().get(0).media())
                  .containsExactly(new RawMedia(FOLDER.resolve("bell.png"), ""));
              assertThat(post.at()).isEqualTo("2026-12-01 09:00");
            },
            post -> {
              assertThat(post.where()).isEqualTo("line 5");
              assertThat(texts(post)).containsExactly("No time yet");
              assertThat(post.at()).isNull();
            });
    assertThat(notes).containsExactly("Tags are Buffer's own; they are left out.");
  }

  @Test
  void line_ends_and_marks_of_windows_are_no_text() {
    assertThat(read(Format.BUFFER, "\uFEFF" + (BUFFER + "\"a\nb\",,,\n").replace("\n", "\r\n")))
        .flatExtracting(ReadPostsTest::texts)
        .containsExactly("a\nb");
  }

  @Test
  void the_same_row_twice_is_two_posts_and_the_same_file_twice_the_same() {
    String file = BUFFER + "Ding,,,2026-12-01 09:00\nDing,,,2026-12-01 09:00\nDong,,,\n";

    List<String> keys = keys(read(Format.BUFFER, file));

    assertThat(keys).hasSize(3).doesNotHaveDuplicates().doesNotContainNull();
    assertThat(keys(read(Format.BUFFER, file))).isEqualTo(keys);
  }

  @Test
  void an_image_at_an_address_is_refused_unless_images_are_left_out() {
    String file = BUFFER + "Ding,https://example.org/bell.png,,\n";

    assertThat(problems(Format.BUFFER, file))
        .singleElement()
        .satisfies(problem -> assertThat(problem.where()).isEqualTo("line 2, column \"Image URL\""))
        .satisfies(problem -> assertThat(problem.message()).contains("--no-images"));
    images = false;
    assertThat(read(Format.BUFFER, file)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "13/02/2027 09:05|DMY|2027-02-13 09:05",
        "02/13/2027 09:05|MDY|2027-02-13 09:05",
        "2027-02-03 09:05|YMD|2027-02-03 09:05",
        "02/13/2027 09:05 PM|MDY|2027-02-13 21:05",
        "02/13/2027 12:05 am|MDY|2027-02-13 00:05"
      })
  void a_date_that_leaves_no_choice_tells_the_order_of_all(
      String telling, DateOrder order, String at) {
    List<RawPost> posts =
        read(
            Format.HOOTSUITE,
            "Date,Message,Link\n" + telling + ",\"Ding, dong\",https://a.example\n");

    assertThat(posts)
        .singleElement()
        .satisfies(post -> assertThat(post.at()).isEqualTo(at))
        .satisfies(post -> assertThat(texts(post)).containsExactly("Ding, dong https://a.example"));
    assertThat(notes).containsExactly("Dates are read as %s.".formatted(order.meaning()));
  }

  @Test
  void dates_that_leave_a_choice_are_asked_about() {
    String file = "03/04/2027 09:00,Ding,\n04/03/2027 10:00,Dong,\n";

    assertThat(problems(Format.HOOTSUITE, file))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("--date-order dmy or mdy"));
    dates = DateOrder.DMY;
    assertThat(read(Format.HOOTSUITE, file))
        .extracting(RawPost::at)
        .containsExactly("2027-04-03 09:00", "2027-03-04 10:00");
  }

  @Test
  void one_broken_date_does_not_stand_in_the_way_of_the_others() {
    String file = "25/12/2026 09:00,Ding,\n25/13/2026 09:00,Dong,\n26/12/2026 09:00,Dung,\n";

    assertThat(problems(Format.HOOTSUITE, file))
        .singleElement()
        .satisfies(problem -> assertThat(problem.where()).isEqualTo("line 2, column \"Date\""))
        .satisfies(problem -> assertThat(problem.message()).contains("25/13/2026 09:00"));
  }

  @Test
  void a_first_row_whose_date_is_broken_is_not_taken_for_names_and_lost() {
    assertThat(problems(Format.HOOTSUITE, "31/04/2027 09:00,Ding,\n25/12/2026 09:00,Dong,\n"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.where()).isEqualTo("line 1, column \"Date\""));
    assertThat(read(Format.HOOTSUITE, "Date,Message,Link\n")).isEmpty();
  }

  @Test
  void a_first_post_is_not_taken_for_buffers_line_of_names_and_lost() {
    assertThat(problems(Format.BUFFER, "Ding,,,2026-12-01 09:00\n"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.where()).isEqualTo("line 1, column 1"))
        .satisfies(problem -> assertThat(problem.message()).contains("Text,Image URL"));
  }

  @Test
  void columns_of_any_csv_are_named_by_the_person() {
    columns =
        Map.of("text", "Message", "at", "When", "to", "Where", "image", "Picture", "alt", "Shows");
    assertThat(
            read(
                Format.CSV,
                """
                Id;Message;When;Where;Picture;Shows
                1;Ding;2026-12-01 09:00;x:me bluesky:me.example;bell.png;A bell
                """))
        .singleElement()
        .satisfies(
            post -> {
              assertThat(texts(post)).containsExactly("Ding");
              assertThat(post.to()).containsExactly("x:me", "bluesky:me.example");
              assertThat(post.at()).isEqualTo("2026-12-01 09:00");
              assertThat(post.parts().get(0).media())
                  .containsExactly(new RawMedia(FOLDER.resolve("bell.png"), "A bell"));
            });
  }

  @Test
  void a_key_of_the_persons_own_is_the_posts_and_without_one_the_row_is() {
    columns = Map.of("text", "Message", "key", "Id", "zone", "Zone");
    List<RawPost> posts = read(Format.CSV, "Id,Message,Zone\n plan-1 ,Ding,Europe/Paris\n,Dong,\n");

    assertThat(posts).extracting(RawPost::zone).containsExactly("Europe/Paris", null);
    assertThat(keys(posts).get(0)).isEqualTo("plan-1");
    assertThat(keys(posts).get(1)).startsWith("csv:");
  }

  @Test
  void a_key_that_stands_in_two_rows_is_refused_for_one_of_them_would_be_lost() {
    columns = Map.of("text", "Message", "key", "Id");

    assertThat(problems(Format.CSV, "Id,Message\na,Ding\na,Dong\n"))
        .extracting(Problem::toString)
        .containsExactly("line 3, column \"Id\": the key \"a\" is on line 2 already");
  }

  @Test
  void hootsuites_rows_stand_with_or_without_names_above_and_links() {
    dates = DateOrder.DMY;
    List<RawPost> bare =
        read(Format.HOOTSUITE, "01/12/2026 09:00,Ding\n02/12/2026 09:00,,a.example\n");
    assertThat(bare)
        .extracting(ReadPostsTest::texts)
        .containsExactly(List.of("Ding"), List.of("a.example"));
    assertThat(bare)
        .extracting(RawPost::at)
        .containsExactly("2026-12-01 09:00", "2026-12-02 09:00");

    assertThat(
            read(
                Format.HOOTSUITE,
                "Date and time,Message,Link\n01/12/2026 09:00,See a.example,a.example\n"))
        .extracting(ReadPostsTest::texts)
        .containsExactly(List.of("See a.example"));
  }

  /** The archive writes numbers as texts. */
  @Test
  void of_a_video_the_archive_holds_the_best_size(@TempDir Path data) throws IOException {
    Files.createDirectory(data.resolve("tweets_media"));
    Files.write(data.resolve("tweets_media/7-large.mp4"), new byte[1]);
    Files.writeString(
        data.resolve("tweets.js"),
        archive(
            "part0",
            tweet(
                7,
                null,
                "Swinging https://t.co/v",
                """
                , "extended_entities": {"media": [{"url": "https://t.co/v", "type": "video",
                  "media_url_https": "https://pbs.example/thumb.jpg", "video_info": {"variants": [
                  {"bitrate": "832000", "content_type": "video/mp4", "url": "https://v.example/s/small.mp4?tag=12"},
                  {"content_type": "application/x-mpegURL", "url": "https://v.example/list.m3u8"},
                  {"bitrate": "2176000", "content_type": "video/mp4", "url": "https://v.example/l/large.mp4?tag=12"},
                  {"bitrate": "950000", "content_type": "video/mp4", "url": "https://v.example/m/mid.mp4"}]}}]}""")));
    ProblemList problems = new ProblemList();

    List<RawPost> posts = ReadPosts.readXArchive(data, asked(), problems).toList();

    problems.throwIfAny();
    assertThat(posts.get(0).parts())
        .containsExactly(
            new RawPart(
                "Swinging", List.of(new RawMedia(data.resolve("tweets_media/7-large.mp4"), ""))));
  }

  @Test
  void a_column_that_is_not_there_gets_a_hint() {
    columns = Map.of("text", "Mesage", "when", "When");

    assertThat(problems(Format.CSV, "Message,When\nDing,2026-12-01 09:00\n"))
        .extracting(Problem::message)
        .anySatisfy(message -> assertThat(message).contains("did you mean \"Message\"?"))
        .anySatisfy(message -> assertThat(message).contains("a post has no \"when\""));
  }

  @Test
  void typefullys_parts_stand_apart_by_empty_lines_or_dashes() {
    assertThat(read(Format.TYPEFULLY, "one\n\nstill one\n\n\n\ntwo\n---\nthree\r\n"))
        .singleElement()
        .satisfies(
            post -> assertThat(texts(post)).containsExactly("one\n\nstill one", "two", "three"));
  }

  @Test
  void a_tweet_file_has_images_in_its_front_matters() {
    assertThat(
            read(
                Format.TWEET,
                """
                ---
                media:
                  - file: bell.png
                    alt: A bell
                thread-delimiter: "***"
                ---

                one
                ***
                ---
                media:
                  - file: rope.png
                    alt: The rope
                ---
                two
                """))
        .singleElement()
        .satisfies(
            post -> {
              assertThat(texts(post)).containsExactly("one", "two");
              assertThat(post.parts())
                  .extracting(RawPart::media)
                  .containsExactly(
                      List.of(new RawMedia(FOLDER.resolve("bell.png"), "A bell")),
                      List.of(new RawMedia(FOLDER.resolve("rope.png"), "The rope")));
            });
  }

  @Test
  void polls_answers_and_reposts_of_a_tweet_file_are_refused_with_a_reason() {
    assertThat(
            problems(
                Format.TWEET, "---\nreply: https://x.com/a/status/1\n---\nWhich?\n( ) a\n( ) b\n"))
        .extracting(Problem::toString)
        .containsExactly(
            "line 1, column 1: \"reply\": answers to posts of others are not made here; take the line out",
            "line 1, column 1: there is a poll in it, and Belfry posts none; leave its lines out");
  }

  @Test
  @Timeout(20)
  void an_empty_delimiter_of_a_tweet_file_is_refused() {
    assertThat(problems(Format.TWEET, "---\nthread-delimiter: ''\n---\none\n\n"))
        .extracting(Problem::message)
        .containsExactly("the thread's delimiter is empty; write one, such as ===");
  }

  @Test
  void the_archive_of_x_gives_threads_with_links_as_they_were(@TempDir Path data)
      throws IOException {
    Files.createDirectory(data.resolve("tweets_media"));
    Files.write(data.resolve("tweets_media/3-bell.jpg"), new byte[1]);
    Files.writeString(
        data.resolve("tweets.js"),
        archive(
            "part0",
            tweet(
                1,
                null,
                "Fish &amp; chips https://t.co/a",
                url("https://t.co/a", "https://a.example/")),
            tweet(5, 9_999L, "@somebody I agree", ""),
            tweet(6, null, "RT @somebody: mine", "")));
    Files.writeString(
        data.resolve("tweets-part1.js"),
        archive(
            "part1",
            tweet(3, 1L, "second https://t.co/m", picture("https://t.co/m", "bell.jpg")),
            tweet(4, 1L, "another answer to the first", "")));
    ProblemList problems = new ProblemList();

    List<RawPost> posts = ReadPosts.readXArchive(data, asked(), problems).toList();

    problems.throwIfAny();
    assertThat(posts)
        .singleElement()
        .satisfies(
            post -> {
              assertThat(post.key()).isEqualTo("x-archive:1");
              assertThat(texts(post)).containsExactly("Fish & chips https://a.example/", "second");
              assertThat(post.parts().get(1).media())
                  .containsExactly(new RawMedia(data.resolve("tweets_media/3-bell.jpg"), ""));
              assertThat(post.at()).isNull();
            });
    assertThat(notes)
        .containsExactly("Left out: 1 reposts, and 2 answers to others or beside a thread.");
  }

  private static final String LONG_START =
      "A bell tells everybody the same thing at the same moment, &amp; that was its whole point: no"
          + " one had to own a clock, no one had to ask. See https://t.co/a for ";

  /** X writes the two a moment apart, and those whom a post answers stand before the cut one. */
  @Test
  void a_long_post_of_the_archive_is_whole(@TempDir Path data) throws IOException {
    long first = idAt("2024-03-09T13:14:15.400Z");
    long second = idAt("2024-03-09T13:14:17.100Z");
    String link = url("https://t.co/a", "https://a.example/");
    Files.writeString(
        data.resolve("tweets.js"),
        archive(
            "part0",
            tweet(first, null, LONG_START + "all…", link),
            tweet(second, first, "@me A second long one: " + LONG_START + "some…", link),
            tweet(idAt("2024-03-09T14:00:00Z"), null, "A short one", "")));
    notes(
        data,
        note("2024-03-09T13:14:16.000Z", "A second long one: " + LONG_START + "some of it.", "a"),
        note("2024-03-09T13:14:15.000Z", LONG_START.replace("/a ", "/b ") + "all of it.", "b"));

    assertThat(readArchive(data))
        .extracting(ReadPostsTest::texts)
        .containsExactly(
            List.of(whole("all of it."), "A second long one: " + whole("some of it.")),
            List.of("A short one"));
    assertThat(notes)
        .containsExactly("Left out: 0 reposts, and 0 answers to others or beside a thread.");
    notes.clear();

    try (InputStream tweets = Files.newInputStream(data.resolve("tweets.js"))) {
      Asked beside = new Asked(data, true, null, Map.of(), (where, line) -> {}, notes::add);
      ProblemList problems = new ProblemList();
      assertThat(ReadPosts.read(Format.X_ARCHIVE, tweets, "tweets.js", beside, problems))
          .extracting(post -> texts(post).get(0))
          .startsWith(whole("all of it."));
    }
  }

  @Test
  void where_nobody_knows_which_post_a_long_text_is_of_the_post_stays_and_that_is_said(
      @TempDir Path data) throws IOException {
    long first = idAt("2024-03-09T13:14:15Z");
    long twin = idAt("2024-03-09T13:14:18Z");
    long other = idAt("2024-03-10T13:14:15Z");
    long late = idAt("2024-03-11T13:14:15Z");
    Files.writeString(
        data.resolve("tweets.js"),
        archive(
            "part0",
            tweet(first, null, LONG_START + "all…", ""),
            tweet(twin, null, LONG_START + "all…", ""),
            tweet(other, null, LONG_START + "none…", ""),
            tweet(late, null, LONG_START + "all…", ""),
            tweet(late + 1, null, "To be continued…", "")));
    notes(
        data,
        note("2024-03-09T13:14:16.000Z", LONG_START + "all of it.", "a"),
        note("2024-03-10T13:14:16.000Z", LONG_START + "all of it.", "a"),
        note("2024-03-11T13:14:25.000Z", LONG_START + "all of it.", "a"));

    assertThat(readArchive(data))
        .extracting(post -> texts(post).get(0))
        .allSatisfy(text -> assertThat(text).endsWith("…"));
    assertThat(notes.subList(0, 4))
        .containsExactlyElementsOf(
            Stream.of(first, twin, other, late)
                .map(
                    id ->
                        "Post "
                            + id
                            + " may be cut off: nothing in note-tweet.js is for certain the whole"
                            + " of it.")
                .toList());
    assertThat(notes).hasSize(5);
  }

  @Test
  void a_post_that_is_not_cut_off_is_left_alone_by_a_long_text_that_begins_like_it(
      @TempDir Path data) throws IOException {
    long first = idAt("2024-03-09T13:14:15Z");
    long second = idAt("2024-03-09T13:14:18Z");
    Files.writeString(
        data.resolve("tweets.js"),
        archive(
            "part0",
            tweet(first, null, "A bell", ""),
            tweet(second, null, LONG_START + "all…", "")));
    notes(
        data,
        note("2024-03-09T13:14:17.000Z", "A bell tells everybody.", "a"),
        note("2024-03-09T13:14:18.000Z", LONG_START + "all of it.", "b"));

    assertThat(readArchive(data))
        .extracting(post -> texts(post).get(0))
        .satisfiesExactly(
            text -> assertThat(text).isEqualTo("A bell"),
            text -> assertThat(text).endsWith("all of it."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+1000000000-12-31T23:59:59Z",
        "-1000000000-01-01T00:00:00Z",
        "2080-07-10T17:30:30Z",
        "yesterday"
      })
  void a_long_text_of_no_time_that_x_knows_is_told(String at, @TempDir Path data)
      throws IOException {
    Files.writeString(data.resolve("tweets.js"), archive("part0", tweet(1, null, "Ding", "")));
    notes(
        data,
        note("2024-03-09T13:14:15Z", "A long text.", "a").replace("2024-03-09T13:14:15Z", at));
    ProblemList problems = new ProblemList();

    ReadPosts.readXArchive(data, asked(), problems).forEach(post -> {});

    assertThat(told(problems))
        .singleElement()
        .asString()
        .contains("text 1: this is not a long text of X's archive");
  }

  @Test
  void long_texts_are_never_run_either_and_a_broken_file_of_them_is_told(@TempDir Path data)
      throws IOException {
    Files.writeString(data.resolve("tweets.js"), archive("part0", tweet(1, null, "Ding", "")));
    ProblemList problems = new ProblemList();
    Files.writeString(data.resolve("note-tweet.js"), "window.YTD.note_tweet.part0 = alert(1)");
    Files.writeString(data.resolve("note-tweet-part1.js"), "alert(1)");

    ReadPosts.readXArchive(data, asked(), problems).forEach(post -> {});

    assertThat(told(problems))
        .extracting(Problem::toString)
        .satisfiesExactly(
            told ->
                assertThat(told)
                    .isEqualTo(
                        "note-tweet-part1.js, line 1, column 1: X's archive of long texts begins"
                            + " with window.YTD.note_tweet.part0 = [; this does not"),
            told -> assertThat(told).startsWith("note-tweet.js, line 1, column 31: not JSON"));
  }

  private static String whole(String end) {
    return LONG_START.replace("&amp;", "&").replace("https://t.co/a", "https://a.example/") + end;
  }

  private List<RawPost> readArchive(Path data) {
    ProblemList problems = new ProblemList();
    List<RawPost> posts = ReadPosts.readXArchive(data, asked(), problems).toList();
    problems.throwIfAny();
    return posts;
  }

  private static long idAt(String moment) {
    return XArchiveKey.firstId(Instant.parse(moment));
  }

  private static void notes(Path data, String... notes) throws IOException {
    Files.writeString(
        data.resolve("note-tweet.js"),
        "window.YTD.note_tweet.part0 = [%s]".formatted(String.join(",", notes)));
  }

  private static String note(String at, String text, String link) {
    return """
        {"noteTweet": {"noteTweetId": "%d", "createdAt": "%s", "core": {"text": "%s", "urls": [
        {"shortUrl": "https://t.co/%s", "expandedUrl": "https://a.example/", "fromIndex": "9"}]}}}"""
        .formatted(idAt(at), at, text, link);
  }

  @Test
  void what_only_looks_like_the_archive_is_never_run_and_refused() {
    assertThat(problems(Format.X_ARCHIVE, "window.YTD.tweets.part0 = alert(1)"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).startsWith("not JSON"));
    assertThat(problems(Format.X_ARCHIVE, "alert(1)"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("window.YTD.tweets.part0"));
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        Arguments.of("UTF-16", (BUFFER + "a,,,\n").getBytes(UTF_16), "line 1", "UTF-16"),
        Arguments.of(
            "Latin-1", (BUFFER + "Füße,,,\n").getBytes(ISO_8859_1), "line 2, column 2", "0xFC"),
        Arguments.of(
            "open",
            (BUFFER + "a,,,\n\"b,,,\nc,,,\n").getBytes(UTF_8),
            "line 3, column 1",
            "closed"),
        Arguments.of(
            "quotes", (BUFFER + "\"a\"b,,,\n").getBytes(UTF_8), "line 2, column 3", "doubled"),
        Arguments.of(
            "ragged", (BUFFER + "a,b,c,d,e,f\n").getBytes(UTF_8), "line 2, column 5", "6 columns"),
        Arguments.of(
            "endless",
            (BUFFER + "x".repeat(2_000_000)).getBytes(UTF_8),
            "line 2, column 1",
            "longer than"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("broken")
  void broken_files_are_refused_at_their_line(
      String name, byte[] file, String where, String message) {
    ProblemList problems = new ProblemList();
    List<RawPost> posts =
        ReadPosts.read(Format.BUFFER, stream(file), name, asked(), problems).toList();

    assertThat(posts).extracting(RawPost::where).doesNotContain(where.replaceFirst(",.*", ""));
    assertThat(told(problems))
        .first()
        .satisfies(problem -> assertThat(problem.where()).startsWith(where))
        .satisfies(problem -> assertThat(problem.message()).contains(message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a,\"b|line 2, column 3|never closed",
        "a,\"b\",\"x\\ny\",\"c|line 3, column 4|never closed",
        "\"a \"\"b\"\" \"c\",,,|line 2, column 10|doubled",
        "\"x\\n\"\"🔔\"z\",,,|line 3, column 4|doubled",
        "a \"b\" c,\"d\" e,,|line 2, column 11|doubled"
      })
  void a_wrong_quote_is_told_where_it_stands_however_many_lines_its_row_has(
      String row, String where, String message) {
    assertThat(problems(Format.BUFFER, BUFFER + row.replace("\\n", "\n") + "\n"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.where()).isEqualTo(where))
        .satisfies(problem -> assertThat(problem.message()).contains(message));
  }

  /** Regression: where it was opened was not told, but the line behind the last whole row. */
  @Test
  void a_quote_that_is_forgotten_is_told_where_it_was_opened_however_much_follows() {
    String row = "Ding dong,,,2026-12-01 09:00\n";
    String many = row.repeat(700_000);

    assertThat(problems(Format.BUFFER, BUFFER + "\"two\nlines\",,,\n" + "a,\"b,,\n" + many))
        .singleElement()
        .satisfies(problem -> assertThat(problem.where()).isEqualTo("line 4, column 3"))
        .satisfies(
            problem ->
                assertThat(problem.message())
                    .isEqualTo(
                        "a quote that is opened here is not closed within 4,000,000 characters; was"
                            + " it forgotten?"));
  }

  /** Regression: a quote was said to be wrong. */
  @Test
  void a_row_with_more_columns_than_are_taken_is_told_as_one() {
    assertThat(problems(Format.BUFFER, BUFFER + ",".repeat(20_000) + "\n"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.where()).isEqualTo("line 2, column 1"))
        .satisfies(
            problem ->
                assertThat(problem.message())
                    .isEqualTo("a row that begins here or below has more columns than are taken"));
  }

  @Test
  void a_date_is_told_by_what_the_file_calls_its_column() {
    String file = "Date and time,Message,Link\n25/12/2026 09:00,Ding,\n25/13/2026 09:00,Dong,\n";

    assertThat(problems(Format.HOOTSUITE, file))
        .extracting(Problem::where)
        .containsExactly("line 3, column \"Date and time\"");
  }

  @Test
  void a_long_file_is_read_to_its_end() {
    String rows = "Ding dong,,,2026-12-01 09:00\n".repeat(20_000);

    assertThat(keys(read(Format.BUFFER, BUFFER + rows))).hasSize(20_000).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"text\": \"a\"}|posts|JSON_LINES",
        "''|empty|JSON_LINES",
        "Text,Image URL,Tags,Posting Time|plan.csv|BUFFER",
        "01/02/2027 09:00,Ding,|plan.csv|HOOTSUITE",
        "window.YTD.tweets.part0 = [|tweets.js|X_ARCHIVE",
        "Ding|hello.tweet|TWEET"
      })
  void the_form_is_told_by_the_content(String start, String name, Format format) {
    assertThat(DetectFormat.of(stream(start.getBytes(UTF_8)), name)).isEqualTo(format);
  }

  @Test
  void a_zip_is_said_to_be_one() {
    InputStream zip = stream(new byte[] {'P', 'K', 3, 4, 20, 0});

    assertThat(told(() -> DetectFormat.of(zip, "plan.csv")))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).startsWith("this is a zip archive"));
  }

  private List<RawPost> read(Format format, String file) {
    ProblemList problems = new ProblemList();
    List<RawPost> posts =
        ReadPosts.read(format, stream(file.getBytes(UTF_8)), "plan", asked(), problems).toList();
    problems.throwIfAny();
    return posts;
  }

  private List<Problem> problems(Format format, String file) {
    ProblemList problems = new ProblemList();
    ReadPosts.read(format, stream(file.getBytes(UTF_8)), "plan", asked(), problems)
        .forEach(post -> {});
    return told(problems);
  }

  private Asked asked() {
    return new Asked(FOLDER, images, dates, columns, (where, line) -> {}, notes::add);
  }

  private static List<Problem> told(ProblemList problems) {
    return told(problems::throwIfAny);
  }

  private static List<Problem> told(Runnable step) {
    try {
      step.run();
      return List.of();
    } catch (InvalidInput e) {
      return e.problems();
    }
  }

  private static List<String> texts(RawPost post) {
    return post.parts().stream().map(RawPart::text).toList();
  }

  private static List<String> keys(List<RawPost> posts) {
    return posts.stream().map(RawPost::key).toList();
  }

  private static InputStream stream(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  private static String archive(String part, String... tweets) {
    return "window.YTD.tweets.%s = [%s]".formatted(part, String.join(",", tweets));
  }

  private static String tweet(long id, @Nullable Long answers, String text, String more) {
    return """
        {"tweet": {"id_str": "%d", "in_reply_to_status_id_str": %s, "full_text": "%s"%s}}"""
        .formatted(id, answers == null ? "null" : "\"" + answers + "\"", text, more);
  }

  private static String url(String shortened, String written) {
    return ", \"entities\": {\"urls\": [{\"url\": \"%s\", \"expanded_url\": \"%s\"}]}"
        .formatted(shortened, written);
  }

  private static String picture(String shortened, String name) {
    return (", \"extended_entities\": {\"media\": [{\"url\": \"%s\", \"media_url_https\":"
            + " \"https://pbs.example/media/%s\"}]}")
        .formatted(shortened, name);
  }
}
