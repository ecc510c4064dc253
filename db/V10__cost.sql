-- What an account on X may cost.

ALTER TABLE accounts
  -- The most that it may cost in a calendar month of its zone, in millionths of a US dollar; null: no bound.
  ADD COLUMN monthly_cap bigint CHECK (monthly_cap >= 0),
  ADD CONSTRAINT accounts_cap_on_x CHECK (monthly_cap IS NULL OR network = 'x');

ALTER TABLE waiting
  -- Whether it is held since it would pass the cap, or a person has let it go on all the same.
  ADD COLUMN cap text CHECK (cap IN ('held', 'waived')),
  ADD CONSTRAINT waiting_held_by_cap CHECK (cap IS DISTINCT FROM 'held' OR state = 'held');
