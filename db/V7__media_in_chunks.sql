-- Videos: a medium lies in chunks, so that none of its readers and writers has it in memory as a whole.

CREATE TABLE media_chunks (
  sha256 bytea NOT NULL REFERENCES media ON DELETE CASCADE,
  n      integer NOT NULL CHECK (n >= 0),
  bytes  bytea NOT NULL CHECK (octet_length(bytes) BETWEEN 1 AND 1048576),
  PRIMARY KEY (sha256, n)
);

-- Media are compressed already; trying again costs time and saves nothing.
ALTER TABLE media_chunks ALTER COLUMN bytes SET STORAGE EXTERNAL;

INSERT INTO media_chunks (sha256, n, bytes)
  SELECT sha256, n, substring(bytes FROM n * 1048576 + 1 FOR 1048576)
  FROM media, generate_series(0, (octet_length(bytes) - 1) / 1048576) n;

ALTER TABLE media
  ADD COLUMN animated    boolean NOT NULL DEFAULT false,
  -- How long a video lasts.
  ADD COLUMN duration_ms bigint CHECK (duration_ms > 0),
  ADD COLUMN size        bigint CHECK (size > 0);

UPDATE media SET size = octet_length(bytes);

ALTER TABLE media
  ALTER COLUMN size SET NOT NULL,
  ALTER COLUMN animated DROP DEFAULT,
  DROP COLUMN bytes,
  DROP CONSTRAINT media_type_check,
  ADD CONSTRAINT media_type_check CHECK (type LIKE 'image/%' OR type LIKE 'video/%'),
  ADD CONSTRAINT media_duration_check CHECK ((type LIKE 'video/%') = (duration_ms IS NOT NULL)),
  ADD CONSTRAINT media_animated_check CHECK (NOT animated OR type LIKE 'image/%');

-- Which posts carry a medium: asked for each of them when the store is listed or cleared.
CREATE INDEX part_media_of ON part_media (sha256);
