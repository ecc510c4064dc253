package dev.belfry.cli;

import static java.util.Comparator.comparing;

import dev.belfry.compose.moving.MovedPost;
import dev.belfry.post.DeliveryState;
import dev.belfry.publish.ReadyPost;
import dev.belfry.queue.SavedPost;
import dev.belfry.schedule.Moment;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Counts what becomes of the posts of a file. Not thread-safe. */
final class ImportTally {
  private long posts;
  private long known;
  private long scheduled;
  private @Nullable Moment first;

  /** One more was read; how many there were. */
  long read() {
    return ++posts;
  }

  /** So many were here already. */
  void known(long more) {
    known += more;
  }

  /** These were offered to the database, and that is what it said. */
  void saved(List<ReadyImport> ready, List<SavedPost> saved) {
    for (int i = 0; i < saved.size(); i++) {
      if (saved.get(i).isNew()) {
        count(Stream.concat(planned(ready.get(i).post()), arrived(ready.get(i).moved())));
      } else {
        known++; // another process saved it in this very moment
      }
    }
  }

  private void count(Stream<Moment> moments) {
    @Nullable Moment when = moments.min(comparing(Moment::instant)).orElse(null);
    if (when != null) {
      scheduled++;
      first = first == null || when.instant().isBefore(first.instant()) ? when : first;
    }
  }

  private static Stream<Moment> planned(ReadyPost post) {
    return post.targets().stream().flatMap(target -> Stream.ofNullable(target.when()));
  }

  private static Stream<Moment> arrived(@Nullable MovedPost moved) {
    return moved == null
        ? Stream.of()
        : moved.deliveries().stream()
            .filter(each -> each.state().equals(DeliveryState.SCHEDULED.word()))
            .flatMap(each -> Stream.ofNullable(each.time()))
            .map(
                time ->
                    new Moment(
                        time.instant(), time.at(), ZoneId.of(time.zone()), /* note= */ null));
  }

  /** What came of it all. */
  Imported total(List<String> notes) {
    return new Imported(posts, known, scheduled, first, notes, "");
  }
}
