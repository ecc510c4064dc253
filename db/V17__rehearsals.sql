-- Rehearsals: dry runs that play what is queued on a clock of their own, and are compared with what was really
-- published afterwards.

ALTER TABLE dry_runs
  -- What a rehearsal played; null for `run --dry-run`, which goes by the real time.
  ADD COLUMN since timestamptz,
  ADD COLUMN until timestamptz CHECK (until > since),
  ADD CHECK ((since IS NULL) = (until IS NULL));

-- What a rehearsal saw happen, in order.
CREATE TABLE rehearsed (
  dry_run_id bigint NOT NULL REFERENCES dry_runs ON DELETE CASCADE,
  place      integer NOT NULL CHECK (place >= 1),
  at         timestamptz NOT NULL,
  event      text NOT NULL CHECK (event IN ('published', 'held', 'skipped')),
  -- Null: a time of a post that repeats, for which no post was made yet.
  post_id    bigint,
  repeats    bigint,
  nominal    timestamp,
  account    text NOT NULL CHECK (account <> ''),
  zone       text CHECK (zone <> ''),
  planned_at timestamptz NOT NULL,
  -- Null where all that was left of the post was held or skipped.
  part       smallint CHECK (part >= 1),
  parts      smallint NOT NULL CHECK (parts >= 1),
  text       text,
  -- [{"sha256": …, "alt": …}], in order.
  media      jsonb,
  -- The request; empty where an earlier part's request carries this one.
  body       text,
  -- Why it was held or skipped.
  detail     text,
  PRIMARY KEY (dry_run_id, place),
  CHECK ((repeats IS NULL) = (nominal IS NULL)),
  CHECK (post_id IS NOT NULL OR repeats IS NOT NULL),
  CHECK ((event = 'published') = (part IS NOT NULL)),
  CHECK ((part IS NULL) = (text IS NULL) AND (text IS NULL) = (body IS NULL))
);
