-- A node chooses its number by itself, at random: a restored database would give out again the numbers of
-- nodes that run on, and one of two with the same number would take the other's leases for its own.
ALTER TABLE nodes ALTER COLUMN id DROP IDENTITY;
