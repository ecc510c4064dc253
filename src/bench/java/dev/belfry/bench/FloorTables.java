package dev.belfry.bench;

/** What the floor keeps: narrow where it changes, and no index that names what changes. */
final class FloorTables {
  static final String[] ALL = {
"""
        CREATE TABLE posts (
          id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
          account int NOT NULL, text text NOT NULL, body text NOT NULL)
        """,
        """
        CREATE TABLE hot (
          post_id bigint PRIMARY KEY, account int NOT NULL, due_at timestamptz NOT NULL,
          claimer int NOT NULL DEFAULT 0, attempt smallint NOT NULL DEFAULT 0)
        WITH (fillfactor = 50)
        """,
        "CREATE INDEX hot_due ON hot (due_at)",
        """
        CREATE TABLE attempts (
          post_id bigint NOT NULL, number smallint NOT NULL, claimer int NOT NULL,
          opened_at timestamptz NOT NULL DEFAULT clock_timestamp(),
          body text NOT NULL, sha256 bytea NOT NULL,
          settled_at timestamptz, outcome text, remote_id text, url text,
          PRIMARY KEY (post_id, number))
        WITH (fillfactor = 60)
        """,
        """
        CREATE TABLE history (
          seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
          at timestamptz NOT NULL DEFAULT clock_timestamp(), event text NOT NULL,
          post_id bigint NOT NULL, account int NOT NULL, attempt smallint NOT NULL,
          remote_id text, url text, text text NOT NULL, sha256 bytea NOT NULL)
        """
  };

  private FloorTables() {}
}
