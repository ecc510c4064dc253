-- Posts that are taken back: Belfry has their networks delete what it posted.

ALTER TABLE deliveries
  DROP CONSTRAINT deliveries_ended_check,
  ADD CONSTRAINT deliveries_ended CHECK
    (ended IN ('published', 'failed', 'skipped', 'cancelled', 'retracted'));

ALTER TABLE history
  DROP CONSTRAINT history_event_check,
  ADD CONSTRAINT history_event CHECK (event IN
    ('drafted', 'edited', 'scheduled', 'unscheduled', 'held', 'resumed', 'cancelled', 'attempted',
     'published', 'deferred', 'failed', 'unconfirmed', 'resolved', 'skipped', 'retracting',
     'retracted', 'kept', 'deleted'));

-- One try at taking one post of a network back: written before the call, settled after it. A part may be
-- there twice, where a network took it twice, so a row names what the network calls it.
CREATE TABLE retractions (
  delivery_id bigint NOT NULL,
  part        smallint NOT NULL CHECK (part >= 1),
  remote_id   text NOT NULL CHECK (remote_id <> ''),
  number      smallint NOT NULL CHECK (number >= 1),
  -- The token of the lease under which it was made.
  claim       bigint NOT NULL,
  actor       text NOT NULL CHECK (actor <> ''),
  opened_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
  settled_at  timestamptz,
  -- 'unknown': whoever made it ended before the answer was written down, and it was made again.
  outcome     text CHECK (outcome IN ('gone', 'not_now', 'refused', 'unknown')),
  detail      text,
  PRIMARY KEY (delivery_id, part, remote_id, number),
  CHECK ((settled_at IS NULL) = (outcome IS NULL))
);

-- What is gone is gone once: nobody asks a network for it again.
CREATE UNIQUE INDEX retractions_gone_once ON retractions (delivery_id, part, remote_id)
  WHERE outcome = 'gone';

-- What Belfry posted and has not taken back.
CREATE VIEW live_parts AS
  SELECT DISTINCT ON (t.delivery_id, t.part, t.remote_id)
         t.delivery_id, t.part, t.remote_id, t.remote_cid, t.url
  FROM attempts t
  WHERE t.outcome IN ('posted', 'repeated')
    AND NOT EXISTS (SELECT 1 FROM retractions r
                    WHERE r.delivery_id = t.delivery_id AND r.part = t.part
                      AND r.remote_id = t.remote_id AND r.outcome = 'gone')
  ORDER BY t.delivery_id, t.part, t.remote_id, t.number;
