package dev.belfry.cli;

import dev.belfry.compose.ExportedPost;
import dev.belfry.compose.moving.HouseLine;
import dev.belfry.queue.PlannedPost;
import dev.belfry.queue.StreamPosts;
import dev.belfry.queue.moving.ReadHouse;
import dev.belfry.queue.moving.ReadHouseRest;
import dev.belfry.queue.moving.ReadMovedPosts;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Reads what an export is made of, as it all stands at one moment.
 *
 * @param posts takes each post
 * @param house takes what is no post
 */
record ExportLines(Consumer<ExportedPost> posts, Consumer<HouseLine> house) {

  /**
   * Everything.
   *
   * @param connection in a transaction that has seen its one moment
   */
  void everything(Connection connection, Instant now) throws SQLException {
    ReadHouse.begin(connection, now, house);
    StreamPosts.readBatches(
        connection,
        batch -> {
          var moved = ReadMovedPosts.of(connection, batch);
          IntStream.range(0, batch.size())
              .mapToObj(
                  i -> new ExportedPost(batch.get(i).key(), batch.get(i).post(), moved.get(i)))
              .forEach(posts);
        });
    ReadHouseRest.end(connection, house);
  }

  /** The posts alone, so that nothing that an import makes of them goes out twice. */
  void postsOnly(Connection connection) throws SQLException {
    StreamPosts.readBatches(
        connection, (List<PlannedPost> batch) -> batch.stream().map(AsExported::of).forEach(posts));
  }
}
