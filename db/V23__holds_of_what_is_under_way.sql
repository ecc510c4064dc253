-- A person may hold a post while a part of it is on its way or in doubt: what follows, and what would be
-- sent again, is held then.
ALTER TABLE waiting
  -- Why it is to be held as soon as it is neither claimed nor in doubt; in other states it says nothing.
  ADD COLUMN hold_reason text;
