-- What a claim must know of a delivery lies beside its place in the queue: three looks into large tables
-- less for each.
ALTER TABLE waiting
  ADD COLUMN post_id bigint,
  -- How many parts were rendered for it.
  ADD COLUMN parts smallint CHECK (parts >= 1),
  -- Whether it may have been attempted before. False: the attempts need not be asked.
  ADD COLUMN attempted boolean NOT NULL DEFAULT true;

UPDATE waiting w
SET post_id = d.post_id,
    parts = (SELECT count(*) FROM rendered_parts r WHERE r.delivery_id = d.id)
FROM deliveries d
WHERE d.id = w.delivery_id;

ALTER TABLE waiting
  ALTER COLUMN post_id SET NOT NULL,
  ALTER COLUMN parts SET NOT NULL;

-- A part that was published is in history_published_once already, under its post.
DROP INDEX history_of_post;

CREATE INDEX history_of_post ON history (post_id, seq) WHERE event <> 'published';
