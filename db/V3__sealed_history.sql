-- The history, sealed run by run. The owner of the tables can switch the trigger off that refuses
-- changes; a seal shows afterwards what was changed behind it.

-- One seal covers every row of the history from where the seal before it ended up to `below`, in
-- order. Rows of history are told from each other by what is hashed, never by a key to here: sealing
-- inserts one row, however many it covers.
CREATE TABLE seals (
  number    bigint PRIMARY KEY CHECK (number >= 1),
  sealed_at timestamptz NOT NULL,
  -- Every row with a smaller seq is covered by this seal or one before it: whatever turns up there
  -- later was put there by somebody.
  below     bigint NOT NULL,
  -- How many rows are sealed, counted from the first seal on.
  rows      bigint NOT NULL,
  -- The leaves: the numbers of the rows, and the SHA-256 of their lines one behind the other.
  seqs      bigint[] NOT NULL CHECK (cardinality(seqs) BETWEEN 1 AND 10000),
  hashes    bytea NOT NULL,
  -- Over the seal before it, the columns above and the leaves.
  sha256    bytea NOT NULL CHECK (octet_length(sha256) = 32),
  CHECK (octet_length(hashes) = 32 * cardinality(seqs))
);

-- Nothing compresses a hash; trying costs time.
ALTER TABLE seals ALTER COLUMN hashes SET STORAGE EXTERNAL;

CREATE TRIGGER seals_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON seals
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

ALTER TABLE seals ENABLE ALWAYS TRIGGER seals_are_append_only;
