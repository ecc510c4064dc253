-- What a month has cost an account is asked before each post of one that has a cap. The conditions are those
-- of the question: only what is billed is in here, and no dry run pays for it with each post.
CREATE INDEX history_billed ON history (account, at)
  WHERE event IN ('published', 'retracted', 'imported') AND account LIKE 'x:%';
