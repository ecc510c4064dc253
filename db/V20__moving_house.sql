-- Which post of another Belfry is which post here: however often its export is imported, and wherever
-- it came by, it is one post.
CREATE TABLE moved_posts (
  -- The id of that database, and the post's number there.
  origin  uuid NOT NULL,
  number  bigint NOT NULL CHECK (number >= 1),
  post_id bigint NOT NULL REFERENCES posts,
  PRIMARY KEY (origin, number)
);

CREATE INDEX moved_posts_here ON moved_posts (post_id);

ALTER TABLE history
  DROP CONSTRAINT history_event,
  ADD CONSTRAINT history_event CHECK (event IN
    ('drafted', 'edited', 'scheduled', 'unscheduled', 'held', 'resumed', 'cancelled', 'attempted',
     'published', 'deferred', 'failed', 'unconfirmed', 'resolved', 'skipped', 'retracting',
     'retracted', 'kept', 'deleted', 'logged_in', 'logged_out', 'imported'));
