-- Accounts, posts and their parts, media, deliveries, attempts, history.
--
-- Two temperatures. What changes while a delivery waits and is claimed lives in `waiting`, a narrow
-- table that stays as small as the queue; the wide rows of `deliveries` change once, when it is over.
-- No index of a wide table names what changes, so that updates there stay heap-only.

CREATE TABLE accounts (
  id          integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name        text NOT NULL UNIQUE,
  dry_run     boolean NOT NULL,
  network     text NOT NULL CHECK (network IN ('x', 'bluesky', 'mastodon')),
  handle      text NOT NULL CHECK (handle <> ''),
  host        text CHECK (host <> ''),
  zone        text CHECK (zone <> ''),
  premium     boolean NOT NULL DEFAULT false CHECK (NOT premium OR network = 'x'),
  late_policy text NOT NULL DEFAULT 'hold' CHECK (late_policy IN ('post', 'hold', 'skip')),
  late_after  interval NOT NULL DEFAULT interval '1 hour' CHECK (late_after > interval '0'),
  created_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
  created_by  text NOT NULL,
  removed_at  timestamptz,
  CHECK (host IS NULL OR network = 'mastodon')
);

-- Who may release an account now. The token is the fence: it grows with each new holder, and what
-- was claimed under a smaller one belongs to nobody any more.
CREATE TABLE leases (
  account_id integer PRIMARY KEY REFERENCES accounts,
  token      bigint NOT NULL DEFAULT 0,
  node       text,
  held_until timestamptz NOT NULL DEFAULT '-infinity',
  not_before timestamptz NOT NULL DEFAULT '-infinity'
) WITH (fillfactor = 50);

-- What a person, or the breaker, has stopped: an account, or everything (a null).
CREATE TABLE holds (
  account_id integer UNIQUE NULLS NOT DISTINCT REFERENCES accounts,
  reason     text NOT NULL CHECK (reason <> ''),
  since      timestamptz NOT NULL DEFAULT clock_timestamp(),
  actor      text NOT NULL CHECK (actor <> '')
);

CREATE TABLE media (
  sha256   bytea PRIMARY KEY CHECK (octet_length(sha256) = 32),
  type     text NOT NULL CHECK (type LIKE 'image/%'),
  width    integer NOT NULL CHECK (width > 0),
  height   integer NOT NULL CHECK (height > 0),
  bytes    bytea NOT NULL CHECK (octet_length(bytes) > 0),
  added_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Images are compressed already; trying again costs time and saves nothing.
ALTER TABLE media ALTER COLUMN bytes SET STORAGE EXTERNAL;

CREATE TABLE posts (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- The sender's own name for the post: the same key twice is the same post.
  key        text UNIQUE CHECK (key <> ''),
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  created_by text NOT NULL,
  removed_at timestamptz
);

CREATE TABLE parts (
  post_id  bigint NOT NULL REFERENCES posts,
  position smallint NOT NULL CHECK (position BETWEEN 1 AND 1000),
  text     text NOT NULL,
  PRIMARY KEY (post_id, position)
);

CREATE TABLE part_media (
  post_id  bigint NOT NULL,
  part     smallint NOT NULL,
  position smallint NOT NULL CHECK (position BETWEEN 1 AND 4),
  sha256   bytea NOT NULL REFERENCES media,
  alt      text NOT NULL,
  PRIMARY KEY (post_id, part, position),
  FOREIGN KEY (post_id, part) REFERENCES parts ON DELETE CASCADE
);

-- One post going to one account. `ended` says how it ended; until then `waiting` says where it
-- stands, and a delivery with neither is a draft.
CREATE TABLE deliveries (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  post_id    bigint NOT NULL REFERENCES posts,
  account_id integer NOT NULL REFERENCES accounts,
  -- What the person said: the wall time and the zone, and the instant that they meant.
  wall_time  timestamp,
  zone       text CHECK (zone <> ''),
  planned_at timestamptz,
  ended      text CHECK (ended IN ('published', 'failed', 'skipped', 'cancelled')),
  ended_at   timestamptz,
  UNIQUE (post_id, account_id),
  CHECK ((wall_time IS NULL) = (zone IS NULL) AND (zone IS NULL) = (planned_at IS NULL)),
  CHECK ((ended IS NULL) = (ended_at IS NULL)),
  CHECK (ended IS NULL OR ended = 'cancelled' OR planned_at IS NOT NULL)
) WITH (fillfactor = 80);

-- A part as it goes to the delivery's account: measured and rendered once, when it was queued.
CREATE TABLE rendered_parts (
  delivery_id bigint NOT NULL REFERENCES deliveries,
  position    smallint NOT NULL CHECK (position >= 1),
  -- The exact request, but for what is known only at release: parents, media ids, the moment.
  body        text NOT NULL CHECK (body <> ''),
  -- The version of the rules that made the body.
  rules       smallint NOT NULL CHECK (rules >= 1),
  PRIMARY KEY (delivery_id, position)
);

-- The hot table: one row for each delivery in the queue, and none for any other. Its pages are filled
-- to 40 %, so that the claimed version of each row, which is larger, finds room beside the first.
CREATE TABLE waiting (
  delivery_id bigint PRIMARY KEY REFERENCES deliveries,
  account_id  integer NOT NULL,
  due_at      timestamptz NOT NULL,
  state       text NOT NULL DEFAULT 'scheduled'
              CHECK (state IN ('scheduled', 'claimed', 'held', 'unconfirmed')),
  -- The lease token under which it was claimed.
  claim       bigint,
  -- How many times it was put off after a definite failure.
  failures    smallint NOT NULL DEFAULT 0 CHECK (failures >= 0),
  -- Why it is held, deferred or in doubt, for people to read.
  reason      text,
  CHECK ((state = 'claimed') = (claim IS NOT NULL)),
  CHECK (state <> 'held' OR reason IS NOT NULL)
) WITH (fillfactor = 40, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 200);

-- Not partial: an index that named the state would have to follow each claim, and a claim would no
-- longer be a heap-only update.
CREATE INDEX waiting_due ON waiting (account_id, due_at, delivery_id);

-- One try at sending one part: written before the call, settled after it. No foreign keys: three of
-- them made 20,000 inserts six times slower, and the row must outlive what it speaks of.
CREATE TABLE attempts (
  delivery_id bigint NOT NULL,
  part        smallint NOT NULL CHECK (part >= 1),
  number      smallint NOT NULL CHECK (number >= 1),
  claim       bigint NOT NULL,
  node        text NOT NULL,
  opened_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
  body        text NOT NULL,
  sha256      bytea NOT NULL CHECK (octet_length(sha256) = 32),
  -- What the network can be asked for afterwards (a record key, an idempotency key).
  correlation text,
  settled_at  timestamptz,
  outcome     text CHECK (outcome IN
              ('posted', 'deferred', 'not_sent', 'refused', 'unconfirmed')),
  remote_id   text,
  remote_cid  text,
  url         text,
  detail      text,
  PRIMARY KEY (delivery_id, part, number),
  CHECK ((settled_at IS NULL) = (outcome IS NULL)),
  CHECK ((outcome IS NOT DISTINCT FROM 'posted') = (remote_id IS NOT NULL))
) WITH (fillfactor = 60);

-- A part is live once: two attempts of one part can't both be settled as posted.
CREATE UNIQUE INDEX attempts_posted_once ON attempts (delivery_id, part)
  WHERE outcome = 'posted';

-- What everything that happened to every post looked like when it happened.
CREATE TABLE history (
  seq            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at             timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- The transaction that wrote the row: sealing takes only rows whose transactions are over.
  xact           xid8 NOT NULL DEFAULT pg_current_xact_id(),
  event          text NOT NULL CHECK (event IN
                 ('drafted', 'edited', 'scheduled', 'unscheduled', 'held', 'resumed', 'cancelled',
                  'attempted', 'published', 'deferred', 'failed', 'unconfirmed', 'resolved',
                  'skipped', 'deleted')),
  -- Null where the event is about an account or about everything.
  post_id        bigint,
  account        text,
  part           smallint,
  attempt        smallint,
  remote_id      text,
  url            text,
  text           text,
  -- [{"sha256": …, "alt": …}], in order.
  media          jsonb,
  payload_sha256 bytea CHECK (octet_length(payload_sha256) = 32),
  -- The instant that a scheduling speaks of.
  due_at         timestamptz,
  detail         text,
  -- user@host, or the node.
  actor          text NOT NULL CHECK (actor <> '')
);

CREATE INDEX history_of_post ON history (post_id, seq);
CREATE INDEX history_at ON history USING brin (at);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the history is append-only: % is refused', TG_OP
    USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER history_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON history
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- ALWAYS: also in a session that replays changes (session_replication_role = replica).
ALTER TABLE history ENABLE ALWAYS TRIGGER history_is_append_only;

-- What `run --dry-run` would have sent: each part of each delivery once a run, kept apart from what
-- really happened.
CREATE TABLE dry_runs (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  node       text NOT NULL,
  started_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE dry_run_parts (
  dry_run_id  bigint NOT NULL REFERENCES dry_runs,
  delivery_id bigint NOT NULL,
  part        smallint NOT NULL,
  body        text NOT NULL,
  sha256      bytea NOT NULL CHECK (octet_length(sha256) = 32),
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (dry_run_id, delivery_id, part)
);
