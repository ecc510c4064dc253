-- Named schedules, the slots of theirs that posts are queued into, and what wall times are resolved by.

-- A schedule file as it was applied: the file is the truth, and is read again whenever it is needed.
CREATE TABLE schedules (
  id         integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name       text NOT NULL UNIQUE CHECK (name <> ''),
  source     text NOT NULL CHECK (source <> ''),
  -- What the file says of posts that are found due too late, for the release, which reads no files.
  late       text CHECK (late IN ('post', 'hold', 'skip')),
  applied_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  applied_by text NOT NULL CHECK (applied_by <> '')
);

CREATE TABLE schedule_accounts (
  schedule_id integer NOT NULL REFERENCES schedules ON DELETE CASCADE,
  account_id  integer NOT NULL REFERENCES accounts,
  PRIMARY KEY (schedule_id, account_id)
);

CREATE INDEX schedule_accounts_of ON schedule_accounts (account_id);

-- A delivery in a slot. What was published keeps its slot; whatever leaves the queue unsent frees it.
CREATE TABLE bookings (
  delivery_id bigint PRIMARY KEY REFERENCES deliveries ON DELETE CASCADE,
  account_id  integer NOT NULL REFERENCES accounts,
  schedule_id integer NOT NULL REFERENCES schedules,
  -- The slot's time as its schedule says it: before jitter, whatever the clocks make of it.
  nominal     timestamp NOT NULL,
  -- Whether a slot of any schedule of the account would do: it was queued with --next.
  any_slot    boolean NOT NULL,
  -- However many processes book at once, and whatever they believe: a slot is one delivery's.
  UNIQUE (account_id, schedule_id, nominal)
);

CREATE INDEX bookings_of_schedule ON bookings (schedule_id);

-- What caps and spacing count, past and to come. Names nothing that a release changes: that stays a
-- heap-only update.
CREATE INDEX deliveries_planned ON deliveries (account_id, planned_at) WHERE planned_at IS NOT NULL;

ALTER TABLE deliveries
  -- Whether the person named the instant itself (by an offset, or an amount of time from now): then it
  -- stays, whatever becomes of the rules of the zone.
  ADD COLUMN exact boolean NOT NULL DEFAULT false;

-- The newest time-zone data by which what waits was resolved, as Java calls it: 2026a.
CREATE TABLE zone_rules (
  one     boolean PRIMARY KEY DEFAULT true CHECK (one),
  version text NOT NULL CHECK (version <> '')
);
