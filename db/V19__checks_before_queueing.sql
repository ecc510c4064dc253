-- What is checked of a post before it is queued.

ALTER TABLE posts
  -- Its embargo: before this nothing of it goes out.
  ADD COLUMN not_before timestamptz,
  -- The checks that are not made of it, for its author said that what they would find is meant.
  ADD COLUMN skip_checks text[] CHECK (
    skip_checks <> '{}' AND skip_checks <@ ARRAY[
      'same-text', 'links', 'alt-text', 'mention', 'all-caps', 'placeholder']);

ALTER TABLE waiting
  -- The post's embargo, once more: whatever moves a delivery, and whatever goes wrong in that, none is
  -- claimed before it. Null: there is none, or a person has lifted it for this delivery.
  ADD COLUMN not_before timestamptz,
  ADD CONSTRAINT waiting_embargo CHECK (due_at >= not_before);

-- A digest of the delivery's account and of the text that it gets, on the first part's row: which texts
-- an account has had is looked up, not read through. Null on other rows, and where there is no text.
ALTER TABLE rendered_parts ADD COLUMN digest bigint;
CREATE INDEX rendered_parts_digest ON rendered_parts (digest) WHERE digest IS NOT NULL;

ALTER TABLE recurrence_parts ADD COLUMN digest bigint;
