-- What the networks let accounts in with. The secrets are sealed under a key that is kept outside of the database.

-- The key that seals them now, by its id. Whoever seals or changes it holds the vault's advisory lock, so that
-- nothing can be sealed with a key that is being given up.
CREATE TABLE vault_key (
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  key_id   integer NOT NULL,
  -- The one before it, which is still to be taken out of the key file.
  previous integer CHECK (previous <> key_id),
  since    timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE credentials (
  account_id   integer PRIMARY KEY REFERENCES accounts,
  kind         text NOT NULL CHECK (kind <> ''),
  server       text NOT NULL CHECK (server <> ''),
  remote_id    text NOT NULL,
  sealed       bytea NOT NULL CHECK (octet_length(sealed) > 0),
  key_id       integer NOT NULL,
  -- Told beside the sealed secret, so that what is due can be seen without opening it.
  fresh_until  timestamptz,
  expires_at   timestamptz,
  logged_in_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  logged_in_by text NOT NULL CHECK (logged_in_by <> ''),
  -- Counts the secrets that it has had: one that was renewed meanwhile is not written over.
  version      bigint NOT NULL DEFAULT 1 CHECK (version > 0),
  renewed_at   timestamptz,
  -- The network takes it no more: somebody must log in again.
  refused_at   timestamptz,
  refused_with text,
  -- Who asks the network for a fresher one, and until when the others wait for that.
  renewing_by    uuid,
  renewing_until timestamptz,
  -- What the last who asked in vain was told.
  not_now        text,
  CHECK ((refused_at IS NULL) = (refused_with IS NULL)),
  CHECK ((renewing_by IS NULL) = (renewing_until IS NULL))
);

-- Whether the breaker stopped the account for want of a credential that its network takes: then a log-in lets it
-- go on.
ALTER TABLE holds
  ADD COLUMN until_log_in boolean NOT NULL DEFAULT false CHECK (account_id IS NOT NULL OR NOT until_log_in);
