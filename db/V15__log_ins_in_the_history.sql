-- Who connected an account, and who had Belfry forget it. What was given for it is in no history.

ALTER TABLE history
  DROP CONSTRAINT history_event,
  ADD CONSTRAINT history_event CHECK (event IN
    ('drafted', 'edited', 'scheduled', 'unscheduled', 'held', 'resumed', 'cancelled', 'attempted',
     'published', 'deferred', 'failed', 'unconfirmed', 'resolved', 'skipped', 'retracting',
     'retracted', 'kept', 'deleted', 'logged_in', 'logged_out'));
