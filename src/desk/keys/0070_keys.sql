-- The single keys of the desk, as a person changed them. Shared: a person has the same ones in every campaign. No row: as they are at first.
create table person_keys (
  person_id text primary key references person (id),
  -- By what they do: one character, or empty for none. What is not named is as at first.
  keys jsonb not null default '{}',
  -- Single keys do nothing at all.
  off boolean not null default false,
  changed_at timestamptz not null
);
