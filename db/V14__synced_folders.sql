-- Folders of post files that are kept in step with the queue.

CREATE TABLE synced_folders (
  id        integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name      text NOT NULL UNIQUE CHECK (name <> ''),
  -- Where it was when it was synced last: another folder of the same name is not taken for it.
  place     text NOT NULL,
  synced_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  synced_by text NOT NULL CHECK (synced_by <> '')
);

-- The files as they were taken in, and the post that each one is.
CREATE TABLE synced_files (
  folder_id integer NOT NULL REFERENCES synced_folders ON DELETE CASCADE,
  -- From the folder on, with slashes.
  path      text NOT NULL CHECK (path <> ''),
  -- Of the file and of the images that it names.
  digest    bytea NOT NULL CHECK (length(digest) = 32),
  -- What changed is found by reading the old one again.
  source    text NOT NULL,
  -- However many folders there are: a post is one file's.
  post_id   bigint NOT NULL UNIQUE REFERENCES posts,
  PRIMARY KEY (folder_id, path)
);
