-- A Mastodon server sets its own limits. What an account's server said last is kept with the account, so that
-- posts are measured by it while the server can't be reached.

ALTER TABLE accounts
  ADD COLUMN limits    jsonb CHECK (jsonb_typeof(limits) = 'object'),
  -- When the server said so.
  ADD COLUMN limits_at timestamptz,
  ADD CONSTRAINT limits_are_dated CHECK ((limits IS NULL) = (limits_at IS NULL));
