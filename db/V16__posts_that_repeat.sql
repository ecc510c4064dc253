-- Posts that repeat: each time is a post of its own, copied from the one that the rule is for.

-- How a post repeats. A rule is never changed: another takes its place, and it ends.
CREATE TABLE recurrences (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  post_id    bigint NOT NULL REFERENCES posts,
  cron       text NOT NULL CHECK (cron <> ''),
  zone       text NOT NULL CHECK (zone <> ''),
  -- Its first time is later than this.
  since      timestamptz NOT NULL,
  times      integer CHECK (times >= 1),
  -- No time of its is later than this.
  until      timestamptz CHECK (until > since),
  created_by text NOT NULL CHECK (created_by <> ''),
  ended_at   timestamptz,
  CHECK (times IS NULL OR until IS NULL)
);

CREATE UNIQUE INDEX recurrences_one_a_post ON recurrences (post_id) WHERE ended_at IS NULL;

-- What each account gets, each time: rendered once, when the rule was made or the post rewritten.
CREATE TABLE recurrence_parts (
  recurrence_id bigint NOT NULL REFERENCES recurrences,
  account_id    integer NOT NULL REFERENCES accounts,
  position      smallint NOT NULL CHECK (position >= 1),
  body          text NOT NULL CHECK (body <> ''),
  rules         smallint NOT NULL CHECK (rules >= 1),
  PRIMARY KEY (recurrence_id, account_id, position)
);

-- What was made of a rule. Where it goes on is read from here, so that no node need remember it, and
-- what becomes of the post does not matter: the row stays, and the time does not come again.
CREATE TABLE occurrences (
  recurrence_id bigint NOT NULL REFERENCES recurrences,
  -- The time as the rule says it, whatever the clocks make of it: nodes whose time-zone data differ agree
  -- on it, too.
  nominal       timestamp NOT NULL,
  -- When that was, by the rules of the zone at the time when the post was made.
  at            timestamptz NOT NULL,
  post_id       bigint NOT NULL UNIQUE REFERENCES posts,
  -- However many nodes make them at once, and whatever they believe: a time comes once.
  PRIMARY KEY (recurrence_id, nominal)
);

CREATE INDEX occurrences_at ON occurrences (recurrence_id, at);
