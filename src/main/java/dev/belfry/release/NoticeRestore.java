package dev.belfry.release;

import dev.belfry.audit.Restores;
import dev.belfry.audit.Restores.Origin;
import dev.belfry.publish.Attempt;
import dev.belfry.publish.SentMark;
import dev.belfry.sql.SeenSessions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices a database from the past, a restored backup or a failover that lost commits: it does not
 * know what this node has sent, and would have it sent again. Thread-safe.
 */
final class NoticeRestore {
  private static final Logger log = LoggerFactory.getLogger(NoticeRestore.class);

  private final SentMarks marks;
  private final InstantSource clock;
  private final String node;

  /** As it was last asked for; nothing is sent before that. */
  private volatile @Nullable Origin origin;

  /** Those in which the database was found not to be behind. */
  private final SeenSessions known = new SeenSessions();

  NoticeRestore(ReleaseTools tools, ReleaseSettings settings) {
    this.marks = tools.marks();
    this.clock = tools.clock();
    this.node = settings.name();
  }

  /**
   * Whether that is to be asked before anything else: the session is new, so that the database may
   * have been exchanged since it was last asked.
   */
  boolean isToBeAsked(Connection connection) throws SQLException {
    return marks != SentMarks.NONE && !known.has(connection);
  }

  /**
   * Whether the database is behind this node; everything is held then, in the same transaction, for
   * every node on it. Nothing may be claimed for a live account before this was asked.
   */
  boolean isBehind(Connection connection) throws SQLException {
    if (marks == SentMarks.NONE) {
      return false; // Who remembers nothing can't be ahead.
    }
    Origin now = Restores.origin(connection);
    origin = now;
    List<SentMark> recent =
        marks.recent(now.id()).stream().filter(mark -> mark.epoch() >= now.epoch()).toList();
    List<SentMark> forgotten = recent.isEmpty() ? recent : Restores.forgotten(connection, recent);
    if (forgotten.isEmpty()) {
      known.add(connection);
      return false;
    }
    Restores.holdEverything(connection, recent, forgotten, node);
    log.error(
        "The database does not know {} of the {} newest attempts of this node: everything is held;"
            + " belfry queue says why",
        forgotten.size(),
        recent.size());
    return true;
  }

  /** To be called after the attempt's commit and before the call. */
  void aboutToSend(Attempt attempt) {
    Origin known = origin;
    if (known != null) {
      marks.aboutToSend(
          known.id(),
          new SentMark(
              known.epoch(),
              attempt.claim().delivery(),
              attempt.position(),
              attempt.number(),
              HexFormat.of().formatHex(attempt.request().sha256()),
              clock.instant()));
    }
  }
}
