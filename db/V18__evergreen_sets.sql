-- Evergreen sets: posts that stay true take turns in the free slots of a schedule.

CREATE TABLE evergreen_sets (
  id          integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name        text NOT NULL CHECK (name <> ''),
  -- Whose free slots it fills; null once it was deleted.
  schedule_id integer REFERENCES schedules,
  -- A text is not shown again to an account until so many days have gone by.
  rest_days   integer NOT NULL CHECK (rest_days >= 1),
  -- Why nothing of it is shown; null where it is.
  held        text CHECK (held <> ''),
  created_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
  created_by  text NOT NULL CHECK (created_by <> ''),
  removed_at  timestamptz,
  CHECK ((schedule_id IS NULL) = (removed_at IS NOT NULL))
);

CREATE UNIQUE INDEX evergreen_sets_name ON evergreen_sets (name) WHERE removed_at IS NULL;

CREATE TABLE evergreen_accounts (
  set_id     integer NOT NULL REFERENCES evergreen_sets,
  account_id integer NOT NULL REFERENCES accounts,
  -- The slots up to here are over: each was filled, or left free for good.
  reached    timestamptz NOT NULL,
  PRIMARY KEY (set_id, account_id)
);

-- The posts whose words are shown. Those of one member are wordings of the same thing.
CREATE TABLE evergreen_texts (
  set_id    integer NOT NULL REFERENCES evergreen_sets,
  post_id   bigint NOT NULL REFERENCES posts,
  member    integer NOT NULL CHECK (member >= 1),
  turn      integer NOT NULL CHECK (turn >= 1),
  -- When it was on X before it came here; null where nobody knows of that.
  elsewhere timestamptz,
  PRIMARY KEY (set_id, post_id),
  UNIQUE (set_id, member, turn)
);

CREATE INDEX evergreen_texts_of_post ON evergreen_texts (post_id);

-- What each account gets: rendered once, when the post was put in or rewritten.
CREATE TABLE evergreen_parts (
  set_id     integer NOT NULL,
  post_id    bigint NOT NULL,
  account_id integer NOT NULL,
  position   smallint NOT NULL CHECK (position >= 1),
  body       text NOT NULL CHECK (body <> ''),
  rules      smallint NOT NULL CHECK (rules >= 1),
  PRIMARY KEY (set_id, post_id, account_id, position),
  FOREIGN KEY (set_id, post_id) REFERENCES evergreen_texts ON DELETE CASCADE,
  FOREIGN KEY (set_id, account_id) REFERENCES evergreen_accounts ON DELETE CASCADE
);

-- What was made of a set, a post for each slot. What gave way to something else is taken out, so that
-- its slot may be filled again; whatever else becomes of the post, the slot is not filled again.
CREATE TABLE evergreen_showings (
  set_id     integer NOT NULL REFERENCES evergreen_sets,
  account_id integer NOT NULL REFERENCES accounts,
  -- The slot's time as its schedule says it, as in bookings.
  nominal    timestamp NOT NULL,
  -- When the slot was, as it was made.
  at         timestamptz NOT NULL,
  -- Whose words it has. No foreign key: who makes showings must not wait for who is changing that post,
  -- and who waits for the set.
  text_of    bigint NOT NULL,
  post_id    bigint NOT NULL UNIQUE REFERENCES posts,
  -- However many nodes make them at once, and whatever they believe: a slot is filled once.
  PRIMARY KEY (set_id, account_id, nominal)
);
