-- What many nodes need to share the work, and what a doubt needs to be cleared.

ALTER TABLE accounts
  -- How far apart deliveries to the account go out, however many are due at once.
  ADD COLUMN spacing interval NOT NULL DEFAULT interval '0' CHECK (spacing >= interval '0'),
  -- What becomes of a part that two looks did not find, where no key guards against doubles.
  ADD COLUMN when_absent text NOT NULL DEFAULT 'ask' CHECK (when_absent IN ('ask', 'resend'));

-- Which nodes there are. A node that says nothing for the length of a lease is dead.
CREATE TABLE nodes (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name       text NOT NULL CHECK (name <> ''),
  host       text NOT NULL,
  pid        bigint NOT NULL,
  version    text NOT NULL,
  lease      interval NOT NULL,
  started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  seen_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
  left_at    timestamptz
) WITH (fillfactor = 50);

-- A name may be borne by two nodes; a number is one node's. It is null once a lease was given back,
-- so that what is not null and over was left by a node that died.
ALTER TABLE leases
  DROP COLUMN node,
  ADD COLUMN node_id bigint,
  -- How many failures of the network there were in a row: the breaker counts here.
  ADD COLUMN failures smallint NOT NULL DEFAULT 0 CHECK (failures >= 0);

ALTER TABLE waiting
  -- When the network is asked again what became of a part; null: not by itself.
  ADD COLUMN look_at timestamptz,
  ADD COLUMN looks smallint NOT NULL DEFAULT 0 CHECK (looks >= 0),
  -- How many looks saw that the part is not there.
  ADD COLUMN absences smallint NOT NULL DEFAULT 0 CHECK (absences >= 0),
  ADD CHECK (look_at IS NULL OR state = 'unconfirmed');

-- Says nothing of the state, which a claim changes: claims stay heap-only.
CREATE INDEX waiting_looks ON waiting (account_id, look_at) WHERE look_at IS NOT NULL;

ALTER TABLE attempts
  DROP CONSTRAINT attempts_outcome_check,
  DROP CONSTRAINT attempts_check1,
  -- 'not_sent' is the word of the node that made it, 'absent' that of a look or a person, after which the
  -- request may still arrive. 'repeated': the network took it, and the part was live already by another.
  ADD CONSTRAINT attempts_outcome CHECK (outcome IN
    ('posted', 'repeated', 'deferred', 'not_sent', 'absent', 'refused', 'account_refused',
     'unconfirmed')),
  ADD CONSTRAINT attempts_remote_id CHECK
    ((coalesce(outcome, '') IN ('posted', 'repeated')) = (remote_id IS NOT NULL)),
  SET (fillfactor = 50);

-- A part is live once. The index stood on attempts, where its predicate named what settling changes, so
-- that no settling was a heap-only update; the history only grows.
DROP INDEX attempts_posted_once;

CREATE UNIQUE INDEX history_published_once ON history (post_id, account, part)
  WHERE event = 'published';

-- Room for the version that says how it ended, so that this is heap-only, too.
ALTER TABLE deliveries SET (fillfactor = 45);

-- What this database is, whichever backup it comes from; and how often a person has said that it may
-- go on although it is older than what was sent.
CREATE TABLE origin (
  one   boolean PRIMARY KEY DEFAULT true CHECK (one),
  id    uuid NOT NULL DEFAULT gen_random_uuid(),
  epoch integer NOT NULL DEFAULT 0 CHECK (epoch >= 0)
);

INSERT INTO origin DEFAULT VALUES;

-- Each time that a node had sent more than the database knew of.
CREATE TABLE restores (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  node       text NOT NULL,
  -- The newest epoch in which the node sent something; what is sent after this restore is of a newer
  -- one, in which what was sent before it is not asked for any more.
  epoch      integer NOT NULL,
  -- The instant of the newest attempt that the node knows of: what was due by then may be live.
  sent_until timestamptz NOT NULL,
  -- Deliveries of which the node sent parts that the database knows nothing of.
  deliveries bigint[] NOT NULL,
  found_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
  resumed_at timestamptz,
  actor      text,
  CHECK ((resumed_at IS NULL) = (actor IS NULL))
);

-- What a look at a network needs to know of each attempt whose part may or may not be live.
CREATE VIEW open_attempts AS
  SELECT w.account_id, w.state, w.claim AS claimed_by, w.look_at, w.failures, w.looks, w.absences,
         a.name, a.when_absent,
         t.delivery_id, t.part, t.number, t.claim, t.body, t.correlation, t.opened_at, t.outcome,
         t.part = (SELECT max(position) FROM rendered_parts r
                   WHERE r.delivery_id = t.delivery_id) AS is_last
  FROM waiting w
  JOIN attempts t ON t.delivery_id = w.delivery_id
    AND (t.outcome IS NULL OR t.outcome = 'unconfirmed')
  JOIN accounts a ON a.id = w.account_id;
