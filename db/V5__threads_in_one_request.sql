-- A network may take a whole thread in one request, and may have to be asked before a part can leave.

ALTER TABLE attempts
  -- The last of the parts that its request carries; null: its own part alone.
  ADD COLUMN through smallint CHECK (through > part);

-- What a network has told about a delivery before its parts could leave: the ids that it gave to images, and
-- the like. A try that is repeated must send the same again.
CREATE TABLE prepared (
  delivery_id bigint NOT NULL,
  name        text NOT NULL CHECK (name <> ''),
  value       text NOT NULL,
  at          timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (delivery_id, name)
);

DROP VIEW open_attempts;

-- What a look at a network needs to know of each attempt whose part may or may not be live.
CREATE VIEW open_attempts AS
  SELECT w.account_id, w.state, w.claim AS claimed_by, w.look_at, w.failures, w.looks, w.absences,
         a.name, a.when_absent,
         t.delivery_id, t.part, coalesce(t.through, t.part) AS through, t.number, t.claim, t.body,
         t.correlation, t.opened_at, t.outcome,
         coalesce(t.through, t.part) = (SELECT max(position) FROM rendered_parts r
                                        WHERE r.delivery_id = t.delivery_id) AS is_last
  FROM waiting w
  JOIN attempts t ON t.delivery_id = w.delivery_id
    AND (t.outcome IS NULL OR t.outcome = 'unconfirmed')
  JOIN accounts a ON a.id = w.account_id;
