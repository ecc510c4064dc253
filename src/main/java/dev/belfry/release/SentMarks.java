package dev.belfry.release;

import dev.belfry.publish.SentMark;
import java.util.List;
import java.util.UUID;

/**
 * A node's own memory of the newest attempts that it made at live accounts, kept apart from the
 * database: by it a database is recognized that has forgotten some of them. Thread-safe.
 */
public interface SentMarks {

  /** Remembers nothing. */
  SentMarks NONE =
      new SentMarks() {
        @Override
        public void aboutToSend(UUID origin, SentMark mark) {}

        @Override
        public List<SentMark> recent(UUID origin) {
          return List.of();
        }
      };

  /**
   * Remembers an attempt, whose row is committed and which has not been made yet. It is on the disk
   * when this returns; where it can't be written that is logged, and the post goes out all the
   * same.
   *
   * @param origin the database's identity, the same in every backup of it
   */
  void aboutToSend(UUID origin, SentMark mark);

  /** The newest attempts at deliveries of that database, a bounded number of them. */
  List<SentMark> recent(UUID origin);
}
