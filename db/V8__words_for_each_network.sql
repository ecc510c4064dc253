-- A part may have words of its own for a network, and a post a say in how it appears there.

ALTER TABLE parts
  -- {"bluesky": …}: what a network gets instead of the text; null, as nearly always: nothing.
  -- A column, not a table: what is settled reads the part's row anyway.
  ADD COLUMN wording jsonb CHECK (
    jsonb_typeof(wording) = 'object' AND wording <> '{}'
    AND wording - ARRAY['x', 'bluesky', 'mastodon'] = '{}'
    AND NOT jsonb_path_exists(wording, '$.* ? (@.type() <> "string")'));

ALTER TABLE posts
  -- {"x": …}: the addresses of the posts that it quotes, at most one on each network.
  ADD COLUMN quotes jsonb CHECK (
    jsonb_typeof(quotes) = 'object' AND quotes <> '{}'
    AND quotes - ARRAY['x', 'bluesky', 'mastodon'] = '{}'
    AND NOT jsonb_path_exists(quotes, '$.* ? (@.type() <> "string")')),
  -- Null: what the account is set to on its server.
  ADD COLUMN visibility text CHECK (visibility IN ('public', 'unlisted', 'private', 'direct')),
  -- A tag of BCP 47, in its one canonical form.
  ADD COLUMN language text CHECK (language <> ''),
  ADD COLUMN warning text CHECK (warning <> '');

-- What an account gets of a part: its network's own words, or the text. A null account gets the
-- text. It is inlined: for a part without wording it costs a look at a null.
CREATE FUNCTION worded(text text, wording jsonb, account text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN wording IS NULL THEN text
              ELSE coalesce(wording ->> substring(account FROM '^(?:dry-run:)?([a-z]+):'), text)
         END;
