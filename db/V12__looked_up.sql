-- What was looked up on the Internet for posts, so that it need not be asked for each time.

CREATE TABLE looked_up (
  name  text PRIMARY KEY CHECK (name <> ''),
  value text NOT NULL,
  at    timestamptz NOT NULL DEFAULT clock_timestamp()
);

ALTER TABLE accounts
  -- Whether a link goes out with a card that shows what it leads to, where the network has such a thing.
  ADD COLUMN cards boolean NOT NULL DEFAULT true;
