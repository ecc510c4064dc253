package dev.belfry.queue;

import dev.belfry.post.Language;
import dev.belfry.post.PostId;
import dev.belfry.post.Presentation;
import dev.belfry.post.Visibility;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a post appears, in its row of {@code posts}. */
final class PresentationColumns {
  private PresentationColumns() {}

  /** Reads {@code quotes}, {@code visibility}, {@code language} and {@code warning}. */
  static Presentation read(ResultSet row) throws SQLException {
    return new Presentation(
        ByNetwork.read(row.getString("quotes")),
        said(row, "visibility").flatMap(Visibility::of).orElse(null),
        said(row, "language").map(Language::new).orElse(null),
        row.getString("warning"));
  }

  private static Optional<String> said(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  static @Nullable String quotes(Presentation presentation) {
    return ByNetwork.json(presentation.quotes());
  }

  static @Nullable String visibility(Presentation presentation) {
    Visibility visibility = presentation.visibility();
    return visibility == null ? null : visibility.word();
  }

  static @Nullable String language(Presentation presentation) {
    Language language = presentation.language();
    return language == null ? null : language.tag();
  }

  /** Puts it in the place of what was said before. */
  static void update(Connection connection, PostId post, Presentation presentation)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            UPDATE posts SET quotes = ?::jsonb, visibility = ?, language = ?, warning = ?
            WHERE id = ?
            """)) {
      statement.setString(1, quotes(presentation));
      statement.setString(2, visibility(presentation));
      statement.setString(3, language(presentation));
      statement.setString(4, presentation.warning());
      statement.setLong(5, post.number());
      statement.executeUpdate();
    }
  }
}
